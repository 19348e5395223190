"""A schedule checked again from its tables, by rules written down apart from the search that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import BrokenSchedule
from bashu.match.meeting.wishes import VETO, read_wishes

if TYPE_CHECKING:
    from bashu.match.meeting.reading import EventTables
    from bashu.match.meeting.settings import MeetSettings


def audit(given: EventTables, meetings: pl.DataFrame, score: int, bound: int, settings: MeetSettings) -> None:
    """Check every rule of a schedule.

    Nobody and no table twice in a slot, no two people twice, everybody and every table there at that time,
    nobody who was refused, nobody above their own limit, a language or an interpreter in common, own tables
    kept, time to walk, rests, every pinned meeting at its place, and a score that is the sum of the requests
    met and not above the bound.

    Raises
    ------
    BrokenSchedule
        Naming the rule and the first meeting that breaks it.
    """
    rows = meetings.with_columns(pl.col("slot", "table").cast(pl.String))
    each = pl.concat(
        [rows.select(pl.col(side).alias("person"), "slot", "table") for side in ("asker", "asked")]
    )
    _none(each.filter(each.select("person", "slot").is_duplicated()), "somebody has two meetings in one slot")
    _none(rows.filter(rows.select("table", "slot").is_duplicated()), "a table is taken twice in one slot")
    pair = rows.select(
        pl.min_horizontal("asker", "asked"), pl.max_horizontal("asker", "asked").alias("other")
    )
    _none(rows.filter(pair.is_duplicated()), "two people meet twice")
    _none(rows.filter(~pl.col("slot").is_in(given.slots["slot"].implode())), "there is no such slot")
    people = given.people.select("person", "available", "languages", "most", own="table")
    _none(_absent(each, people, "person"), "somebody is not there in the slot")
    _none(
        _absent(each, given.tables.select("table", "available"), "table"),
        "the table is not there in the slot",
    )
    counted = each.group_by("person").len().join(people, on="person").filter(pl.col("len") > pl.col("most"))
    _none(counted, "somebody has more meetings than they want")
    _check_wishes(given, rows, score, settings)
    _check_tables(given, rows, people)
    _check_kinds(given, rows)
    _check_rests(given, each, settings)
    _check_ways(given, each, settings)
    missing = given.pinned.select("asker", "asked", "slot", "table").filter(
        ~pl.struct("asker", "asked", "slot").is_in(
            pl.concat(
                [
                    rows.select("asker", "asked", "slot"),
                    rows.select(pl.col("asked").alias("asker"), pl.col("asker").alias("asked"), "slot"),
                ]
            )
            .to_struct()
            .implode()
        )
    )
    _none(missing, "a pinned meeting is not at its place")
    _check_pinned_tables(given, rows)
    if score > bound:
        raise BrokenSchedule(f"the score {score} is above the bound {bound}")


def _none(broken: pl.DataFrame, rule: str) -> None:
    if broken.height:
        first = ", ".join(f"{name} {value}" for name, value in broken.row(0, named=True).items())
        raise BrokenSchedule(f"{rule}: {first}")


def _absent(each: pl.DataFrame, known: pl.DataFrame, key: str) -> pl.DataFrame:
    joined = each.select(key, "slot").join(known.select(key, "available"), on=key, how="left")
    return joined.filter(pl.col("available").is_not_null() & ~pl.col("slot").is_in(pl.col("available")))


def _check_wishes(given: EventTables, rows: pl.DataFrame, score: int, settings: MeetSettings) -> None:
    wishes, _ = read_wishes(given.requests, given.pinned, given.people["person"], settings)
    person = given.people["person"]
    wishes = wishes.select(
        asker=person.gather(wishes["asker"]), asked=person.gather(wishes["asked"]), wish="score"
    )
    both = pl.concat(
        [
            rows.select("asker", "asked"),
            rows.select(pl.col("asked").alias("asker"), pl.col("asker").alias("asked")),
        ]
    ).join(wishes, on=["asker", "asked"])
    _none(both.filter(pl.col("wish") == VETO), "a refusal is not kept")
    if (met := both.filter(pl.col("wish") > 0)["wish"].sum()) != score:
        raise BrokenSchedule(f"the requests met sum to {met}, not to the score {score}")


def _check_tables(given: EventTables, rows: pl.DataFrame, people: pl.DataFrame) -> None:
    tables = given.tables.select("table", "kind", interpreter="languages")
    seated = (
        rows.join(people.select(pl.all().name.prefix("a_")), left_on="asker", right_on="a_person")
        .join(people.select(pl.all().name.prefix("b_")), left_on="asked", right_on="b_person")
        .join(tables, on="table")
    )
    owned = given.people["table"].drop_nulls()
    at_own = (pl.col("table") == pl.col("a_own")) | (pl.col("table") == pl.col("b_own"))
    has_own = pl.col("a_own").is_not_null() | pl.col("b_own").is_not_null()
    _none(
        seated.filter(
            has_own & ~at_own.fill_null(value=False) | ~has_own & pl.col("table").is_in(owned.implode())
        ).select("asker", "asked", "slot", "table"),
        "the meeting is not at an own table, or at somebody else's",
    )
    columns = ("asker", "asked", "table", "a_languages", "b_languages", "interpreter")
    for row in zip(*(seated[column].to_list() for column in columns), strict=True):
        asker, asked, table, *languages = row
        one, other, helps = ({entry.lower() for entry in entries or ()} for entries in languages)
        if one and other and not one & other and not (one & helps and other & helps):
            raise BrokenSchedule(f"they have no language in common: {asker}, {asked}, table {table}")


def _check_pinned_tables(given: EventTables, rows: pl.DataFrame) -> None:
    pinned = given.pinned.filter(pl.col("table").is_not_null()).select("asker", "asked", at="table")
    turned = pinned.select(asker="asked", asked="asker", at="at")
    both = rows.join(pl.concat([pinned, turned]), on=["asker", "asked"])
    _none(both.filter(pl.col("table") != pl.col("at")), "a pinned meeting is not at its table")


def _check_kinds(given: EventTables, rows: pl.DataFrame) -> None:
    """A kind of table that either asked for is kept to, unless one of the two has an own table."""
    asked_for = given.requests.filter(pl.col("kind").is_not_null()).select("asker", "asked", wanted="kind")
    if asked_for.is_empty():
        return
    turned = asked_for.select(asker="asked", asked="asker", wanted="wanted")
    wanted = pl.concat([asked_for, turned]).group_by("asker", "asked").agg("wanted")
    owners = given.people.filter(pl.col("table").is_not_null())["person"].implode()
    free = rows.filter(~pl.any_horizontal(pl.col("asker", "asked").is_in(owners)))
    seated = free.join(wanted, on=["asker", "asked"]).join(given.tables.select("table", "kind"), on="table")
    wrong = seated.filter(~pl.col("kind").is_in(pl.col("wanted")).fill_null(value=False))
    _none(
        wrong.select("asker", "asked", "slot", "table", "kind"),
        "the table is not of the kind that was asked for",
    )


def _check_rests(given: EventTables, each: pl.DataFrame, settings: MeetSettings) -> None:
    if settings.most_in_row is None:
        return
    slots = given.slots.with_row_index("order").with_columns(
        pause=(pl.col("starts") - pl.col("ends").shift()).dt.total_seconds() / 60
    )
    # without times every slot follows the one before at once
    rest = (pl.col("pause") >= settings.rest_minutes).fill_null(value=False)
    blocks = slots.select("slot", "order", block=rest.cum_sum())
    runs = (
        each.join(blocks, on="slot")
        .sort("person", "order")
        .with_columns(run=pl.col("order").cast(pl.Int64) - pl.int_range(pl.len()).over("person"))
        .group_by("person", "block", "run")
        .len()
    )
    _none(runs.filter(pl.col("len") > settings.most_in_row), "somebody has too many meetings in a row")


def _check_ways(given: EventTables, each: pl.DataFrame, settings: MeetSettings) -> None:
    if given.slots["starts"].is_null().all():
        return
    walks = {
        frozenset((one, other)): minutes
        for one, other, minutes in given.walking.select("place", "other", "minutes").iter_rows()
    }
    days = (
        each.join(given.slots.select("slot", "starts", "ends"), on="slot")
        .join(given.tables.select("table", "place"), on="table")
        .sort("person", "starts")
    )
    before: dict[str, tuple[object, object]] = {}
    for person, starts, ends, place in days.select("person", "starts", "ends", "place").iter_rows():
        if person in before:
            ended, where = before[person]
            minutes = (starts - ended).total_seconds() / 60
            needed = 0.0 if place == where else walks.get(frozenset((place, where)), settings.walk_minutes)
            if minutes < needed:
                raise BrokenSchedule(
                    f"{person} has {minutes:.0f} minutes for a way of {needed:.0f} at {starts}"
                )
        before[person] = (ends, place)
