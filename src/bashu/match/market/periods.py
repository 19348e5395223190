"""A plan over several periods: what is made early waits in stock, at a cost (time-expanded network)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.market.planning import Plan, plan
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from bashu.tables import Frame

#: joins the id of a capability and of a period
AT = " @ "


@dataclass(frozen=True, eq=False)
class PeriodPlan:
    """The cheapest plan over several periods.

    Attributes
    ----------
    plan
        The plan of the expanded market, with its proof; each capability appears once a period.
    assignments
        need, capability, made (period of production), due (period of the need), quantity, cost (of one unit,
        with what holding it costs).
    stock
        capability, period, stock: units that wait at the end of a period, where there are any.
    """

    plan: Plan
    assignments: pl.DataFrame
    stock: pl.DataFrame


def plan_periods(
    needs: Frame, capabilities: Frame, offers: Frame, holding: int = 0, late: int | None = None
) -> PeriodPlan:
    """Plan several periods at once, for instance this quarter and the next.

    A unit that is made in period s for a need due in period t >= s costs ``cost + holding (t - s)``. Where
    ``late`` is given, it may also be made after it is due, at ``cost + late (s - t)``; else never. Stock has
    no limit of its own, so every way through the time-expanded network is one such offer, and the plan of
    all of them is exact.

    Parameters
    ----------
    needs
        As for :func:`plan`, and period (any values that sort in time, such as 2026Q4). Needs for several
        suppliers are refused: one supplier in two periods would count as two.
    capabilities
        capability, period, capacity: one row a period.
    offers
        need, capability, cost.
    holding, late
        Cost of one unit for each period that it waits, or that it is late.

    Raises
    ------
    TableError
        As :func:`plan`; rows count those of the expanded tables only for amounts.

    Examples
    --------
    >>> made = plan_periods(
    ...     pl.DataFrame({"need": ["n"], "quantity": [10], "penalty": [99], "period": ["2026Q4"]}),
    ...     pl.DataFrame(
    ...         {"capability": ["c", "c"], "period": ["2026Q3", "2026Q4"], "capacity": [9, 4]}
    ...     ),
    ...     pl.DataFrame({"need": ["n"], "capability": ["c"], "cost": [5]}),
    ...     holding=2,
    ... )
    >>> made.assignments.select("made", "quantity", "cost").rows()
    [('2026Q3', 6, 7), ('2026Q4', 4, 5)]
    >>> made.stock.rows()
    [('c', '2026Q3', 6)]
    """
    wanted = as_text(as_frame(needs, "needs", ["need", "quantity", "penalty", "period"]), "need", "period")
    able = as_text(
        as_frame(capabilities, "capabilities", ["capability", "period", "capacity"]), "capability", "period"
    )
    offered = as_text(as_frame(offers, "offers", ["need", "capability", "cost"]), "need", "capability")
    _check(wanted, able)
    order = sorted({*wanted["period"], *able["period"]})
    number = {period: place for place, period in enumerate(order)}
    able = able.with_columns(
        at=pl.col("capability") + AT + pl.col("period"),
        made=pl.col("period").replace_strict(number, return_dtype=pl.Int64),
    )
    due = wanted.select("need", due=pl.col("period").replace_strict(number, return_dtype=pl.Int64))
    unknown = offered.join(able, on="capability", how="anti")
    wait = pl.col("due") - pl.col("made")
    lateness = pl.lit(0) if late is None else late * (-wait).clip(lower_bound=0)
    expanded = (
        offered.join(due, on="need", how="left", maintain_order="left")
        .join(able.select("capability", "at", "made"), on="capability", how="left", maintain_order="left")
        .filter((wait >= 0) | pl.lit(late is not None) | pl.col("due").is_null())
        .select("need", capability="at", cost=pl.col("cost") + holding * wait.clip(lower_bound=0) + lateness)
    )
    # an offer of a stranger keeps its name, so that the plan can say where it stands
    strangers = unknown.select("need", "capability", "cost")
    made = plan(
        wanted.drop("period"),
        able.drop("capability", "period", "made").rename({"at": "capability"}),
        pl.concat([expanded.drop_nulls("capability"), strangers], how="vertical_relaxed"),
    )
    return _result(made, able, due, order)


def _check(wanted: pl.DataFrame, able: pl.DataFrame) -> None:
    findings = [
        Finding("missing_value", file=name, row=row + 2, column="period")
        for name, table in (("needs", wanted), ("capabilities", able))
        for row in table["period"].is_null().arg_true().to_list()
    ]
    if "min_suppliers" in wanted.columns:
        several = (pl.col("min_suppliers").fill_null(1) > 1).alias("several")
        findings += [
            Finding(
                "too_large_number",
                file="needs",
                row=row + 2,
                column="min_suppliers",
                value=str(wanted["min_suppliers"][row]),
            )
            for row in wanted.select(several)["several"].arg_true().to_list()
        ]
    if findings:
        raise TableError(findings)


def _result(made: Plan, able: pl.DataFrame, due: pl.DataFrame, order: list[str]) -> PeriodPlan:
    orders = (
        made.assignments.rename({"capability": "at"})
        .join(able.select("at", "capability", "made"), on="at", how="left", maintain_order="left")
        .join(due, on="need", how="left", maintain_order="left")
    )
    names = pl.Series("period", order, dtype=pl.String)
    waiting = [
        orders.filter((pl.col("made") <= place) & (pl.col("due") > place))
        .group_by("capability")
        .agg(stock=pl.col("quantity").sum())
        .select("capability", pl.lit(period).alias("period"), "stock")
        for place, period in enumerate(order)
    ]
    stock = pl.concat(
        [pl.DataFrame(schema={"capability": pl.String, "period": pl.String, "stock": pl.Int64}), *waiting]
    )
    assignments = orders.select(
        "need",
        "capability",
        made=names.gather(orders["made"]),
        due=names.gather(orders["due"]),
        quantity="quantity",
        cost="cost",
    )
    return PeriodPlan(
        made, assignments.sort("need", "made", "capability"), stock.sort("capability", "period")
    )
