"""The life of long work: asked for, begun, moved on, ended; each change in one transaction."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bashu.portal.core.lane import Busy
from bashu.portal.runs.models import CANCELLED, DONE, FAILED, OPEN, RUNNING, WAITING, Run, RunPart
from bashu.portal.runs.rules import digest_of, may_take_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.shown import Words

#: runs that may wait in the line, and ended ones that are kept
MOST_WAITING, KEPT = 20, 200
#: seconds without a sign of life after which the process of a run is taken for dead
SILENCE = 30


def ask(kind: str, question: Mapping[str, Any], version: str, token: str) -> Run:
    """Put a question in the line; one that is there already, or answered, is not asked twice.

    Raises
    ------
    Busy
        When too many wait.
    """
    text = json.dumps([kind, version, question], sort_keys=True, ensure_ascii=False)
    key = hashlib.sha256(text.encode()).hexdigest()[:20]
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(key=key).first()
        if run is None or run.state in {CANCELLED, FAILED}:
            if Run.objects.filter(state=WAITING).count() >= MOST_WAITING:
                raise Busy
            fresh = {"kind": kind, "question": question, "version": version, "state": WAITING}
            empty = {"share": 0.0, "step": {}, "problem": {}, "askers": [], "cancel": False}
            unmet = {"started": None, "touched": None, "ended": None}
            run, _ = Run.objects.update_or_create(key=key, defaults={**fresh, **empty, **unmet})
            _enqueue(key)
        if digest_of(token) not in run.askers:
            run.askers = [*run.askers, digest_of(token)]
            run.save(update_fields=["askers"])
        _make_room()
    return run


def take_back(key: str, token: str) -> Run:
    """Withdraw a question; when nobody waits for it any more, it is stopped.

    Raises
    ------
    Run.DoesNotExist
        When there is no such run.
    PermissionDenied
        When who asks is not one of those who asked for it.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().get(key=key)
        if not may_take_back(run, token):
            raise PermissionDenied("only who asked for a run may take it back")
        run.askers = [each for each in run.askers if each != digest_of(token)]
        if not run.askers and run.state == WAITING:
            run.state, run.ended = CANCELLED, timezone.now()
        elif not run.askers and run.state == RUNNING:
            run.cancel = True
        run.save()
    return run


def begin(key: str) -> Run | None:
    """Take a run from the line; None when it is no longer wanted or already taken."""
    now = timezone.now()
    taken = Run.objects.filter(key=key, state=WAITING).update(state=RUNNING, started=now, touched=now)
    return Run.objects.get(key=key) if taken else None


def move_on(key: str, share: float | None = None, step: Words | None = None) -> bool:
    """Give a sign of life, with how far the work is; False when it is to be stopped."""
    changes: dict[str, Any] = {"touched": timezone.now()}
    if share is not None:
        changes["share"] = share
    if step is not None:
        changes["step"] = {"zh": step.zh, "en": step.en}
    running = Run.objects.filter(key=key, state=RUNNING)
    running.update(**changes)
    return running.filter(cancel=False).exists()


def finish(key: str, summary: Mapping[str, Any], parts: Mapping[str, bytes]) -> None:
    """Keep what a run brought."""
    with transaction.atomic():
        RunPart.objects.filter(run_id=key).delete()
        RunPart.objects.bulk_create(
            RunPart(run_id=key, name=name, content=content) for name, content in parts.items()
        )
        _end(key, DONE, share=1.0, summary=dict(summary))


def fail(key: str, problem: Words) -> None:
    """Say why a run came to nothing."""
    _end(key, FAILED, problem={"zh": problem.zh, "en": problem.en})


def stop(key: str) -> None:
    """End a run that nobody waits for any more."""
    _end(key, CANCELLED)


def rescue() -> int:
    """Put runs whose process died back in the line; returns how many."""
    silent = timezone.now() - timedelta(seconds=SILENCE)
    found = 0
    for run in Run.objects.filter(state=RUNNING, touched__lt=silent):
        with transaction.atomic():
            state = CANCELLED if run.cancel else WAITING
            found += Run.objects.filter(key=run.key, state=RUNNING).update(state=state, share=0.0, step={})
            if state == WAITING:
                _enqueue(run.key)
    return found


def _end(key: str, state: str, **changes: Any) -> None:
    Run.objects.filter(key=key, state=RUNNING).update(state=state, ended=timezone.now(), **changes)


def _enqueue(key: str) -> None:
    from bashu.portal.runs.tasks import execute

    execute.enqueue(key)


def _make_room() -> None:
    """The oldest ended runs go, with what they brought, and so do the slips of the line."""
    from django_tasks_db.models import DBTaskResult

    ended = Run.objects.exclude(state__in=OPEN).order_by("-created").values_list("key", flat=True)
    Run.objects.filter(key__in=list(ended[KEPT:])).delete()
    day_ago = timezone.now() - timedelta(days=1)
    DBTaskResult.objects.finished().filter(finished_at__lt=day_ago).delete()
