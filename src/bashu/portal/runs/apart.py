"""A run in a process of its own: it can be ended at any moment, and its memory goes with it."""

from __future__ import annotations

import logging
import multiprocessing
import time
from typing import TYPE_CHECKING

from django.conf import settings

from bashu.portal.runs import actions
from bashu.portal.runs.computing import compute
from bashu.portal.runs.models import CANCELLED, DONE, FAILED, Run
from bashu.portal.shown import Words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

#: seconds between two looks at whether the work is still wanted
LOOK = 0.3
BROKEN = Words("计算进程意外结束，已记录。", "The computing process ended unexpectedly; it has been logged.")

_log = logging.getLogger(__name__)


def execute(key: str) -> str:
    """Do a run and keep what it brings; returns the state it ended in, or nothing when it was not wanted."""
    run = actions.begin(key)
    if run is None:
        return ""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=compute, args=(theirs, run.kind, run.question, run.version), daemon=True)
    process.start()
    theirs.close()
    try:
        return _follow(run, ours, process)
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        ours.close()


def _follow(run: Run, ours: Connection, process: multiprocessing.process.BaseProcess) -> str:
    """Take over what the process says until it has ended, is no longer wanted, or takes too long."""
    seconds = float(settings.BASHU_LIMITS["run"])
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        share, step = None, None
        while ours.poll(LOOK if share is None else 0):
            try:
                kind, *said = ours.recv()
            except EOFError:
                process.join()
                _log.error("the process of run %s ended with %s", run.key, process.exitcode)
                return _failed(run.key, BROKEN)
            if kind == "done":
                actions.finish(run.key, *said)
                return DONE
            if kind == "failed":
                return _failed(run.key, Words(*said))
            share, step = said[0], Words(*said[1:])
        if not actions.move_on(run.key, share, step):
            actions.stop(run.key)
            return CANCELLED
    zh, en = (
        f"计算超过 {seconds:.0f} 秒，已停止。",
        f"It took longer than {seconds:.0f} seconds and was stopped.",
    )
    return _failed(run.key, Words(zh, en))


def _failed(key: str, problem: Words) -> str:
    actions.fail(key, problem)
    return FAILED
