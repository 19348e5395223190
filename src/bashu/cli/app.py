"""The tree of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from bashu import __version__
from bashu.cli import chain_suggest, check, decide, demo, match, meet, names, plan, read, travel_effects
from bashu.cli.language import say
from bashu.cli.register_import import import_register
from bashu.cli.serve import init, serve, work
from bashu.cli.summary import summary

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


app.command(
    "demo",
    help=say(
        "走完全程：从签约页面到供货方案，结果在 demo-output/",
        "The whole way from a signed page to a plan; results in demo-output/",
    ),
)(demo.demo)
app.command(
    "read",
    help=say(
        "读页面：谁与谁签了什么，数字与人物，附原文位置。例：bashu read 页面.html --json；bashu read 文件夹/ -o 结果.json",
        "Read pages: who signed what, figures, people, with their place in the text. Example: bashu read page.html --json; bashu read folder/ -o result.json",
    ),
)(read.read)
app.command(
    "import",
    help=say(
        "导入登记表；先试运行，错处标回原表。例：bashu import 企业名录.xlsx --into 我的数据/ --dry-run",
        "Import a register; a dry run first, faults marked in your own file. Example: bashu import firms.xlsx --into my-data/ --dry-run",
    ),
)(import_register)
app.command(
    "check",
    help=say(
        "按词汇表检查数据，列出每处问题的位置。例：bashu check 我的数据/",
        "Check tables against the vocabulary, with the place of every fault. Example: bashu check my-data/",
    ),
)(check.check)
GAPS = say(
    "先补哪一环。例：bashu gaps -o 缺口.xlsx", "What to complete first. Example: bashu gaps -o gaps.xlsx"
)
# people look for the gaps beside the coverage: one command, at both places
chain_suggest.app.command("gaps", help=GAPS)(decide.gaps)
app.add_typer(chain_suggest.app, name="chain")
# the module that holds the whole group: it adds its commands to those of `bashu.cli.travel`
app.add_typer(travel_effects.app, name="travel")
app.add_typer(match.app, name="match")
app.add_typer(meet.app, name="meet")
app.add_typer(names.app, name="names")
app.command(
    "plan",
    help=say(
        "全市场供货方案及最优性证明。例：bashu plan -o 方案.xlsx",
        "The plan of the whole market with its proof. Example: bashu plan -o plan.xlsx",
    ),
)(plan.plan)
app.command(
    "weigh",
    help=say(
        "落地之前：谁已在做、谁要做、谁需要。例：bashu weigh 印制电路板 --place 遂宁",
        "Before it is built: who makes it, who will, who needs it. Example: bashu weigh cm_pcb --place suining",
    ),
)(decide.weigh)
app.command("gaps", help=GAPS)(decide.gaps)
app.command(
    "summary",
    help=say("走廊概况。例：bashu summary --json", "The corridor at a glance. Example: bashu summary --json"),
)(summary)
app.command(
    "init",
    help=say(
        "建立门户数据库并导入数据。例：bashu init --workspace 我的数据/",
        "Make the portal's database and bring in the data. Example: bashu init --workspace my-data/",
    ),
)(init)
app.command(
    "serve",
    help=say("启动门户。例：bashu serve --port 8080", "Serve the portal. Example: bashu serve --port 8080"),
)(serve)
app.command(
    "work",
    help=say(
        "做门户里排队的计算（bashu serve 已包含）。例：bashu work --until-empty",
        "Do the long work that waits in the portal's line (bashu serve does it too). Example: bashu work --until-empty",
    ),
)(work)
