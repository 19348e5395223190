"""Nobody should supply too much of one product: a share of all that is wanted becomes the limit of each firm."""

from __future__ import annotations

import polars as pl


def limit_shares(
    needs: pl.DataFrame, capabilities: pl.DataFrame, offers: pl.DataFrame, percent: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Limit what each firm supplies of a product to a share of all needs that the product is offered for.

    Quantities of different units have no sum, so a firm has one limit for each product and unit:
    ``floor(percent / 100 * sum of the quantities of these needs)``. All units of one limit count the same, so the
    limit is part of the flow and the plan stays exact.

    Parameters
    ----------
    needs, capabilities, offers
        As :func:`bashu.match.offers` makes them: needs with quantity, capabilities with organisation, product
        and unit.
    percent
        The largest share of one firm, 1 to 100.

    Returns
    -------
    capabilities, firms
        As :func:`plan` takes them: ``organisation`` stands for the firm and its product (null where nobody stated
        a firm, which then has no limit), ``value`` is 1, ``limit`` is in whole units.

    Examples
    --------
    >>> needs = pl.DataFrame({"need": ["n", "m"], "quantity": [6, 4]})
    >>> able = pl.DataFrame({"capability": ["c"], "organisation": ["f"], "product": ["glass"], "unit": ["t"]})
    >>> offers = pl.DataFrame({"need": ["n", "m"], "capability": ["c", "c"]})
    >>> limit_shares(needs, able, offers, 30)[1].rows()
    [('f / glass / t', 3)]
    """
    kind = ["product", "unit"]
    wanted = (
        offers.select("need", "capability")
        .join(capabilities.select("capability", *kind), on="capability")
        .select("need", *kind)
        .unique()
        .join(needs.select("need", "quantity"), on="need")
        .group_by(kind)
        .agg(pl.col("quantity").sum())
    )
    limited = capabilities.with_columns(
        pl.concat_str("organisation", *kind, separator=" / ").alias("organisation"), value=pl.lit(1, pl.Int64)
    )
    firms = (
        limited.drop_nulls("organisation")
        .join(wanted, on=kind, suffix="_wanted")
        .select("organisation", limit=pl.col("quantity") * percent // 100)
        .unique()
        .sort("organisation")
    )
    return limited, firms
