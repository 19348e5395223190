"""Long work and what it brought."""

from __future__ import annotations

from django.db import models

WAITING, RUNNING, DONE, CANCELLED, FAILED = "waiting", "running", "done", "cancelled", "failed"
STATES = (WAITING, RUNNING, DONE, CANCELLED, FAILED)
#: states in which somebody waits for an answer
OPEN = (WAITING, RUNNING)


class Run(models.Model):
    """One question that takes long to answer; the same question on the same data is one run."""

    key = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=32)
    question = models.JSONField()
    version = models.TextField()
    state = models.CharField(max_length=16, choices=[(state, state) for state in STATES])
    share = models.FloatField(default=0.0)
    step = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    #: digests of the tokens of those who asked; who asked may take it back
    askers = models.JSONField(default=list)
    cancel = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    touched = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        db_table = "bashu_run"
        ordering = ("-created", "key")

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.state}"


class RunPart(models.Model):
    """One piece of what a run brought: a table or a file."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        """Each name once a run."""

        db_table = "bashu_run_part"
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="bashu_run_part_name"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.name}"
