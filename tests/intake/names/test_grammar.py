import pytest

from bashu.intake.names import parse
from bashu.intake.names.comparison import align
from bashu.intake.names.grammar import plain, without_marks_of_exchange
from bashu.intake.names.regions import leading_region, one_place, region_of


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("成都华微电子科技股份有限公司", (("四川", "成都"), "华微", "电子科技", "股份有限公司", "")),
        ("四川省成都市甲乙光电有限责任公司", (("四川", "成都"), "甲乙", "光电", "有限责任公司", "")),
        ("大途電子（深圳）有限公司", (("广东", "深圳"), "大途", "电子", "有限公司", "")),
        ("昆山国显光电有限公司", (("江苏", "苏州", "昆山"), "国显", "光电", "有限公司", "")),
        ("示例(集团)股份有限公司", ((), "示例", "", "集团股份有限公司", "")),
        ("示例电子有限公司重庆分公司", ((), "示例", "电子", "有限公司", "重庆分公司")),
        ("华为成都研究所", ((), "华为", "", "", "成都研究所")),
        ("重庆示例光电研究院有限公司", (("重庆",), "示例", "光电研究院", "有限公司", "")),
        ("中国示例银行北京市分行", (("中国",), "示例", "银行", "", "北京市分行")),
        ("示例电子(遂宁)产业园", (("四川", "遂宁"), "示例", "电子", "", "产业园")),
    ],
)
def test_the_parts_of_a_name(name: str, parts: tuple[object, ...]) -> None:
    found = parse(name)
    assert (found.region, found.brand, found.trade, found.form, found.unit) == parts


def test_numbers_tell_institutes_apart() -> None:
    assert parse("示例集团公司第三十研究所").numbers == parse("示例集团公司30研究所").numbers == ("30",)
    assert parse("示例集团公司第二十九研究所").numbers == ("29",)


@pytest.mark.parametrize(
    "name", ["", "公司", "有限公司", "(", ")(", "市", "北京", "a", "(深圳)", "研究所", "*ST"]
)
def test_odd_names_are_taken_apart_without_fault(name: str) -> None:
    assert parse(name).rest == parse(name).brand + parse(name).trade


def test_marks_of_the_exchange_go_and_brands_stay() -> None:
    names = ["*ST 示例", "S示例", "示例退", "示例B股", "退市示例", "TCL", "示例-U", "N示例"]
    assert [without_marks_of_exchange(plain(name)) for name in names] == [
        "示例", "示例", "示例", "示例", "示例", "tcl", "示例", "示例",
    ]  # fmt: skip


def test_everyday_words_are_no_places() -> None:
    assert leading_region("东方通信") == (0, ())
    assert leading_region("宁德时代") == (0, ())
    assert leading_region("平安银行") == (0, ())
    assert region_of("四川省成都市高新区") == ("四川", "成都")


def test_a_place_agrees_with_what_it_lies_in() -> None:
    assert one_place(("四川",), ("四川", "成都"))
    assert one_place(("中国",), ("四川", "成都"))
    assert not one_place(("四川", "绵阳"), ("四川", "成都"))


def test_the_alignment_keeps_order_and_prefers_neighbours() -> None:
    found = align("中石化", "石油中石油化工")
    assert found.written == (0, 1, 2)
    assert found.held == (2, 3, 5)
    assert align("甲乙", "丙丁").held == ()
    assert align("", "甲").held == ()
