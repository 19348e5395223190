"""Which organisation a row of a firm register is: by its credit code, else by its name, else a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.names import TakenIds, name_keys, new_ids

if TYPE_CHECKING:
    from bashu.intake.registers.known import Known
    from bashu.intake.registers.trace import Trace


class RegisteredFirms:
    """Organisations of a workspace by their codes and names, prepared once for all parts of a register."""

    def __init__(self, existing: pl.DataFrame) -> None:
        codes = existing.select("credit_code", pl.col("organisation").alias("by_code"))
        self._codes = codes.drop_nulls("credit_code").unique("credit_code")
        named = existing.select(
            name_keys(existing["name"]).alias("mark"),
            pl.col("organisation").alias("by_name"),
            pl.col("credit_code").alias("known"),
        )
        self._named = named.group_by("mark").agg(
            pl.col("by_name").first(), pl.col("known").first(), pl.len().alias("n")
        )

    def beside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Each row with the organisation of its code and that of its name; ``n`` says how many bear the name."""
        marks = name_keys(frame["name"]).alias("mark")
        asked = frame.select("row", "organisation", "credit_code", "name", marks)
        asked = asked.join(self._codes, on="credit_code", how="left", maintain_order="left")
        return asked.join(self._named, on="mark", how="left", maintain_order="left")


def identify_organisations(
    frame: pl.DataFrame, trace: Trace, registered: RegisteredFirms, known: Known, taken: TakenIds
) -> tuple[pl.DataFrame, pl.Series]:
    """Give every row the id of its organisation.

    The credit code decides first. A name decides where there is no code, or where the organisation of that name
    has none yet; without a code the register of names is asked: a short name or a slip of the pen is the same
    firm and keeps its registered name, a branch becomes a child, and what is doubtful is refused.

    Parameters
    ----------
    frame
        Records with their ``row``.
    trace
        Findings are added where a code and a name contradict each other or a name is doubtful.
    registered
        Organisations as the workspace has them.
    known
        The names of the workspace.
    taken
        Ids that are given; new ones are added.

    Returns
    -------
    frame
        The records with their ``organisation``.
    made
        Whether that id was made from the name.
    """
    for name in ("credit_code", "name", "parent"):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name))
    asked = registered.beside(frame)
    explicit, code = asked["organisation"].is_not_null(), asked["credit_code"].is_not_null()
    by_code, by_name = asked["by_code"].is_not_null(), (asked["n"] == 1).fill_null(value=False)
    disagree = by_code & by_name & (asked["by_code"] != asked["by_name"]).fill_null(value=False)
    other = ~by_code & by_name & code & asked["known"].is_not_null() & ~explicit
    several = ~by_code & ~explicit & (asked["n"] > 1).fill_null(value=False)
    _say(asked, trace, disagree, other, several)
    ids = (
        asked["organisation"]
        .fill_null(asked["by_code"])
        .fill_null(asked["by_name"].set(several | other, None))
    )
    open_rows = ids.is_null() & ~several & ~other
    ids = ids.fill_null(asked["credit_code"].str.to_lowercase().set(~open_rows, None))
    # the same firm further down without its code is the same row again
    here = asked.select("mark").with_columns(ids.alias("id")).drop_nulls().unique("mark", keep="first")
    again = asked.select("mark").join(here, on="mark", how="left", maintain_order="left")["id"]
    ids = ids.fill_null(again.set(~open_rows, None))
    frame, ids = _by_resolved_name(frame, ids, ids.is_null() & open_rows, trace, known)
    new = ids.is_null() & open_rows & ~frame["row"].is_in(list(trace.faulty_rows))
    marks = asked["mark"].set(asked["mark"] == "", None).set(~new, None)
    frame = frame.with_columns(new_ids(ids, frame.select("name"), marks, "", taken).alias("organisation"))
    unused = [
        name
        for name in ("credit_code", "parent")
        if frame[name].is_null().all() and trace.letters(name) is None
    ]
    return frame.drop(unused), ids.is_null() & frame["organisation"].is_not_null()


def _say(
    asked: pl.DataFrame, trace: Trace, disagree: pl.Series, other: pl.Series, several: pl.Series
) -> None:
    for row in asked.filter(disagree).iter_rows(named=True):
        details = {"by_code": row["by_code"], "by_name": row["by_name"]}
        trace.add("code_and_name_disagree", "name", row["row"], row["name"], details=details)
    for row in asked.filter(other).iter_rows(named=True):
        details = {"name": row["name"], "known": row["known"]}
        trace.add("other_code", "credit_code", row["row"], row["credit_code"], details=details)
    for row in asked.filter(several).iter_rows(named=True):
        trace.add("several_records", "name", row["row"], row["name"], details={"count": row["n"]})


def _by_resolved_name(
    frame: pl.DataFrame, ids: pl.Series, open_rows: pl.Series, trace: Trace, known: Known
) -> tuple[pl.DataFrame, pl.Series]:
    """Rows without a code by what the register of names decides about their names."""
    found = known.resolved(frame["name"].filter(open_rows).unique().drop_nulls().sort().to_list())
    if not found:
        return frame, ids
    names, parents, filled = frame["name"].to_list(), frame["parent"].to_list(), ids.to_list()
    for place in open_rows.arg_true().to_list():
        one = found.get(names[place])
        if one is None:
            continue
        if one.decision == "same":
            # what is written is another name of the firm: its registered one stays
            filled[place], names[place] = one.organisation, None
        elif one.decision == "branch":
            parents[place] = parents[place] or one.organisation
        else:
            trace.add(
                "undecided_name",
                "name",
                int(frame["row"][place]),
                names[place],
                details={"nearest": one.name},
            )
    frame = frame.with_columns(
        pl.Series("name", names, dtype=pl.String), pl.Series("parent", parents, dtype=pl.String)
    )
    return frame, pl.Series(filled, dtype=pl.String)
