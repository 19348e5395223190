"""Organisations, people and kinds by the grammar of their names."""

from __future__ import annotations

import pytest

from bashu.intake.facts import kind_of, knowledge_of, level_of
from bashu.intake.facts.reading import Reading


def read(text: str) -> Reading:
    return Reading(text, "", "2024-05-01", knowledge_of())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("四川省经信厅", "government"),
        ("重庆市经济和信息化委员会", "government"),
        ("四川省发展改革委", "government"),
        ("重庆两江新区管理委员会", "park"),
        ("西部(重庆)科学城", "park"),
        ("四川省5G产业联盟", "association"),
        ("中国科学院成都分院", "research"),
        ("电子科技大学集成电路学院", "university"),
        ("英特尔产品(成都)有限公司", "enterprise"),
        ("北碚区招商投资促进局", "government"),
        ("西部(重庆)科学城北碚园区开发建设有限公司", "enterprise"),
    ],
)
def test_kind_by_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_level_rule() -> None:
    assert level_of(["government", "government"]) == "government"
    assert level_of(["park", "university"]) == "research"
    assert level_of(["government", "park"]) == "mixed"
    assert level_of(["other", "other"]) == "mixed"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "会上,四川省经济和信息化厅和重庆市经济和信息化委员会签约。",
            ["四川省经济和信息化厅", "重庆市经济和信息化委员会"],
        ),
        (
            "向日葵旁边,同方示例科技股份有限公司同中和示例电子公司碰头。",
            ["同方示例科技股份有限公司", "中和示例电子公司"],
        ),
        (
            "成都、德阳、眉山、资阳四市经信局到场。",
            ["成都市经信局", "德阳市经信局", "眉山市经信局", "资阳市经信局"],
        ),
        ("参展的有20家企业、一批协会和多家公司。", []),
        ("格局变了,大厅里的展厅和餐厅都满了。", []),
        ("近日大途示例(深圳)有限公司(以下简称“大途示例”)开工,大途示例很忙。", ["大途示例(深圳)有限公司"] * 3),
    ],
)
def test_names_end_and_begin_where_they_should(text: str, names: list[str]) -> None:
    assert [mention.name for mention in read(text).mentions] == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("甲乙示例集团董事长欧阳明远说,要快。", [("欧阳明远", "董事长", "甲乙示例集团")]),
        (
            "四川省示例协会会长、成都示例电子有限公司总经理王芳表示支持。",
            [("王芳", "会长", "四川省示例协会"), ("王芳", "总经理", "成都示例电子有限公司")],
        ),
        ("绵阳市委副书记、市长李云到会。", [("李云", "市委副书记、市长", "绵阳市")]),
        ("经信委员会负责人介绍了情况。", []),
    ],
)
def test_people_with_all_their_roles(text: str, people: list[tuple[str, str, str]]) -> None:
    assert [(person.name, person.role, person.organisation) for person in read(text).people] == people
