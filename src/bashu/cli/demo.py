"""`bashu demo`: the whole way through, from a signed page to a plan, on the bundled corridor."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli import demo_steps
from bashu.cli.language import reader_language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from bashu.errors import Language
    from bashu.workspace import Workspace


def demo(
    page: Annotated[
        Path | None,
        typer.Option(help=say("改读另一页（HTML 或保存的文本）", "read another page (HTML or saved text)")),
    ] = None,
    folder: Annotated[
        Path, typer.Option("-o", "--output", help=say("结果放在哪里", "where results go"))
    ] = Path("demo-output"),
    serve: Annotated[
        bool,
        typer.Option(
            "--serve/--no-serve",
            help=say(
                "完成后在 127.0.0.1:8000 打开门户；脚本中用 --no-serve",
                "serve the portal on 127.0.0.1:8000 afterwards; --no-serve for scripts",
            ),
        ),
    ] = True,
) -> None:
    """Read a page, compute coverage, gaps, travel, the market plan and a verdict, and sum up on one screen."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from bashu.workspace import Workspace

    started = time.perf_counter()
    language = reader_language()
    errors = Console(stderr=True)
    workspace = Workspace.open()
    steps: tuple[tuple[str, Callable[[Workspace, Path, Language], list[str]]], ...] = (
        (
            say("读签约页面", "reading the signed page"),
            lambda one, two, three: demo_steps.read_step(one, two, three, page),
        ),
        (say("产业链覆盖", "coverage of the chain"), demo_steps.coverage_step),
        (say("缺口", "gaps"), demo_steps.gaps_step),
        (say("行程变化", "what timetables changed"), demo_steps.travel_step),
        (say("全市场方案", "the market plan"), demo_steps.plan_step),
        (say("拥挤预警", "the crowding check"), demo_steps.weigh_step),
    )
    findings: list[tuple[str, list[str]]] = []
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("", total=len(steps))
        for title, step in steps:
            progress.update(task, description=title)
            findings.append((title, step(workspace, folder, language)))
            progress.advance(task)
    _print_summary(Console(), findings, folder, workspace, time.perf_counter() - started)
    if serve:
        _open_portal()


def _open_portal() -> None:
    """Serve the portal until it is stopped, in a process of its own: this one has threads that do not survive a fork."""
    # Ctrl+C reaches the portal too, which says goodbye by itself
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run([sys.executable, "-m", "bashu", "serve"], check=False)


def _print_summary(
    console: Console,
    findings: list[tuple[str, list[str]]],
    folder: Path,
    workspace: Workspace,
    seconds: float,
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(
        say(
            "川渝电子信息走廊 · 从签约到方案",
            "The corridor of Sichuan and Chongqing · from a signed page to a plan",
        ),
        style="bold",
    )
    for title, lines in findings:
        console.print(f"\n{title}", style="bold cyan")
        for line in lines:
            console.print(Padding(Text(line), (0, 0, 0, 2)))
    files = ", ".join(sorted(path.name for path in folder.iterdir()))
    console.print(
        say(
            f"\n{seconds:.1f} 秒 · 数据版本 {workspace.version} · {folder}/：{files}",
            f"\n{seconds:.1f} s · data version {workspace.version} · {folder}/: {files}",
        ),
        style="dim",
        highlight=False,
    )
