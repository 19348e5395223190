"""What each region gains from a plan: needs served at home and across, orders bought and sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.tables import Frame

#: how a result names what lies in no known region
ELSEWHERE = "not stated"


def gains(assignments: Frame, needs: Frame, capabilities: Frame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Count for each region what a plan brings it, at home and across regions (互利共赢).

    Needs and orders are counted; quantities of different units are never added up. A need counts as fully
    or partly served; the shares of its quantity that come from home and from elsewhere lie in 0 to 1 and
    are averaged over the needs of the region.

    Parameters
    ----------
    assignments
        need, capability, quantity: of a plan or of a baseline.
    needs
        need, quantity, region, and the columns named in ``by``.
    capabilities
        capability, region, and the columns named in ``by``.
    by
        Further columns to count by, for instance ``product``. Sales are counted under the buyer's.

    Returns
    -------
    polars.DataFrame
        region, the columns of ``by``, needs, served_in_full, served_in_part, unserved, share_from_home,
        share_from_elsewhere, orders_at_home, orders_bought_elsewhere, orders_sold_elsewhere, suppliers
        (capabilities of the region in use).

    Examples
    --------
    >>> table = gains(
    ...     pl.DataFrame({"need": ["n1", "n1"], "capability": ["c1", "c2"], "quantity": [3, 1]}),
    ...     pl.DataFrame({"need": ["n1", "n2"], "quantity": [4, 5], "region": ["sichuan", "chongqing"]}),
    ...     pl.DataFrame({"capability": ["c1", "c2"], "region": ["chongqing", "sichuan"]}),
    ... )
    >>> table.select("region", "needs", "served_in_full", "share_from_elsewhere").rows()
    [('chongqing', 1, 0, 0.0), ('sichuan', 1, 1, 0.75)]
    >>> table.select("region", "orders_bought_elsewhere", "orders_sold_elsewhere").rows()
    [('chongqing', 0, 1), ('sichuan', 1, 0)]
    """
    by = list(by)
    wanted = as_text(as_frame(needs, "needs", ["need", "quantity", "region", *by]), "need")
    able = as_text(as_frame(capabilities, "capabilities", ["capability", "region"]), "capability")
    wanted = wanted.select("need", "quantity", pl.col("region").fill_null(ELSEWHERE), *by)
    able = able.select("capability", supplier_region=pl.col("region").fill_null(ELSEWHERE))
    orders = (
        as_text(
            as_frame(assignments, "assignments", ["need", "capability", "quantity"]), "need", "capability"
        )
        .select("need", "capability", delivered="quantity")
        .join(wanted, on="need", how="inner")
        .join(able, on="capability", how="left")
        .with_columns(
            pl.col("supplier_region").fill_null(ELSEWHERE),
            share=pl.col("delivered") / pl.col("quantity"),
        )
        .with_columns(at_home=pl.col("region") == pl.col("supplier_region"))
    )
    keys = ["region", *by]
    bought = _bought(wanted, orders, keys)
    sold = (
        orders.group_by(pl.col("supplier_region").alias("region"), *by)
        .agg(
            orders_sold_elsewhere=(~pl.col("at_home")).sum().cast(pl.Int64),
            suppliers=pl.col("capability").n_unique().cast(pl.Int64),
        )
        .select(*keys, "orders_sold_elsewhere", "suppliers")
    )
    counts = [
        "needs",
        "served_in_full",
        "served_in_part",
        "unserved",
        "orders_at_home",
        "orders_bought_elsewhere",
        "orders_sold_elsewhere",
        "suppliers",
    ]
    return (
        bought.join(sold, on=keys, how="full", coalesce=True, nulls_equal=True)
        .with_columns(pl.col(counts).fill_null(0))
        .select(
            *keys,
            *counts[:4],
            "share_from_home",
            "share_from_elsewhere",
            *counts[4:],
        )
        .sort(keys)
    )


def _bought(wanted: pl.DataFrame, orders: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Per region, how its needs are served and from where."""
    served = orders.group_by("need").agg(
        delivered=pl.col("delivered").sum(),
        from_home=pl.col("share").filter("at_home").sum(),
        from_elsewhere=pl.col("share").filter(~pl.col("at_home")).sum(),
        at_home=pl.col("at_home").sum(),
        elsewhere=(~pl.col("at_home")).sum(),
    )
    full = pl.col("delivered") >= pl.col("quantity")
    none = pl.col("delivered") == 0
    return (
        # A need of nothing is neither served nor unserved.
        wanted.filter(pl.col("quantity") > 0)
        .join(served, on="need", how="left")
        .with_columns(pl.col("delivered", "from_home", "from_elsewhere", "at_home", "elsewhere").fill_null(0))
        .group_by(keys)
        .agg(
            needs=pl.len().cast(pl.Int64),
            served_in_full=full.sum().cast(pl.Int64),
            served_in_part=(~full & ~none).sum().cast(pl.Int64),
            unserved=none.sum().cast(pl.Int64),
            share_from_home=pl.col("from_home").mean(),
            share_from_elsewhere=pl.col("from_elsewhere").mean(),
            orders_at_home=pl.col("at_home").sum().cast(pl.Int64),
            orders_bought_elsewhere=pl.col("elsewhere").sum().cast(pl.Int64),
        )
    )


def offers_at_home(offers: Frame, needs: Frame, capabilities: Frame) -> pl.DataFrame:
    """Only the offers inside one region: what is left when regions plan apart.

    The cost of the plan made of these less the cost of the common plan is what cooperation is worth, in
    one number. An end without a region belongs to no region and keeps no offer.

    Parameters
    ----------
    offers
        need, capability, cost.
    needs, capabilities
        Their ids and the column region.

    Examples
    --------
    >>> offers_at_home(
    ...     pl.DataFrame({"need": ["n", "n"], "capability": ["c", "d"], "cost": [1, 2]}),
    ...     pl.DataFrame({"need": ["n"], "region": ["sichuan"]}),
    ...     pl.DataFrame({"capability": ["c", "d"], "region": ["chongqing", "sichuan"]}),
    ... ).rows()
    [('n', 'd', 2)]
    """
    wanted = as_text(as_frame(needs, "needs", ["need", "region"]), "need").select(
        "need", region_of_need="region"
    )
    able = as_text(as_frame(capabilities, "capabilities", ["capability", "region"]), "capability")
    offered = as_text(as_frame(offers, "offers", ["need", "capability", "cost"]), "need", "capability")
    return (
        offered.join(wanted, on="need", maintain_order="left")
        .join(
            able.select("capability", region_of_capability="region"), on="capability", maintain_order="left"
        )
        .filter(pl.col("region_of_need") == pl.col("region_of_capability"))
        .select(offered.columns)
    )
