"""Weights learnt from introductions; earlier deliveries; the reverse question."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bashu.errors import InputError, TableError, UnknownName
from bashu.match import Ranker, RankSettings, RankWeights, learn_weights
from bashu.match.ranking import REASONS
from bashu.workspace import Workspace

Frames = dict[str, pl.DataFrame]


def many_needs(frames: Frames, count: int = 30) -> Frames:
    """The same need from several places and of several sizes, so that reasons differ between them."""
    needs = pl.concat(
        [
            frames["needs"]
            .head(1)
            .with_columns(need=pl.lit(f"m{number:02d}"), quantity=pl.lit(float(200 * (number % 7 + 1) ** 2)))
            for number in range(count)
        ]
    )
    return {**frames, "needs": pl.concat([frames["needs"], needs])}


def introductions(ranker: Ranker, wanted: dict[str, float], seed: int = 4) -> pl.DataFrame:
    """Outcomes that follow weights of our own, with the noise of a coin that is weighed by them."""
    draw = np.random.default_rng(seed)
    weights = np.array([wanted.get(reason, 0.0) for reason in REASONS])
    rows = []
    for judged in ranker.judge_all():
        if not str(judged.need.need).startswith("m"):
            continue
        for place in np.flatnonzero(judged.allowed):
            chance = 1 / (1 + np.exp(-12 * (judged.values[place] @ weights - 0.62)))
            outcome = "accepted" if draw.random() < chance else "declined"
            rows.append((judged.need.need, ranker.supply.frame["capability"][int(place)], outcome))
    return pl.DataFrame(rows, schema=["need", "capability", "outcome"], orient="row")


def test_what_decided_gets_more_weight_and_the_ranker_stays(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(many_needs(frames, 40)))
    before = ranker.rank("n1")
    told = introductions(ranker, {"minutes": 0.5, "standing": 0.5})
    lesson = learn_weights(ranker, told)
    change = dict(lesson.weights.select("reason", "change").iter_rows())
    assert change["minutes"] > 0.05
    assert change["standing"] > 0.05
    assert change["product"] < 0
    assert lesson.better
    assert lesson.error_after < lesson.error_before
    assert lesson.order_after > lesson.order_before
    assert lesson.introductions == told.height
    assert lesson.weights["after"].sum() == pytest.approx(sum(lesson.weights["before"]))
    assert (lesson.weights["after"] >= 0).all()
    assert ranker.rank("n1").equals(before)
    assert ranker.settings == RankSettings()
    taught = Ranker(Workspace.from_frames(many_needs(frames, 40)), lesson.settings)
    for row in lesson.first_choices.iter_rows(named=True):
        assert taught.rank(row["need"], 1)["capability"][0] == row["after"]
        assert ranker.rank(row["need"], 1)["capability"][0] == row["before"]


def test_outcomes_by_chance_teach_little(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(many_needs(frames, 40)))
    told = introductions(ranker, {"minutes": 1.0})
    coin = np.random.default_rng(1).random(told.height) < 0.5
    lesson = learn_weights(ranker, told.with_columns(outcome=pl.Series(np.where(coin, "接受", "谢绝"))))
    assert lesson.weights["change"].abs().max() < 0.2
    assert lesson.error_after == pytest.approx(0.693, abs=0.03)


def test_the_order_of_introductions_changes_nothing(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(many_needs(frames)))
    told = introductions(ranker, {"minutes": 0.5, "standing": 0.5})
    first = learn_weights(ranker, told).weights
    second = learn_weights(ranker, told.sample(fraction=1, shuffle=True, seed=9)).weights
    assert np.allclose(first["after"], second["after"], atol=1e-4)


def test_too_few_and_wrong_introductions_are_refused(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(many_needs(frames)))
    told = introductions(ranker, {"minutes": 0.5, "standing": 0.5})
    with pytest.raises(InputError, match="only 199 introductions can be used"):
        learn_weights(ranker, told.head(199))
    with pytest.raises(InputError, match="0 of them accepted"):
        learn_weights(ranker, told.with_columns(outcome=pl.lit("declined")))
    with pytest.raises(InputError, match="only 0 introductions"):
        learn_weights(ranker, told.with_columns(need=pl.lit("nobody")))
    with pytest.raises(TableError, match="row 2, column outcome"):
        learn_weights(ranker, told.with_columns(outcome=pl.lit("perhaps")))


def supplied(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    columns = ["supplier", "buyer", "product", "standing"]
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        period=pl.Series([str(2020 + number) for number in range(len(rows))]), source=pl.lit("test")
    )


def test_deliveries_count_the_more_the_closer_and_the_better_founded(frames: Frames) -> None:
    weight = RankWeights().deliveries
    unknown = RankSettings().unknown

    def value(*rows: tuple[str, str, str, str]) -> float:
        ranker = Ranker(Workspace.from_frames({**frames, "supplies": supplied(*rows)}))
        near = ranker.rank("n1").filter(pl.col("capability") == "c-near")
        return float(near["reason_deliveries"][0]) / weight

    here = value(("near", "buyer", "board", "confirmed"))
    elsewhere = value(("near", "west", "board", "confirmed"))
    other = value(("near", "buyer", "motor", "confirmed"))
    reported = value(("near", "buyer", "board", "reported"))
    unrelated = value(("near", "west", "motor", "confirmed"))
    nothing = value(("claimed", "buyer", "board", "confirmed"))
    assert here == pytest.approx(1.0)
    assert here > elsewhere > other > unrelated
    assert here > reported > unknown
    assert unrelated == pytest.approx(unknown) == nothing
    assert value(("near", "buyer", "board", "reported"), ("near", "buyer", "board", "confirmed")) == here


def test_a_share_of_the_quantity_may_be_asked_of_one_supplier(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(frames), RankSettings(least_share=1.0))
    # 0.5 万片 against a need of 8,000
    assert ranker.why_not("n1", "claimed").limits == ("quantity",)
    assert "c-claimed" not in ranker.rank("n1", 100)["capability"].to_list()
    assert "c-silent" in ranker.rank("n1", 100)["capability"].to_list()


def test_the_reverse_agrees_with_the_ranking(frames: Frames) -> None:
    ranker = Ranker(Workspace.from_frames(many_needs(frames, 5)), blocked=[("buyer", "west")])
    asked = ranker.needs_for("near", 100)
    assert asked["need"].n_unique() == asked.height == 6
    for row in asked.iter_rows(named=True):
        ranked = ranker.rank(row["need"], 100).with_row_index("at", offset=1)
        own = ranked.filter(pl.col("organisation") == "near").row(0, named=True)
        assert row["score"] == pytest.approx(own["score"])
        assert row["place_in_ranking"] <= own["at"]
        assert sum(row[f"reason_{reason}"] for reason in REASONS) == pytest.approx(row["score"])
    assert asked["score"].is_sorted(descending=True)
    assert ranker.needs_for("c-near", 2).height == 2
    assert ranker.needs_for("west", 100).height == 0
    with pytest.raises(UnknownName, match="nobody"):
        ranker.needs_for("nobody")
