"""What became of a coverage: the parts whose status changed, and the makers that changed it."""

from __future__ import annotations

import datetime
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import polars as pl

from bashu.chain.status import STATUSES
from bashu.errors import Finding, InputError

if TYPE_CHECKING:
    from bashu.chain.coverage import Coverage
    from bashu.chain.graph import ProductGraph
    from bashu.errors import Language

#: how a part can have changed, what is worth reading first on top
CHANGE_NAMES = {
    "worse": ("变差", "worse"),
    "better": ("改善", "better"),
    "removed": ("不再是投入", "no longer an input"),
    "added": ("新列入投入", "new as an input"),
    "same": ("未变", "same"),
}
CHANGES = tuple(CHANGE_NAMES)
RANK = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class CoverageChange:
    """The coverage of one product then and now.

    ``parts`` has one row a part category of either time: part, name_zh, name_en, essential, change (worse,
    better, removed, added, same), confirmed_before, confirmed, reported_before, reported (statuses; null where
    the part was not, or is no longer, an input), gained, lost (ids of the organisations that came or went in the region in question, by
    claims and public reports), undated (records without a date), confirmed_on and latest (newest dates now).
    What changed stands on top. ``since`` is the date, or None where two workspaces were compared.
    """

    before: Coverage
    after: Coverage
    since: str | None
    parts: pl.DataFrame

    @property
    def changed(self) -> pl.DataFrame:
        """The parts that did not stay as they were."""
        return self.parts.filter(pl.col("change") != "same")

    def sentence(self, language: Language = "zh") -> str:
        """What became of it in one sentence; what the dates cannot tell is said."""
        english = language == "en"
        counts = f"{self.before.covered}/{self.before.total} → {self.after.covered}/{self.after.total}"
        if english:
            name = self.after.name_en or self.after.name_zh
            when = f"since {_end(self.since, language)}" if self.since else "between the two data sets"
            said = [f"{name} {when}: part categories covered {counts}"]
        else:
            when = f"自 {_end(self.since, language)}以来" if self.since else "两份数据相比"
            said = [f"{self.after.name_zh}{when}：已覆盖零部件 {counts} 类"]
        for change, (zh, en) in CHANGE_NAMES.items():
            names = self._names(change, language) if change != "same" else []
            if names:
                said.append(f"{en}: {', '.join(names)}" if english else f"{zh}：{'、'.join(names)}")
        if len(said) == 1:
            said.append("no status changed" if english else "没有状态变化")
        undated = self.parts.filter(pl.col("undated") > 0).height
        if undated and self.since:
            said.append(
                f"categories with records that have no date, which count at both times: {undated}"
                if english
                else f"{undated} 类有未注明日期的记录，前后都计入"
            )
        return ("; " if english else "；").join(said) + ("." if english else "。")

    def _names(self, change: str, language: Language) -> list[str]:
        rows = self.parts.filter(pl.col("change") == change)
        name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
        return rows.select(name).to_series().to_list()

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        times = {"before": self.before, "after": self.after}
        return {
            "product": self.after.product,
            "region": self.after.region,
            "since": self.since,
            **{
                f"{name}_{when}": getattr(coverage, name)
                for when, coverage in times.items()
                for name in ("total", "covered", "covered_confirmed")
            },
            "sentence": {"zh": self.sentence("zh"), "en": self.sentence("en")},
            "parts": self.parts.to_dicts(),
            "versions": {when: coverage.basis.version for when, coverage in times.items()},
        }


def as_of(graph: ProductGraph, date: str) -> ProductGraph:
    """The graph by the evidence of its makers that was known at the end of a date.

    Links carry no date and stay; a record without a date cannot be told to be new and stays too. A date that
    states only a year or a month counts as its last day. Projects stay as they are known now.

    Parameters
    ----------
    date
        2020, 2020-06 or 2020-06-30.

    Raises
    ------
    InputError
        When the date cannot be read.
    """
    try:
        datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :] if len(date) in {4, 7} else date)
    except ValueError:
        raise InputError(Finding("not_a_date", value=date)) from None
    last = last_day(pl.Series([date]))[0]
    evidence = graph.makers_of.evidence
    days = last_day(evidence["updated"])
    earlier = copy(graph)
    earlier.makers_of = graph.makers_of.among(evidence.filter((days <= last).fill_null(value=True)))
    return earlier


def compare(before: Coverage, after: Coverage, since: str | None = None) -> CoverageChange:
    """Two coverages of one product, of two dates or of two workspaces, part by part.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> products = pl.DataFrame({"product": ["lamp", "led"], "name_zh": ["灯", "发光管"]})
    >>> inputs = pl.DataFrame({"input": ["led"], "product": ["lamp"]})
    >>> makers = pl.DataFrame({"capability": ["c1"], "organisation": ["firm"], "product": ["led"],
    ...     "standing": ["reported"], "updated": ["2021-05"], "source": ["a page"]})
    >>> from bashu.chain import ProductGraph
    >>> graph = ProductGraph(Workspace.from_frames(
    ...     {"products": products, "inputs": inputs, "capabilities": makers}))
    >>> change = compare(as_of(graph, "2020").coverage("lamp"), graph.coverage("lamp"), "2020")
    >>> change.parts.select("part", "change", "reported_before", "reported").rows()
    [('led', 'better', 'missing', 'single_source')]
    """
    old = _side(before).rename(
        {name: f"{name}_before" for name in ("confirmed", "reported", "organisations")}
    )
    new = _side(after).with_row_index("at")
    joined = new.join(
        old.drop("name_zh", "name_en", "essential", "undated", "confirmed_on", "latest"),
        on="part", how="left", maintain_order="left",
    )  # fmt: skip
    gone = old.join(new.select("part"), on="part", how="anti", maintain_order="left")
    rows = pl.concat([joined, gone], how="diagonal")
    nobody = pl.lit([], pl.List(pl.String))
    here, then = (pl.col(name).fill_null(nobody) for name in ("organisations", "organisations_before"))
    rank, rank_before = (
        pl.col(name).replace_strict(RANK, return_dtype=pl.Int64) for name in ("reported", "reported_before")
    )
    sure, sure_before = (
        pl.col(name).replace_strict(RANK, return_dtype=pl.Int64) for name in ("confirmed", "confirmed_before")
    )
    change = (
        pl.when(pl.col("reported").is_null()).then(pl.lit("removed"))
        .when(pl.col("reported_before").is_null()).then(pl.lit("added"))
        .when((rank < rank_before) | ((rank == rank_before) & (sure < sure_before))).then(pl.lit("worse"))
        .when((rank > rank_before) | (sure > sure_before)).then(pl.lit("better"))
        .otherwise(pl.lit("same"))
    )  # fmt: skip
    parts = rows.select(
        "part", "name_zh", "name_en", "essential", change.alias("change"),
        "confirmed_before", "confirmed", "reported_before", "reported",
        here.list.set_difference(then).list.sort().alias("gained"),
        then.list.set_difference(here).list.sort().alias("lost"),
        "undated", "confirmed_on", "latest",
    )  # fmt: skip
    order = {change: rank for rank, change in enumerate(CHANGES)}
    by_change = pl.col("change").replace_strict(order, return_dtype=pl.Int64)
    return CoverageChange(before, after, since, parts.sort(by_change, maintain_order=True))


def _side(coverage: Coverage) -> pl.DataFrame:
    return coverage.parts.select(
        "part", "name_zh", "name_en", "essential", "confirmed", "reported", "organisations",
        "undated", "confirmed_on", "latest",
    )  # fmt: skip


def _end(date: str, language: Language) -> str:
    """A year or a month stands for its end."""
    if len(date) == len("2020-06-30"):
        return f"{date} " if language == "zh" else date
    if language == "en":
        return f"the end of {date}"
    return f"{date} 年底" if len(date) == len("2020") else f"{date} 月底"


@overload
def last_day(dates: pl.Series) -> pl.Series: ...
@overload
def last_day(dates: pl.Expr) -> pl.Expr: ...
def last_day(dates: pl.Series | pl.Expr) -> pl.Series | pl.Expr:
    """The last day that a date can mean, as text that sorts: 2020 is 2020-12-31.

    >>> last_day(pl.Series(["2020", "2020-06", "2020-06-29", None])).to_list()
    ['2020-12-31', '2020-06-31', '2020-06-29', None]
    """
    if isinstance(dates, pl.Series):
        return pl.DataFrame({"date": dates.cast(pl.String)}).select(last_day(pl.col("date"))).to_series()
    length = dates.str.len_chars()
    return (
        pl.when(length == len("2020")).then(dates + "-12-31")
        .when(length == len("2020-06")).then(dates + "-31")
        .otherwise(dates)
    )  # fmt: skip
