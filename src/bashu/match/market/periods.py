"""A plan over several periods: what is made early waits in stock, at a cost (time-expanded network)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.market.planning import Plan, plan
from bashu.match.market.stocking import MOST_STOCK, Stocked
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.tables import Frame

#: joins the id of a capability and of a period
AT = " @ "


@dataclass(frozen=True, eq=False)
class PeriodPlan:
    """The cheapest plan over several periods.

    Attributes
    ----------
    assignments
        need, capability, made (period of production), delivered, due (period of the need), quantity, cost (of
        one unit, with what holding it costs). A unit waits at its capability until it is delivered, then at
        its need until it is due.
    unmet
        need, quantity (above 0), penalty.
    total_cost
        Cost times quantity over the assignments plus penalty times quantity over the unmet needs.
    stock, stock_at_needs
        capability or need, period, stock: units that wait at the end of a period, where there are any.
    plan
        Without limits of stock: the plan of the expanded market, in which each capability appears once a
        period; ``None`` with limits.
    """

    assignments: pl.DataFrame
    unmet: pl.DataFrame
    total_cost: int
    stock: pl.DataFrame
    stock_at_needs: pl.DataFrame
    plan: Plan | None = None
    stocked: Stocked | None = field(default=None, repr=False)

    def certify(self) -> None:
        """Prove, without the solver, that the plan keeps every limit and that none is cheaper.

        Raises
        ------
        NotOptimal
            Saying what is broken, or by how much the cost exceeds the bound.
        """
        for proved in (self.plan, self.stocked):
            if proved is not None:
                proved.certify()

    @property
    def worth_of_stock(self) -> pl.DataFrame:
        """What room for one more unit of limited stock would save: capability, period, worth (above 0)."""
        if self.stocked is not None:
            return self.stocked.worth
        return pl.DataFrame(schema={"capability": pl.String, "period": pl.String, "worth": pl.Int64})


def plan_periods(
    needs: Frame, capabilities: Frame, offers: Frame, holding: int = 0, late: int | None = None
) -> PeriodPlan:
    """Plan several periods at once, for instance this quarter and the next.

    A unit that is made in period s for a need due in period t >= s costs ``cost + holding (t - s)``. Where
    ``late`` is given, it may also be made after it is due, at ``cost + late (s - t)``; else never. Without a
    limit of stock every way through the time-expanded network is one such offer, and the plan of all of them is
    exact; with limits the network itself is solved, as exactly, and its potentials prove it.

    Parameters
    ----------
    needs
        As for :func:`plan`, and period (any values that sort in time, such as 2026Q4). Needs for several
        suppliers are refused: one supplier in two periods would count as two. May have most_stock: units
        that can wait at the need at the end of any period.
    capabilities
        capability, period, capacity: one row a period. May have most_stock: units that can wait at the
        capability at the end of that period.
    offers
        need, capability, cost.
    holding, late
        Cost of one unit for each period that it waits, or that it is late.

    A most_stock of null sets no limit. Without either column everything waits at the capabilities, as much as
    it likes; with one of the two columns, only there. Minimum lots and all or nothing are refused with limits.

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

    With room for 4 units at the capability one unit in the next period is worth what it saves there.

    >>> made = plan_periods(
    ...     pl.DataFrame({"need": ["n"], "quantity": [10], "penalty": [99], "period": ["2026Q4"]}),
    ...     pl.DataFrame(
    ...         {
    ...             "capability": ["c", "c"],
    ...             "period": ["2026Q3", "2026Q4"],
    ...             "capacity": [9, 4],
    ...             "most_stock": [4, None],
    ...         }
    ...     ),
    ...     pl.DataFrame({"need": ["n"], "capability": ["c"], "cost": [5]}),
    ...     holding=2,
    ... )
    >>> made.unmet.rows(), made.worth_of_stock.rows()
    ([('n', 2, 99)], [('c', '2026Q3', 92)])
    """
    wanted = as_text(as_frame(needs, "needs", ["need", "quantity", "penalty", "period"]), "need", "period")
    able = as_text(
        as_frame(capabilities, "capabilities", ["capability", "period", "capacity"]), "capability", "period"
    )
    offered = as_text(as_frame(offers, "offers", ["need", "capability", "cost"]), "need", "capability")
    _check(wanted, able)
    order = sorted({*wanted["period"], *able["period"]})
    if MOST_STOCK in wanted or MOST_STOCK in able:
        return _limited(Stocked.of(wanted, able, offered, order, holding=holding, late=late), order)
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


def _result(made: Plan, able: pl.DataFrame, due: pl.DataFrame, order: Sequence[str]) -> PeriodPlan:
    names = pl.Series("period", order, dtype=pl.String)
    orders = (
        made.assignments.rename({"capability": "at"})
        .join(able.select("at", "capability", "made"), on="at", how="left", maintain_order="left")
        .join(due, on="need", how="left", maintain_order="left")
    )
    assignments = orders.select(
        "need",
        "capability",
        made=names.gather(orders["made"]),
        delivered=names.gather(orders.select(pl.max_horizontal("made", "due").alias("at"))["at"]),
        due=names.gather(orders["due"]),
        quantity="quantity",
        cost="cost",
    ).sort("need", "made", "capability")
    return PeriodPlan(
        assignments,
        made.unmet.drop("reason"),
        made.total_cost,
        *_stocks(assignments, order),
        plan=made,
    )


def _limited(found: Stocked, order: Sequence[str]) -> PeriodPlan:
    return PeriodPlan(
        found.assignments,
        found.unmet,
        found.network.cost_of(found.flow),
        *_stocks(found.assignments, order),
        stocked=found,
    )


def _stocks(assignments: pl.DataFrame, order: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What waits at capabilities and at needs at the end of each period."""
    found = []
    for where, comes, goes in (("capability", "made", "delivered"), ("need", "delivered", "due")):
        waiting = [
            assignments.filter((pl.col(comes) <= period) & (pl.col(goes) > period))
            .group_by(where)
            .agg(stock=pl.col("quantity").sum())
            .select(where, pl.lit(period).alias("period"), "stock")
            for period in order
        ]
        nothing = pl.DataFrame(schema={where: pl.String, "period": pl.String, "stock": pl.Int64})
        found.append(pl.concat([nothing, *waiting]).sort(where, "period"))
    return found[0], found[1]
