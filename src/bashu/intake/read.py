"""One page, from bytes to an article with its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnreadableFile
from bashu.intake.facts import Knowledge, knowledge_of, read_facts
from bashu.intake.linking import link_organisations
from bashu.intake.model import Article

if TYPE_CHECKING:
    from bashu.workspace import Workspace


def read_page(
    data: bytes | bytearray | str | Sequence[bytes | str],
    url: str | None = None,
    workspace: Workspace | Knowledge | None = None,
) -> Article:
    """Read a page of news or a notice: its fields, its body and every fact with its place in the body.

    Parameters
    ----------
    data
        An HTML page or saved text, as bytes in any Chinese encoding or as text; a sequence of them for an article
        in several parts, or for a frame and the page that it shows.
    url
        Where it was read, if known.
    workspace
        Names are linked to the ids of this workspace; the bundled corridor if None. For many pages of one
        workspace pass ``knowledge_of(workspace)``, which is prepared once.

    Raises
    ------
    UnreadableFile
        When the data is no page, or no article can be found on it; where the page only frames another one, the
        finding names the address to read.

    >>> page = '''川渝产业网
    ... 示例企业签约
    ... 2024-05-11 09:00 来源:川渝产业网
    ... 5月10日,示例甲电子有限公司与示例乙光电有限公司在四川遂宁签署配套合作协议,双方将在印制电路板上互相配套,约定首批供货十二万片。
    ... 签约之后,双方的技术人员看了生产线,商定下个月再次碰面,把供货的时间排出来,也把检验的标准对一遍。'''
    >>> article = read_page(page)
    >>> [party.name for party in article.agreements[0].parties], article.agreements[0].signed_on
    (['示例甲电子有限公司', '示例乙光电有限公司'], '2024-05-10')
    """
    from bashu.intake.page import read_fields, read_parts

    if isinstance(data, bytes | bytearray | str):
        page = read_fields(data if isinstance(data, str) else bytes(data), url)
    else:
        given: object = data
        if not isinstance(given, Sequence):
            raise UnreadableFile(Finding("not_a_page", details={"kind": type(given).__name__}))
        page = read_parts(data, url)
    knowledge = workspace if isinstance(workspace, Knowledge) else knowledge_of(workspace)
    facts = read_facts(
        page.body, title=page.title, published_at=page.published_at or None, knowledge=knowledge
    )
    article = Article(
        title=page.title,
        body=page.body,
        published_at=page.published_at or None,
        source=page.source,
        authors=tuple(page.authors),
        editor=page.editor,
        channel=tuple(page.channel),
        url=url,
        confidence=dict(page.confidence),
        agreements=facts.agreements,
        figures=facts.figures,
        people=facts.people,
        organisations=facts.organisations,
        places=facts.places,
        products=facts.products,
        fields=facts.fields,
        areas=facts.areas,
        lines=facts.lines,
    )
    return link_organisations(article, knowledge.register)
