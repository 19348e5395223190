"""What holds for every register: the order of rows, a firm of no concern, parts, one to one."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bashu.intake import NameRegister

REGIONS = ["", "成都", "重庆", "四川", "绵阳", "中国"]
BRANDS = ["华隽", "乾曦", "睿岚", "东方", "长城", "隽微", "华微"]
TRADES = ["", "电子", "光电科技", "新材料", "贸易"]
FORMS = ["", "有限公司", "股份有限公司", "集团有限公司"]
NAMES = st.tuples(*(st.sampled_from(part) for part in (REGIONS, BRANDS, TRADES, FORMS))).map("".join)
REGISTERS = st.lists(NAMES, min_size=1, max_size=8, unique=True)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def register(names: list[str], ids: list[str] | None = None) -> NameRegister:
    numbers = ids or [f"o{number}" for number in range(len(names))]
    return NameRegister(pl.DataFrame({"organisation": numbers, "name": names}))


@QUICK
@given(REGISTERS, st.lists(NAMES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(firms, asked, random) -> None:  # type: ignore[no-untyped-def]
    rows = [(f"o{number}", name) for number, name in enumerate(firms)]
    shuffled = random.sample(rows, len(rows))
    one = register(firms)
    other = register([name for _, name in shuffled], [number for number, _ in shuffled])
    assert one.resolve_many(asked) == other.resolve_many(asked)
    assert one.resolve_all(asked).equals(other.resolve_all(asked))


@QUICK
@given(REGISTERS, st.lists(NAMES, min_size=1, max_size=4))
def test_a_firm_of_no_concern_changes_no_decision(firms, asked) -> None:  # type: ignore[no-untyped-def]
    one = register(firms)
    more = register([*firms, "瓦赫宾馆", "佗毓粮油厂"])
    assert one.resolve_many(asked) == more.resolve_many(asked)


@QUICK
@given(REGISTERS, st.data(), st.sampled_from(["重庆分公司", "北京办事处", "第二事业部"]))
def test_a_part_is_never_the_firm(firms, data, part) -> None:  # type: ignore[no-untyped-def]
    name = data.draw(st.sampled_from(firms))
    found = register(firms).resolve(name + part, limit=50)
    assert all(one.decision != "same" for one in found)


@QUICK
@given(REGISTERS, st.lists(NAMES, min_size=1, max_size=8))
def test_no_firm_is_given_twice(firms, asked) -> None:  # type: ignore[no-untyped-def]
    found = register(firms).resolve_all(asked)
    assert found["query"].to_list() == asked
    given_out = found["organisation"].drop_nulls().to_list()
    assert len(given_out) == len(set(given_out))


@QUICK
@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text) -> None:  # type: ignore[no-untyped-def]
    found = register(["成都华隽电子有限公司", "乾曦光电有限公司"]).resolve(text)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
