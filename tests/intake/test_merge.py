"""The same agreement on several pages: once, with every page; the order and repetition of pages change nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.intake import Agreement, Article, Party, merge_agreements

NAMES = (
    "四川省经信厅",
    "四川省经济和信息化厅",
    "重庆市经信委",
    "翃睢微电子有限公司",
    "示例乙光电有限公司",
    "翃睢微电子",
)


def party(name: str) -> Party:
    return Party(name, "government" if "经" in name else "enterprise")


agreements = st.builds(
    Agreement,
    level=st.just("mixed"),
    parties=st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(
        lambda names: tuple(map(party, names))
    ),
    parties_at_least=st.booleans(),
    agreement_name=st.sampled_from([None, "战略合作协议", "共建园区合作协议", "人才互认备忘录"]),
    signed_on=st.sampled_from([None, "2020-10", "2020-10-29", "2020-10-30"]),
    status=st.sampled_from(["signed", "past", "intention", "planned"]),
    confidence=st.sampled_from([0.5, 0.9]),
)
pages = st.builds(
    Article,
    title=st.sampled_from(["签约", "两地签约"]),
    body=st.sampled_from(["一", "二", "三"]),
    published_at=st.sampled_from([None, "2020-10-30", "2020-11-03T08:00:00+08:00", "2021-10-30"]),
    source=st.sampled_from(["甲报", "乙报"]),
    url=st.sampled_from([None, "http://a.example/1"]),
    agreements=st.lists(agreements, max_size=3).map(tuple),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(pages, max_size=5), st.randoms(use_true_random=False))
def test_order_and_repetition_of_pages_change_nothing(told: list[Article], random: object) -> None:
    once = merge_agreements(told)
    shuffled = [*told, *told]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_agreements(shuffled) == once
    assert merge_agreements(once) == once


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, max_size=5), st.integers(0, 5))
def test_merged_agreements_can_be_given_again_with_new_pages(told: list[Article], cut: int) -> None:
    assert merge_agreements([*merge_agreements(told[:cut]), *told[cut:]]) == merge_agreements(told)


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, max_size=5))
def test_no_telling_is_lost_and_no_event_holds_two_of_one_page(told: list[Article]) -> None:
    merged = merge_agreements(told)
    for record in merged:
        assert len({telling.source.page for telling in record.tellings}) == len(record.tellings)
    wanted = {repr(agreement) for page in told for agreement in page.agreements}
    assert {repr(telling.agreement) for record in merged for telling in record.tellings} == wanted


def paper(source: str, agreement: Agreement, day: str = "2020-10-30", title: str = "签约") -> Article:
    return Article(title, f"{source}正文", published_at=day, source=source, agreements=(agreement,))


def test_two_open_tellings_of_one_page_do_not_join_one_event() -> None:
    """Found by chance in a run of the tests above: the two names of one authority hid that they are rivals."""
    short, full, other = party("四川省经信厅"), party("四川省经济和信息化厅"), party("重庆市经信委")
    day = {"signed_on": "2020-10", "parties_at_least": True}
    lists = (Agreement("mixed", (short, other), **day), Agreement("mixed", (short, full, other), **day))  # type: ignore[arg-type]
    named = Agreement("mixed", (short, other, party("翃睢微电子有限公司")), signed_on="2020-10")
    two = Article("签约", "一", source="甲报", agreements=lists)
    merged = merge_agreements([two, paper("乙报", named)])
    assert [len(record.tellings) for record in merged] == [1, 1, 1]


BOTH = Agreement(
    "government",
    (party("四川省经信厅"), party("重庆市经信委")),
    agreement_name="战略合作协议",
    signed_on="2020-10-29",
)


def test_the_same_event_in_two_papers_is_one_agreement_with_two_sources() -> None:
    other = replace(
        BOTH, parties=(party("重庆市经济和信息化委员会"), party("四川省经济和信息化厅")), signed_on=None
    )
    (record,) = merge_agreements([paper("甲报", BOTH), paper("乙报", other)])
    assert {source.source for source in record.sources} == {"甲报", "乙报"}
    assert record.agreement.signed_on == "2020-10-29"
    assert record.differences == ()


def told_by(source: str, *names: str) -> Article:
    both = tuple(Party(name, "enterprise") for name in names)
    return Article(
        source, "…", source=source, agreements=(Agreement("enterprise", both, signed_on="2020-10-29"),)
    )


def test_a_firm_by_its_short_name_is_the_firm_of_the_full_name() -> None:
    full = told_by("甲报", "成都翃睢微电子科技股份有限公司", "重庆岚曦光电有限公司")
    short = told_by("乙报", "翃睢微电子", "岚曦光电")
    merged = merge_agreements([short, full])
    assert [len(one.tellings) for one in merged] == [2]
    assert {party.name for party in merged[0].agreement.parties} == {
        "成都翃睢微电子科技股份有限公司",
        "重庆岚曦光电有限公司",
    }
    assert merge_agreements(merge_agreements([short])) == merge_agreements([short])
    assert merge_agreements([*merge_agreements([short]), full]) == merged


def test_a_short_name_of_two_firms_is_neither_and_a_branch_is_another() -> None:
    full = told_by("甲报", "成都翃睢科技有限公司", "重庆岚曦光电有限公司")
    namesake = told_by("丙报", "绵阳翃睢电气有限公司", "重庆岚曦光电有限公司")
    for name in ("翃睢", "成都翃睢科技有限公司重庆分公司", "重庆翃睢科技"):
        merged = merge_agreements([full, namesake, told_by("乙报", name, "岚曦光电")])
        assert [len(one.tellings) for one in merged] == [1, 1, 1]


def test_a_page_that_looks_back_tells_the_same_signing_and_an_intention_does_not() -> None:
    back = replace(BOTH, status="past", confidence=0.5)
    intended = replace(BOTH, status="intention")
    merged = merge_agreements(
        [paper("甲报", BOTH), paper("乙报", back, "2021-05-01"), paper("丙报", intended)]
    )
    assert sorted((record.agreement.status, len(record.sources)) for record in merged) == [
        ("intention", 1),
        ("signed", 2),
    ]


def test_two_agreements_of_one_page_stay_two() -> None:
    second = replace(BOTH, agreement_name="人才互认备忘录")
    page = Article("签约", "正文", published_at="2020-10-30", source="甲报", agreements=(BOTH, second))
    again = Article("签约", "别处", published_at="2020-10-30", source="乙报", agreements=(second, BOTH))
    assert sorted(len(record.sources) for record in merge_agreements([page, again])) == [2, 2]


def test_contradictions_between_papers_are_named() -> None:
    one, two = replace(BOTH, amount="5", unit="亿元"), replace(BOTH, amount="6", unit="亿元")
    (record,) = merge_agreements([paper("甲报", one), paper("乙报", two)])
    assert record.differences == ("amount",)
