"""The report of the Yibin summit and our own notice of the same event: every fact, nothing beside them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from bashu.intake import Article, read_page
from bashu.tables import AREAS, FIELDS

_SPEC = importlib.util.spec_from_file_location("yibin_facts", Path(__file__).parent / "yibin_facts.py")
assert _SPEC is not None
assert _SPEC.loader is not None
facts: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(facts)

NOTICE = Path(__file__).parents[2] / "src" / "bashu" / "corridor" / "pages" / "yibin-2020.html"


@pytest.fixture(scope="module")
def notice() -> Article:
    return read_page(NOTICE.read_bytes())


@pytest.fixture(scope="module")
def report(shared: Path) -> Article:
    return read_page(next((shared / "seed").glob("*.txt")).read_bytes())


def check_facts(article: Article) -> None:
    told = [
        ({party.name for party in a.parties}, a.level, a.status, a.parties_at_least)
        for a in article.agreements
    ]
    wanted = [facts.GOVERNMENT, facts.ASSOCIATIONS, *facts.FIRMS, facts.INTENTION]
    assert sorted(told, key=str) == sorted(wanted, key=str)
    assert {a.signed_on for a in article.agreements} == {facts.SIGNED_ON}
    assert {a.place for a in article.agreements} == {"四川宜宾"}
    assert [a.count for a in article.agreements if a.status == "intention"] == [20]
    assert {(f.value, f.unit, f.period, f.comparison) for f in article.figures} == facts.FIGURES
    assert {(p.name, p.role, p.organisation) for p in article.people} == facts.PEOPLE
    assert set(article.fields) == set(FIELDS)
    assert set(article.areas) == set(AREAS)
    assert article.lines == ("supply", "research", "cluster", "platform", "talent")
    parks = {
        (o.name, o.place, o.parent)
        for o in article.organisations
        if o.parent == "康佳集团" and o.kind == "park"
    }
    assert parks == facts.PARKS
    government = next(a for a in article.agreements if a.level == "government")
    assert government.lines == ("supply", "research", "cluster", "platform", "talent")
    by_value = {figure.value: figure for figure in article.figures}
    assert "四川" in by_value["10000"].subject
    assert "中西部第一" in by_value["10000"].scope
    assert "重庆" in by_value["7000"].subject


def test_notice_of_the_demo_tells_every_fact(notice: Article) -> None:
    check_facts(notice)
    assert notice.published_at == "2020-10-30T12:00:00+08:00"
    assert notice.source == "双城产业观察"


def test_notice_is_linked_to_the_corridor(notice: Article) -> None:
    ids = {party.name: party.organisation for a in notice.agreements for party in a.parties}
    assert all(ids.values())
    assert {p.name: p.place for p in notice.places}["四川宜宾"] == "yibin"
    assert {p.product for p in notice.products} >= {"grp_xin"}


def test_recommended_reading_is_no_fact(notice: Article) -> None:
    assert "六十亿" not in notice.body
    assert all("示例" not in party.name for a in notice.agreements for party in a.parties)


def test_evidence_holds_the_names(notice: Article) -> None:
    for agreement in notice.agreements:
        words = "".join(notice.quote(spot) for spot in agreement.evidence)
        assert all(party.name in words for party in agreement.parties)


@pytest.mark.shared
def test_report_tells_every_fact(report: Article) -> None:
    check_facts(report)
    assert report.title == "合作推动电子信息产业高质量协同发展"
    assert report.published_at == "2020-10-30T11:18:10+08:00"
    assert report.source == "四川新闻网"


@pytest.mark.shared
def test_notice_borrows_no_sentence_of_the_report(report: Article, notice: Article) -> None:
    """No run of 24 characters in common, names and lists of fields apart."""
    size = 24
    theirs = {report.body[i : i + size] for i in range(len(report.body) - size)}
    ours = [notice.body[i : i + size] for i in range(len(notice.body) - size)]
    shared_runs = [run for run in ours if run in theirs]
    names = "集成电路与新型显示、大数据、物联网、云计算、信息安全、北斗导航、智能制造 集成电路、电子元器件、通讯终端、汽车电子、电子信息新材料、电子装备、软件 "
    names += "四川省智能终端产业联盟、重庆市通信智能终端产业协会、四川省5G产业联盟等 四川英创力电子科技股份有限公司与重庆瀚鼎节能系统工程有限公司 "
    names += "四川省智能终端产业联盟理事长、宜宾市智能制造行业协会会长、康佳集团移动互联事业部总经理周剑宏 大途电子(深圳)有限公司与四川新翔智联科技有限公司"
    assert [run for run in shared_runs if run not in names] == []
