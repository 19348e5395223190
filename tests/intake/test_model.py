"""Articles and facts as JSON, and what is held back for review."""

from __future__ import annotations

import json

import polars as pl

from bashu.intake import (
    Agreement,
    Article,
    Evidence,
    Figure,
    Organisation,
    Party,
    Person,
    PlaceMention,
    ProductMention,
    read_page,
)
from bashu.intake.facts import knowledge_of
from bashu.workspace import Workspace

PAGE = """川渝产业网
示例企业签约
2024-05-11 09:00 来源:川渝产业网
5月10日,示例甲电子有限公司与示例乙光电有限公司在四川遂宁签署配套合作协议,双方将在印制电路板上互相配套。
签约之后,双方的技术人员看了生产线,商定下个月再次碰面,把供货的时间排出来,也把检验的标准对一遍。"""


def test_article_writes_as_json_and_keeps_every_column() -> None:
    article = read_page(PAGE, url="http://www.example.cn/a.html")
    data = json.loads(json.dumps(article.to_dict(), ensure_ascii=False))
    assert data["url"] == "http://www.example.cn/a.html"
    assert data["published_at"].startswith("2024-05-11T09:00")
    (agreement,) = data["agreements"]
    assert list(agreement) == [
        "level", "parties", "parties_at_least", "count", "agreement_name", "subject", "line", "lines",
        "signed_on", "place", "status", "amount", "unit", "evidence", "confidence",
    ]  # fmt: skip
    assert agreement["place"] == "四川遂宁"
    assert agreement["agreement_name"] == "配套合作协议"
    assert agreement["line"] == "supply"
    assert {"start", "end"} == set(agreement["evidence"][0])
    assert [product["product"] for product in data["products"]] == ["cm_pcb"]


def test_what_is_unsure_is_for_review() -> None:
    sure = Agreement("enterprise", (Party("甲", "enterprise"),), confidence=0.9)
    unsure = Agreement("mixed", confidence=0.5)
    figure = Figure("甲", "产值", "1", "亿元", confidence=0.3)
    article = Article("题", "文", agreements=(sure, unsure), figures=(figure,))
    assert article.review == (unsure, figure)


def test_evidence_of_the_page_says_so() -> None:
    assert Evidence(1, 2, "page").to_dict() == {"start": 1, "end": 2, "in": "page"}


def test_ids_come_from_the_workspace_that_is_given() -> None:
    organisations = pl.DataFrame(
        {
            "organisation": ["a", "b"],
            "name": ["示例甲电子有限公司", "示例乙光电有限公司"],
            "kind": ["enterprise", "enterprise"],
            "standing": ["illustrative", "illustrative"],
            "source": ["example", "example"],
        }
    )
    workspace = Workspace.from_frames({"organisations": organisations})
    article = read_page(PAGE, workspace=workspace)
    assert [party.organisation for party in article.agreements[0].parties] == ["a", "b"]
    assert knowledge_of(workspace) is knowledge_of(workspace)
    assert [place.place for place in article.places] == [None]


def test_every_kind_of_fact_can_wait_for_review() -> None:
    spot = (Evidence(0, 2),)
    article = Article(
        "题",
        "江北与某地",
        people=(Person("甲", "局长", "", spot, 0.4),),
        organisations=(Organisation("甲能", "enterprise", evidence=spot, confidence=0.5),),
        places=(PlaceMention("江北", evidence=spot, confidence=0.5), PlaceMention("某地", evidence=spot)),
        products=(ProductMention("芯片", evidence=spot, confidence=0.3),),
    )
    assert len(article.review) == 4
    told = article.to_dict()["review"]
    assert [(item["kind"], item["number"]) for item in told] == [
        ("person", 0),
        ("organisation", 0),
        ("place", 0),
        ("product", 0),
    ]
    assert told[0]["quotes"] == ["江北"]


def test_facts_of_a_plain_page_are_sure() -> None:
    article = read_page(PAGE)
    assert all(
        0 < fact.confidence <= 1 for fact in (*article.places, *article.products, *article.organisations)
    )
    assert [
        organisation.name for organisation in article.organisations if organisation in article.review
    ] == []
