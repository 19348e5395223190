"""Ranking: limits first, reasons that sum, and an answer to “why not this one?”."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bashu.errors import InputError, UnknownName
from bashu.match import Need, Ranker, RankSettings, RankWeights
from bashu.match.ranking import KINDS, LIMITS, REASONS
from bashu.workspace import Workspace

Frames = dict[str, pl.DataFrame]
REASON_COLUMNS = [f"reason_{reason}" for reason in REASONS]
ASKED = {"product": "board", "place": "e1", "quantity": 8000, "unit": "片", "certificates": ["ISO9001"]}


def test_reasons_and_weights_have_the_same_names_and_weights_add_up_to_one() -> None:
    assert [field.name for field in fields(RankWeights)] == list(REASONS)
    assert sum(getattr(RankWeights(), reason) for reason in REASONS) == pytest.approx(1)


def test_each_difference_moves_a_supplier_down(market: Workspace) -> None:
    ranked = Ranker(market).rank("n1")["capability"].to_list()
    assert ranked[0] == "c-near"
    assert "c-buyer" not in ranked
    for worse in ("c-west", "c-claimed", "c-trader", "c-kind", "c-stand-in", "c-silent", "c-stranger"):
        assert ranked.index("c-near") < ranked.index(worse)
    assert ranked.index("c-kind") < ranked.index("c-stand-in")


def test_facts_are_shown_and_missing_stays_missing(market: Workspace) -> None:
    rows = {row["capability"]: row for row in Ranker(market).rank("n1").iter_rows(named=True)}
    near, silent = rows["c-near"], rows["c-silent"]
    assert (near["minutes"], near["capacity"], near["unit"], near["fit"]) == (60.0, 10_000.0, "片", "exact")
    for fact in ("minutes", "capacity", "lead_days", "certificates", "role", "updated"):
        assert silent[fact] is None
    unknown = RankSettings().unknown
    for reason in ("capacity", "minutes", "certificates", "lead_time", "freshness", "maker"):
        assert silent[f"reason_{reason}"] == pytest.approx(unknown * getattr(RankWeights(), reason))


ASKABLE = st.builds(
    Need,
    product=st.sampled_from([None, "board", "fine-board", "flex", "family"]),
    text=st.sampled_from(["印制电路板", "柔性电路板", "电路板", "线路板加工"]),
    place=st.sampled_from([None, "e1", "w1", "far"]),
    quantity=st.one_of(st.none(), st.floats(0, 1e6)),
    unit=st.sampled_from([None, "片", "万片"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(need=ASKABLE, limit=st.integers(0, 12))
def test_reasons_sum_to_the_score(market: Workspace, need: Need, limit: int) -> None:
    ranked = Ranker(market).rank(need, limit)
    assert ranked.height <= limit
    total = ranked.select(pl.sum_horizontal(REASON_COLUMNS)).to_series()
    assert total.to_list() == pytest.approx(ranked["score"].to_list(), abs=1e-12)
    assert ranked["score"].is_sorted(descending=True)
    assert ranked["score"].is_between(0, 1).all()
    assert set(ranked["fit"]) <= set(KINDS)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1_000))
def test_the_order_of_rows_changes_nothing(frames: Frames, seed: int) -> None:
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()}
    first = Ranker(Workspace.from_frames(frames)).rank("n1")
    assert Ranker(Workspace.from_frames(shuffled)).rank("n1").equals(first)


@pytest.mark.parametrize("blocked", [[("buyer", "near")], [("near", "buyer")]])
def test_a_blocked_party_never_appears(market: Workspace, blocked: list[tuple[str, str]]) -> None:
    ranker = Ranker(market, blocked=blocked)
    assert "near" not in ranker.rank("n1", 100)["organisation"].to_list()
    assert ranker.why_not("n1", "near").limits == ("blocked",)


def test_a_need_may_rule_out_organisations_itself(market: Workspace) -> None:
    ranked = Ranker(market).rank({**ASKED, "blocked": ["near", "west"]}, 100)
    assert not {"near", "west"} & set(ranked["organisation"])


@pytest.mark.parametrize(
    ("asked", "supplier", "limit"),
    [
        ({"organisation": "near"}, "near", "same_organisation"),
        ({"certificates": ["IATF16949"]}, "near", "certificates"),
        ({"max_minutes": 30}, "near", "minutes"),
        ({"by": "2026-06-05"}, "near", "date"),
        ({"unit": "吨"}, "near", "unit"),
    ],
)
def test_each_limit_excludes_and_is_named(
    market: Workspace, asked: dict[str, object], supplier: str, limit: str
) -> None:
    ranker = Ranker(market)
    need = {**ASKED, **asked}
    assert f"c-{supplier}" not in ranker.rank(need, 100)["capability"].to_list()
    answer = ranker.why_not(need, supplier)
    assert (answer.verdict, answer.limits, answer.place) == ("limit", (limit,), None)
    assert LIMITS[limit][0] in answer.sentence("zh")
    assert LIMITS[limit][1] in answer.sentence("en")


def test_who_is_exactly_as_far_as_allowed_is_within_reach(market: Workspace) -> None:
    ranker = Ranker(market)
    assert ranker.rank({**ASKED, "max_minutes": 60})["capability"].to_list().count("c-near") == 1
    assert ranker.why_not({**ASKED, "max_minutes": 59.9}, "near").limits == ("minutes",)


def test_no_capacity_and_a_large_minimum_lot_are_limits(frames: Frames) -> None:
    changed = frames["capabilities"].with_columns(
        capacity=pl.when(pl.col("capability") == "c-near").then(0.0).otherwise("capacity"),
        minimum_lot=pl.when(pl.col("capability") == "c-west").then(0.9).otherwise(None),
    )
    ranker = Ranker(Workspace.from_frames({**frames, "capabilities": changed}))
    assert ranker.why_not("n1", "near").limits == ("capacity",)
    assert ranker.why_not("n1", "west").limits == ("minimum_lot",)


def test_a_rate_is_no_contradiction_to_a_total_but_tells_no_capacity(frames: Frames) -> None:
    changed = frames["capabilities"].with_columns(unit=pl.lit("万片/月"))
    ranked = Ranker(Workspace.from_frames({**frames, "capabilities": changed})).rank("n1")
    row = ranked.row(by_predicate=pl.col("capability") == "c-near", named=True)
    assert (row["capacity"], row["unit"]) == (1.0, "万片/月")
    assert row["reason_capacity"] == pytest.approx(RankSettings().unknown * RankWeights().capacity)


def test_why_not_names_what_the_first_is_ahead_in(market: Workspace) -> None:
    ranker = Ranker(market)
    first, other = ranker.why_not("n1", "near"), ranker.why_not("n1", "c-west")
    assert first.verdict == "first"
    assert other.verdict == "ranked"
    assert next(iter(other.behind)) == "minutes"
    ranked = ranker.rank("n1")
    scores = dict(zip(ranked["capability"], ranked["score"], strict=True))
    assert sum(other.behind.values()) == pytest.approx(scores["c-near"] - scores["c-west"])
    assert ranker.why_not("want", "near").verdict == "other_product"


def test_text_alone_finds_the_product(market: Workspace) -> None:
    ranked = Ranker(market).rank({"text": "印刷电路板", "place": "东一"})
    assert ranked["capability"][0] in {"c-near", "c-buyer"}
    assert set(ranked["fit"].head(2)) == {"text"}
    assert set(Ranker(market).rank({"text": "印制电路板"})["fit"].head(1)) == {"exact"}


def test_the_preferred_region_is_a_setting(market: Workspace) -> None:
    def region(prefer: str) -> dict[str, float]:
        ranked = Ranker(market, RankSettings(prefer=prefer)).rank(ASKED, 100)  # type: ignore[arg-type]
        return dict(zip(ranked["capability"], ranked["reason_region"] > 0, strict=True))

    assert (region("corridor")["c-near"], region("corridor")["c-west"], region("corridor")["c-stranger"]) == (
        True,
        True,
        False,
    )
    assert (region("other")["c-near"], region("other")["c-west"]) == (False, True)
    assert (region("same")["c-near"], region("same")["c-west"]) == (True, False)


def test_age_counts_from_the_newest_record_not_from_the_clock(market: Workspace) -> None:
    assert Ranker(market).today == date(2026, 6, 1)
    later = Ranker(market, replace(RankSettings(), as_of=date(2027, 6, 1))).rank(ASKED)
    assert later["reason_freshness"][0] == pytest.approx(RankWeights().freshness / 2)


def test_a_record_of_a_later_day_is_fresh_and_no_more(market: Workspace) -> None:
    ranked = Ranker(market, replace(RankSettings(), as_of=date(2020, 1, 1))).rank(ASKED)
    assert ranked["reason_freshness"].max() == pytest.approx(RankWeights().freshness)


def test_the_worked_example_of_the_method_page(frames: Frames) -> None:
    silent = frames["capabilities"].with_columns(text=pl.lit(None, pl.String))
    settings = replace(RankSettings(), as_of=date(2027, 6, 1))
    ranked = Ranker(Workspace.from_frames({**frames, "capabilities": silent}), settings).rank(
        {**ASKED, "organisation": "buyer"}
    )
    assert ranked.row(0, named=True)["capability"] == "c-near"
    assert ranked["score"][0] == pytest.approx(0.8665)


def test_unknown_names_and_empty_needs_are_refused(market: Workspace) -> None:
    ranker = Ranker(market)
    with pytest.raises(UnknownName, match="n7"):
        ranker.rank("n7")
    with pytest.raises(UnknownName, match="plate"):
        ranker.rank({"product": "plate"})
    with pytest.raises(UnknownName, match="atlantis"):
        ranker.rank({"product": "board", "place": "atlantis"})
    with pytest.raises(UnknownName, match="nobody"):
        ranker.why_not("n1", "nobody")
    with pytest.raises(InputError, match="quality"):
        ranker.rank({"product": "board", "quality": 1})
    with pytest.raises(InputError, match="product"):
        ranker.rank({"text": " "})


def test_a_workspace_without_anything_ranks_nobody() -> None:
    assert Ranker(Workspace.from_frames({})).rank({"text": "电机"}).height == 0


def test_the_bundled_corridor_answers_every_need() -> None:
    workspace = Workspace.open()
    ranker = Ranker(workspace)
    assert ranker.basis == workspace.basis
    for need in workspace.table("needs")["need"]:
        ranked = ranker.rank(need, 5)
        assert ranked.height <= 5
        assert (ranked["illustrative"] == (ranked["standing"] == "illustrative")).all()


def test_a_product_is_found_by_its_name(market: Workspace) -> None:
    ranker = Ranker(market)
    assert ranker.rank({**ASKED, "product": "印制电路板"}).equals(ranker.rank(ASKED))


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("quantity", "many", "not_a_number"),
        ("quantity", float("nan"), "not_a_number"),
        ("quantity", float("inf"), "not_a_number"),
        ("quantity", -1, "below_zero"),
        ("max_minutes", -0.5, "below_zero"),
        ("by", "soon", "not_a_date"),
        ("by", "2027-02-30", "not_a_date"),
    ],
)
def test_facts_that_make_no_sense_are_refused(market: Workspace, fact: str, value: object, code: str) -> None:
    with pytest.raises(InputError) as error:
        Ranker(market).rank({**ASKED, fact: value})
    assert [(finding.code, finding.column) for finding in error.value.findings] == [(code, fact)]
