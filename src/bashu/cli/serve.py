"""`bashu init` and `bashu serve`: the portal on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import say
from bashu.cli.output import BAD_INPUT

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from django.core.handlers.wsgi import WSGIHandler

    from bashu.portal.data.actions import Imported

#: seconds from the first answer until the process for long work begins to load
AFTER_THE_FIRST_PAGE = 2.0


def init(
    workspace: Annotated[
        Path | None,
        typer.Option(
            "-w",
            "--workspace",
            help=say(
                "要导入的文件夹或工作簿；不填则用内置的川渝走廊",
                "folder or workbook to bring in; the bundled corridor if absent",
            ),
        ),
    ] = None,
) -> None:
    """Make the portal's database and bring in the data; the same data twice changes nothing."""
    from bashu.portal import setup

    setup.load()
    _report(setup.prepare(workspace))


def serve(
    port: Annotated[int, typer.Option(min=0, max=65_535, help=say("端口", "port"))] = 8000,
    host: Annotated[
        str,
        typer.Option(
            help=say(
                "监听地址；0.0.0.0 对整个内网开放", "address to listen on; 0.0.0.0 opens it to the network"
            )
        ),
    ] = "127.0.0.1",
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help=say("进程数；不填则按处理器，至多 4", "processes; one a core and at most 4 if absent"),
        ),
    ] = None,
) -> None:
    """Serve the portal; the first start brings in the bundled corridor."""
    from bashu.portal import server

    try:
        listening = server.bind(host, port)
    except OSError as error:
        print(
            say(
                f"无法监听 {host}:{port}：{error.strerror}。请换一个端口：--port 8001",
                f"Cannot listen on {host}:{port}: {error.strerror}. Take another port: --port 8001",
            ),
            file=sys.stderr,
        )
        raise typer.Exit(BAD_INPUT) from error

    def answer(first: bool, answers: Callable[[], None]) -> None:
        def ready() -> None:
            from bashu.portal.warming import warm_behind

            answers()
            warm_behind()
            if first:
                _say_where(listening)

        server.serve(listening, _load, ready)

    if hasattr(os, "fork"):
        server.supervise(workers or min(4, os.cpu_count() or 1), answer, _work_in_line)
    else:
        with subprocess.Popen([sys.executable, "-m", "bashu", "work"]) as beside:
            try:
                answer(True, answers=lambda: None)
            finally:
                beside.terminate()


def work(
    until_empty: Annotated[
        bool, typer.Option(help=say("排队做完即退出", "stop when nothing waits any more"))
    ] = False,
) -> None:
    """Do the long work that stands in the portal's line; `bashu serve` does it too."""
    from bashu.portal import setup

    setup.load()
    from bashu.portal.runs.worker import work as work_in_line

    work_in_line(until_empty=until_empty)


def _work_in_line() -> None:
    # the first page comes first: nobody has asked for long work yet
    time.sleep(AFTER_THE_FIRST_PAGE)
    _load()
    from bashu.portal.runs.worker import work as work_in_line

    work_in_line()


def _load() -> WSGIHandler:
    from bashu.portal import setup

    return setup.application(_report)


def _report(imported: Imported) -> None:
    if imported.changed:
        rows = sum(imported.rows.values())
        tables = sum(count > 0 for count in imported.rows.values())
        text = say(
            f"已导入 {tables} 张表、{rows} 行，数据版本 {imported.version}。",
            f"Brought in {tables} tables with {rows} rows; data version {imported.version}.",
        )
    else:
        text = say(
            f"数据没有变化，版本 {imported.version}。", f"Nothing changed; data version {imported.version}."
        )
    print(text, file=sys.stderr)


def _say_where(listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://{shown}:{port}/"
    text = say(f"门户已启动：{address} （按 Ctrl+C 停止）", f"The portal is up: {address} (Ctrl+C stops it)")
    print(text, file=sys.stderr, flush=True)
