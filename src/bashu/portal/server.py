"""The portal behind its own server: waitress, one process or several on one socket.

Waitress rather than gunicorn: both are threaded and work offline, but waitress hands a request to a thread
only when all of it has arrived. Behind gunicorn's threads fifty silent connections kept every reader waiting
for fifteen seconds, and a dozen that send half a header keep them waiting for good; here they cost a file
handle each. It is pure Python and runs on Windows too.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from django.core.handlers.wsgi import WSGIHandler

#: threads of a process: more than the lane for computations lets in, so that readers always find one
THREADS = 12
#: connections that may be open, and seconds after which a silent one is closed
CONNECTIONS, SILENCE = 1_000, 60
#: a process that ends sooner than this after its start would only end again
TOO_SOON = 5.0
#: environment variable that tells each process how many there are
PROCESSES = "BASHU_PROCESSES"


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises
    ------
    OSError
        When the port is taken or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        # a restart need not wait for the connections of the process before
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    listening.listen(512)
    return listening


def serve(listening: socket.socket, load: Callable[[], WSGIHandler], ready: Callable[[], None]) -> None:
    """Answer on a socket until this process is told to stop.

    Parameters
    ----------
    load
        Makes the application.
    ready
        Called when the next request would be answered.
    """
    from django.conf import settings
    from waitress.server import create_server

    application = load()
    options: dict[str, Any] = {
        "sockets": [listening],
        "threads": THREADS,
        "connection_limit": CONNECTIONS,
        "channel_timeout": SILENCE,
        "cleanup_interval": 10,
        # the default, select, knows no more than 1,024 file handles
        "asyncore_use_poll": True,
        "max_request_header_size": 16_384,
        # nothing is sent to the portal but addresses and a register to check
        "max_request_body_size": settings.BASHU_LIMITS["upload"] + 65_536,
        "ident": "",
        # the portal itself decides which proxy it believes
        "clear_untrusted_proxy_headers": False,
    }
    server = create_server(application, **options)
    ready()
    signal.signal(signal.SIGTERM, _stop)
    server.run()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def supervise(
    workers: int, work: Callable[[bool, Callable[[], None]], None], beside: Callable[[], None]
) -> None:
    """Keep several processes at work, and one beside them; one that ends is replaced, and all end together.

    The first has the machine to itself until it answers: the first page is what somebody waits for. This
    process loads nothing with threads, because threads do not survive a fork.

    Parameters
    ----------
    work
        What each process does; it is told whether it is the first, and what to call when it answers.
    beside
        What the one beside them does.

    Raises
    ------
    SystemExit
        With 1 when a process ends as soon as it has started.
    """
    os.environ[PROCESSES] = str(workers)
    started: dict[int, float] = {}
    helper = 0
    signal.signal(signal.SIGTERM, _stop)
    try:
        started[_fork_first(work)] = time.monotonic()
        for _ in range(workers - 1):
            started[_fork(partial(work, False, _unheard))] = time.monotonic()
        helper = _fork(beside)
        started[helper] = time.monotonic()
        while started:
            process, _ = os.wait()
            if time.monotonic() - started.pop(process) < TOO_SOON:
                raise SystemExit(1)
            if process == helper:
                helper = _fork(beside)
                started[helper] = time.monotonic()
            else:
                started[_fork(partial(work, False, _unheard))] = time.monotonic()
    except KeyboardInterrupt:
        # the processes have heard it too
        pass
    finally:
        for process in started:
            os.kill(process, signal.SIGTERM)
        for process in started:
            os.waitpid(process, 0)


def _fork_first(work: Callable[[bool, Callable[[], None]], None]) -> int:
    """Start a process and wait until it answers, or has ended."""
    hear, say = os.pipe()

    def answers() -> None:
        os.write(say, b"1")
        os.close(say)

    process = _fork(partial(work, True, answers))
    os.close(say)
    os.read(hear, 1)
    os.close(hear)
    return process


def _unheard() -> None:
    """Nobody waits for the processes after the first."""


def _fork(work: Callable[[], None]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    except (SystemExit, KeyboardInterrupt) as end:
        code = end.code if isinstance(end, SystemExit) and isinstance(end.code, int) else 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        # the rest of this process belongs to the one it was forked from
        os._exit(code)
