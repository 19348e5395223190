"""Long bodies: read in pieces at the borders of paragraphs, every fact at its place and told once."""

from __future__ import annotations

from tests.tempo import processor_seconds

from bashu.intake.facts import knowledge_of, read_facts
from bashu.intake.facts.windows import LONGEST_ARTICLE, WINDOW, windows

PLAIN = "全区坚持把制造业高质量发展作为首要任务,推动产业链延伸,营商环境持续优化,群众获得感不断增强。\n"
FIRST = "5月10日,四川示例甲电子有限公司(下称“甲电子”)与重庆示例乙光电有限公司签署配套合作协议。\n"
LAST = "5月11日,甲电子与成都市武侯区人民政府签署投资协议,项目总投资3.5亿元。\n"


def filled(characters: int) -> str:
    return PLAIN * (characters // len(PLAIN))


def test_what_stands_late_in_a_long_body_is_read_at_its_place() -> None:
    body = f"{FIRST}{filled(WINDOW)}{FIRST}{filled(WINDOW)}{LAST}"
    facts = read_facts(body, title="", published_at="2024-05-12", knowledge=knowledge_of())
    told = [[party.name for party in agreement.parties] for agreement in facts.agreements]
    assert told == [
        ["四川示例甲电子有限公司", "重庆示例乙光电有限公司"],
        ["四川示例甲电子有限公司", "成都市武侯区人民政府"],
    ]
    first, last = facts.agreements
    assert len(first.evidence) == 2
    assert last.signed_on == "2024-05-11"
    assert body[last.evidence[0].start : last.evidence[0].end].startswith("甲电子与成都市武侯区人民政府签署")
    (figure,) = facts.figures
    assert "3.5亿元" in body[figure.evidence[0].start : figure.evidence[0].end]
    assert len({organisation.name for organisation in facts.organisations}) == len(facts.organisations)


def test_pieces_cover_a_text_and_end_with_its_paragraphs() -> None:
    body = filled(4 * WINDOW)
    pieces = list(windows(body))
    assert "".join(body[start:end] for start, end in pieces) == body
    assert all(body[end - 1] == "\n" for _, end in pieces)
    assert len(list(windows(PLAIN * (LONGEST_ARTICLE // 40)))) == 1


def test_time_of_a_long_body_grows_with_its_length() -> None:
    def read(characters: int) -> None:
        read_facts(filled(characters), title="", published_at=None, knowledge=knowledge_of())

    read(1_000)
    bound = 12 * max(processor_seconds(lambda: read(WINDOW), 0.02), 0.02)
    assert processor_seconds(lambda: read(4 * WINDOW), bound) <= bound
