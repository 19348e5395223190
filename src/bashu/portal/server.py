"""The portal behind its own server: gunicorn with threads, which works on an intranet without anything else.

Gunicorn rather than waitress: both are threaded and serve offline, but gunicorn's master restarts a process
that died or hangs, puts a process on every core where one is not enough, and lets connections finish when
it is asked to stop. It runs on Linux and macOS; on Windows the portal runs in WSL or a container.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.handlers.wsgi import WSGIHandler
    from gunicorn.workers.base import Worker

#: threads of a process: more than the lane for computations lets in, so that readers always find one
THREADS = 16


class Server(BaseApplication):  # type: ignore[misc]
    """The portal at an address.

    Parameters
    ----------
    host, port
        Where it listens; port 0 takes a free one.
    workers
        Processes; each has its own engines. Limits for each address hold in each process.
    load
        Makes the application, in each process: the threads of polars do not survive a fork, so the master
        loads nothing but this server.
    ready
        Called in each process once it can answer.
    """

    def __init__(
        self,
        host: str,
        port: int,
        workers: int,
        load: Callable[[], WSGIHandler],
        ready: Callable[[Worker], None],
    ) -> None:
        self._host, self._port, self._workers, self._load, self._ready = host, port, workers, load, ready
        super().__init__()

    def load_config(self) -> None:
        """Settings of gunicorn; nothing is read from the environment or the command line."""
        options: dict[str, Any] = {
            "bind": f"{self._host}:{self._port}",
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 15,
            "backlog": 512,
            # a slow or endless request line or header is cut off before it costs anything
            "limit_request_line": 4_094,
            "limit_request_fields": 60,
            "loglevel": "warning",
            "post_worker_init": self._ready,
            # heart beats in memory: a disk that is slow must not look like a process that hangs
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112, S108
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application of a process."""
        return self._load()
