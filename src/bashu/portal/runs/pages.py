"""What is shown of long work while it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bashu.portal.runs.models import OPEN, RUNNING, WAITING, Run
from bashu.portal.runs.rules import may_take_back
from bashu.portal.shown import Words

NAMES = {
    "waiting": Words("排队中", "waiting"),
    "running": Words("计算中", "running"),
    "done": Words("已完成", "done"),
    "cancelled": Words("已取消", "cancelled"),
    "failed": Words("未完成", "came to nothing"),
}


@dataclass(frozen=True)
class Progress:
    """How far a run is; ``ahead`` counts the runs before it in the line."""

    key: str
    state: str
    name: Words
    share: float
    step: Words
    problem: Words
    ahead: int
    may_take_back: bool
    created: datetime
    ended: datetime | None

    @property
    def open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in OPEN

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(self.share * 100)


def progress(run: Run, token: str = "") -> Progress:
    """How far a run is, as who holds the token may see it."""
    before = (
        Run.objects.filter(state__in=OPEN, created__lt=run.created).count() if run.state == WAITING else 0
    )
    step = run.step if run.state == RUNNING else {}
    return Progress(
        key=run.key,
        state=run.state,
        name=NAMES[run.state],
        share=run.share,
        step=Words(step.get("zh", ""), step.get("en", "")),
        problem=Words(run.problem.get("zh", ""), run.problem.get("en", "")),
        ahead=before,
        may_take_back=may_take_back(run, token),
        created=run.created,
        ended=run.ended,
    )
