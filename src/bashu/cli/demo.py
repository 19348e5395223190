"""`bashu demo`: the whole way through, from a signed page to a plan, on the bundled corridor."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import write_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from bashu.errors import Language
    from bashu.intake import Article
    from bashu.workspace import Workspace

#: what the demonstration looks at; all of it can be asked for any product, place and year
LAPTOP, BOARD, PLACE = "fg_laptop", "cm_pcb", "suining"
TIMETABLES = (2014, 2021)
#: agreements, gaps and changes named in the summary
NAMED = 4


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
                "完成后打开门户（装有门户时）；脚本中用 --no-serve",
                "open the portal afterwards, where it is installed; --no-serve for scripts",
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
        (say("读签约页面", "reading the signed page"), lambda one, two, three: _read(one, two, three, page)),
        (say("产业链覆盖", "coverage of the chain"), _coverage),
        (say("缺口", "gaps"), _gaps),
        (say("行程变化", "what timetables changed"), _travel),
        (say("全市场方案", "the market plan"), _plan),
        (say("拥挤预警", "the crowding check"), _weigh),
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
        _mention_portal(errors)


def _mention_portal(console: Console) -> None:
    """Say that there is nothing to serve yet; the portal takes this place when it is installed."""
    console.print(
        say(
            "（门户尚未安装，结果见上述文件。）",
            "(The portal is not installed yet; the results are in the files above.)",
        ),
        style="dim",
    )


def _read(workspace: Workspace, folder: Path, language: Language, page: Path | None) -> list[str]:
    from bashu.errors import Finding, UnreadableFile
    from bashu.intake import read_page
    from bashu.workspace import CORRIDOR

    source = page or CORRIDOR / "pages" / "yibin-2020.html"
    if not source.is_file():
        raise UnreadableFile(Finding("no_such_file", file=str(source)))
    article = read_page(source.read_bytes(), workspace=workspace)
    _write_json(folder / "article.json", article.to_dict())
    return _article_lines(article, language)


def _article_lines(article: Article, language: Language) -> list[str]:
    zh = language == "zh"
    lines = [f"{article.title} · {(article.published_at or '')[:16].replace('T', ' ')} · {article.source}"]
    words = {"signed": "签约", "intention": "意向", "planned": "拟签", "past": "此前"} if zh else {}
    for agreement in article.agreements[:NAMED]:
        parties = " — ".join(party.name for party in agreement.parties) or ("未具名" if zh else "not named")
        more = ("等" if zh else " and others") if agreement.parties and agreement.parties_at_least else ""
        counted = (
            (f"（{agreement.count} 家以上）" if zh else f" (at least {agreement.count})")
            if agreement.count > 1
            else ""
        )
        lines.append(f"[{words.get(agreement.status, agreement.status)}] {parties}{more}{counted}")
    figures = [
        f"{figure.subject}{figure.measure}{figure.comparison or ''} {figure.value} {figure.unit}"
        for figure in article.figures[:2]
    ]
    if figures:
        lines.append(("；" if zh else "; ").join(figures))
    total = f"{len(article.agreements)} 项协议、{len(article.figures)} 个数字、{len(article.people)} 个人物角色，均可回到原文位置"
    lines.append(
        total
        if zh
        else f"{len(article.agreements)} agreements, {len(article.figures)} figures, {len(article.people)} roles of people, each with its place in the text"
    )
    return lines


def _coverage(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    from bashu.chain import ProductGraph
    from bashu.report import write_workbook
    from bashu.report.coverage import coverage_sheets, end_products

    graph = ProductGraph(workspace)
    coverages = [graph.coverage(product) for product in end_products(graph, workspace.table("products"))]
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "coverage.xlsx", coverage_sheets(coverages, language), language)
    return [graph.coverage(LAPTOP).sentence(language)]


def _gaps(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    from bashu.decide import gaps
    from bashu.report import write_workbook
    from bashu.report.gaps import gap_sheets

    ranked = gaps(workspace)
    sheets = gap_sheets(ranked, language)
    write_workbook(folder / "gaps.xlsx", sheets, language)
    first = sheets[0].frame.head(NAMED)
    listed = ("、" if language == "zh" else ", ").join(first["name"])
    head = (
        f"{ranked.height} 处缺口，最先要补：{listed}"
        if language == "zh"
        else f"{ranked.height} gaps; first to complete: {listed}"
    )
    return [head, str(first["evidence"][0])]


def _travel(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    from bashu.report import write_frame
    from bashu.travel import Travel

    travel = Travel(workspace)
    before, after = TIMETABLES
    changes = travel.changes(before, after)
    zh = language == "zh"
    title = f"{before} → {after}"
    write_frame(changes, folder / "travel.xlsx", title, [title], language)
    faster = changes.filter(~changes["slower_maybe_source"]).head(NAMED)
    pairs = [
        f"{travel.places.name(row['origin'], language)}–{travel.places.name(row['destination'], language)} {row['before']:.0f}→{row['after']:.0f}"
        for row in faster.iter_rows(named=True)
    ]
    slower = int(changes["slower_maybe_source"].sum())
    head = (
        f"{before}→{after} 最快直达（分钟，两份时刻表都有的 {changes.height} 对）：{'；'.join(pairs)}"
        if zh
        else f"Fastest direct trains {before}→{after} (min, the {changes.height} pairs both timetables have): {'; '.join(pairs)}"
    )
    note = (
        f"{slower} 对变慢，可能是来源不同；公路时间为估算"
        if zh
        else f"{slower} pairs look slower, maybe a difference of sources; road minutes are estimates"
    )
    return [head, note]


def _plan(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    from bashu.report.market import MarketReport

    report = MarketReport.of(workspace)
    report.write(folder / "plan.xlsx", language)
    return report.sentences(language)


def _weigh(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    from bashu.decide import weigh

    verdict = weigh(workspace, BOARD, PLACE)
    _write_json(folder / "weigh.json", verdict.to_dict())
    return [verdict.sentence(language)]


def _write_json(path: Path, document: dict[str, Any]) -> None:
    write_text(path, json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def _print_summary(
    console: Console,
    findings: list[tuple[str, list[str]]],
    folder: Path,
    workspace: Workspace,
    seconds: float,
) -> None:
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
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=False)
    files = ", ".join(sorted(path.name for path in folder.iterdir()))
    console.print(
        say(
            f"\n{seconds:.1f} 秒 · 数据版本 {workspace.version} · {folder}/：{files}",
            f"\n{seconds:.1f} s · data version {workspace.version} · {folder}/: {files}",
        ),
        style="dim",
        highlight=False,
    )
