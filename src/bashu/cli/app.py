"""The tree of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from bashu import __version__
from bashu.cli import chain, check, decide, demo, match, read, travel
from bashu.cli.language import say

app = typer.Typer(
    name="bashu",
    help=say(
        "巴蜀：两地一业。读懂签约，画出产业链，找出空白，匹配供需，避免重复建设。",
        "Bashu: two regions, one industry. Reads what was signed, draws the chain, finds the blanks, plans supply.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=say(
        "退出码：0 完成，1 有发现或未通过，2 输入有误。语言随系统，或设 BASHU_LANG=zh|en。",
        "Exit codes: 0 done, 1 a finding or failed check, 2 bad input. Language: the locale, or BASHU_LANG=zh|en.",
    ),
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help=say("显示版本", "show the version"), callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Options of the command itself."""


app.command("demo")(demo.demo)
app.command("read")(read.read)
app.command("check")(check.check)
app.add_typer(chain.app, name="chain")
app.add_typer(travel.app, name="travel")
app.add_typer(match.app, name="match")
app.command("plan")(match.plan)
app.command("weigh")(decide.weigh)
app.command("gaps")(decide.gaps)
