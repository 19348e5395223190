import polars as pl
import pytest

from bashu.errors import InputError, TableError
from bashu.intake import NameRegister

FIRMS = [
    ("hw", "成都华隽微电子科技股份有限公司", "四川省成都市"),
    ("hw-mianyang", "绵阳华隽光电有限公司", "四川省绵阳市"),
    ("qx", "重庆乾曦光电技术股份有限公司", "重庆市"),
    ("rl", "睿岚新材料科技股份有限公司", "广东省深圳市"),
    ("group", "四川睢虹电子控股集团有限公司", "四川省绵阳市"),
    ("member", "四川睢虹电器股份有限公司", "四川省绵阳市"),
    ("inst-30", "中国翃达集团公司第三十研究所", "四川省成都市"),
    ("inst-29", "中国翃达集团公司第二十九研究所", "四川省成都市"),
    ("bank", "绵竹商业银行股份有限公司", "四川省德阳市"),
]


@pytest.fixture(scope="module")
def register() -> NameRegister:
    return NameRegister(pl.DataFrame(FIRMS, schema=["organisation", "name", "place"], orient="row"))


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("成都华隽微电子科技股份有限公司", "hw"),
        ("华隽微电子科技(成都)股份有限公司", "hw"),
        ("华隽微电子科技股份有限公司", "hw"),
        ("成都華雋微電子科技股份有限公司", "hw"),
        ("成都华隽微电子", "hw"),
        ("成都华隽", "hw"),
        ("*ST乾曦", "qx"),
        ("乾曦光电", "qx"),
        ("睿岚新材", "rl"),
        ("睿岚股份", "rl"),
        ("中国翃达集团公司第30研究所", "inst-30"),
    ],
)
def test_one_firm_by_many_names(register: NameRegister, name: str, organisation: str) -> None:
    first = register.resolve(name)[0]
    assert (first.organisation, first.decision) == (organisation, "same")


@pytest.mark.parametrize(
    "name",
    [
        "成都华隽微电子科技股份有限公司重庆分公司",
        "成都华隽微电子科技股份有限公司北京研究所",
        "华隽微电子上海办事处",
        "成都华隽微电子产业园",
        "睿岚新材料成都研究院",
    ],
)
def test_a_part_is_never_the_firm(register: NameRegister, name: str) -> None:
    first = register.resolve(name)[0]
    assert first.decision == "branch"
    assert first.reason == "part_of"


@pytest.mark.parametrize(
    "name",
    [
        "北京华隽微电子科技股份有限公司",
        "西安乾曦光电技术股份有限公司",
        "上海睿岚新材料科技有限公司",
        "完全不同贸易行",
    ],
)
def test_the_same_brand_in_another_city_is_another_firm(register: NameRegister, name: str) -> None:
    found = register.resolve(name)
    assert not found or found[0].decision == "new"


def test_a_group_is_not_its_member(register: NameRegister) -> None:
    assert all(one.decision != "same" for one in register.resolve("四川睢虹电器集团有限公司"))


def test_institutes_differ_by_their_number(register: NameRegister) -> None:
    assert all(one.decision != "same" for one in register.resolve("中国翃达集团公司第十研究所"))


def test_an_institute_on_record_comes_before_the_firm_it_belongs_to() -> None:
    names = ["中国翃达集团公司", "中国翃达集团公司第十研究所"]
    register = NameRegister(pl.DataFrame({"organisation": ["firm", "ten"], "name": names}))
    first = register.resolve("中国翃达集团公司第10研究所")[0]
    assert (first.organisation, first.decision) == ("ten", "same")
    assert register.resolve("中国翃达集团公司第11研究所")[0].decision == "branch"


def test_a_slip_of_the_pen_finds_the_firm(register: NameRegister) -> None:
    for name in (
        "成都华隽微电孒科技股份有限公司",
        "成都华隽微子科技股份有限公司",
        "成都华隽微电子电科技股份有限公司",
    ):
        first = register.resolve(name)[0]
        assert (first.organisation, first.decision in {"same", "review"}) == ("hw", True)


def test_other_names_on_record_and_credit_codes() -> None:
    register = NameRegister(
        pl.DataFrame(
            {
                "organisation": ["one", "two"],
                "name": ["示例睿岚科技有限公司", "示例乾曦贸易有限公司"],
                "short_name": ["睿岚", None],
                "former_names": [None, "示例旧名贸易有限公司;更早名贸易有限公司"],
                "brands": [None, "乾小曦"],
                "credit_code": ["91510100MA00000000", None],
            }
        )
    )
    asked = ["睿岚", "更早名贸易有限公司", "乾小曦", "91510100ma00000000"]
    found = [register.resolve(name)[0] for name in asked]
    assert [one.organisation for one in found] == ["one", "two", "two", "one"]
    assert {one.decision for one in found} == {"same"}
    assert found[3].reason == "credit_code"


def test_a_former_name_in_brackets_is_read() -> None:
    register = NameRegister(pl.DataFrame({"organisation": ["a"], "name": ["江岚睢嘉电梯股份有限公司"]}))
    found = register.resolve("翃六零安全科技股份有限公司(原名:江岚睢嘉电梯股份有限公司)")
    assert found[0].organisation == "a"
    assert found[0].decision in {"same", "review"}


def test_two_firms_of_one_name_are_for_a_person() -> None:
    register = NameRegister(pl.DataFrame({"organisation": ["a", "b"], "name": ["示例有限公司"] * 2}))
    found = register.resolve("示例有限公司")
    assert [one.decision for one in found] == ["review", "review"]
    assert found[0].reason == "namesakes"


def test_a_list_is_shared_out_one_to_one(register: NameRegister) -> None:
    names = ["华隽光电", "华隽", "乾曦光电", "乾曦", "成都华隽微电子科技股份有限公司重庆分公司", ""]
    found = register.resolve_all(names)
    assert found["query"].to_list() == names
    given = found["organisation"].drop_nulls().to_list()
    assert len(given) == len(set(given))
    assert found["organisation"][0] == "hw-mianyang"
    assert found["organisation"][1] == "hw"
    branch = found.row(4, named=True)
    assert (branch["organisation"], branch["decision"], branch["parent"]) == (None, "branch", "hw")


def test_odd_names_are_new(register: NameRegister) -> None:
    for name in ("", " ", "(", "公司", "有限公司", "?!", "x" * 3_000, "一"):
        found = register.resolve(name)
        assert not found or found[0].decision == "new"


def test_an_empty_register_knows_nobody() -> None:
    empty = NameRegister(
        pl.DataFrame({"organisation": [], "name": []}, schema={"organisation": pl.String, "name": pl.String})
    )
    assert empty.resolve("示例有限公司") == []
    assert empty.resolve_all(["示例"])["organisation"].to_list() == [None]


def test_a_faulty_register_is_refused_with_the_row() -> None:
    with pytest.raises(TableError, match="row 3"):
        NameRegister(pl.DataFrame({"organisation": ["a", "a"], "name": ["甲", "乙"]}))
    with pytest.raises(TableError, match="name"):
        NameRegister(pl.DataFrame({"organisation": ["a"]}))
    with pytest.raises(TableError, match="row 2"):
        NameRegister(
            pl.DataFrame({"organisation": ["a"], "name": [None]}, schema_overrides={"name": pl.String})
        )


def test_an_incomplete_register_asks_more_of_a_name() -> None:
    frame = pl.DataFrame(FIRMS, schema=["organisation", "name", "place"], orient="row")
    sure, doubtful = NameRegister(frame, on_record=0.99), NameRegister(frame, on_record=0.3)
    for name in ("乾曦", "成都华隽", "睿岚新材"):
        assert doubtful.resolve(name)[0].score < sure.resolve(name)[0].score
    with pytest.raises(InputError, match="on_record"):
        NameRegister(frame, on_record=1.0)
