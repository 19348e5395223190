"""Short names of organisations that a page uses: defined in brackets, or the name without its legal form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.ordered import Ordered
    from bashu.text import PlaceHit

_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份|有限责任|有限)+公司$|集团公司$|集团$")


def find_cores(text: str, mentions: Sequence[Mention], places: Ordered[PlaceHit]) -> dict[str, Mention]:
    """Names of firms without place and legal form that the page uses beside the full name.

    >>> from bashu.intake.facts.names import Mention
    >>> from bashu.intake.facts.ordered import Ordered
    >>> text = "甲乙科技有限公司签约。甲乙科技投资一亿元"
    >>> list(find_cores(text, [Mention(0, 8, "甲乙科技有限公司", "enterprise")], Ordered(())))
    ['甲乙科技']
    """
    cores: dict[str, Mention] = {}
    for mention in mentions[:_MOST_CORES]:
        bare = _LEGAL_FORM.sub("", mention.name)
        if bare == mention.name or mention.kind != "enterprise":
            continue
        lead = [hit.end - mention.start for hit in places.within(mention.start, mention.start + 1)]
        for core in {bare, bare[max(lead, default=0) :]}:
            if len(core) >= 4 and text.count(core) > text.count(mention.name):
                cores.setdefault(core, mention)
    return cores


#: a page that names more organisations is no report
_MOST_CORES = 200
_ALIAS = re.compile(
    r"\s?\((?:以下统称|以下简称|下称|简称|以下称|下文简称|下简称|原名|又称|后文简称)[为:]?[“\"'‘「]?([^”\"'’」()]{2,20})[”\"'’」]?\)"
)


def find_aliases(text: str, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Short names that the page defines in brackets: 四川长虹…有限公司(下称“长虹控股集团”).

    >>> from bashu.intake.facts.names import Mention
    >>> text = "甲乙科技有限公司(以下简称“甲乙科技”)"
    >>> find_aliases(text, [Mention(0, 8, "甲乙科技有限公司", "enterprise")])["甲乙科技"].name
    '甲乙科技有限公司'
    """
    by_end = {mention.end: mention for mention in mentions}
    aliases: dict[str, Mention] = {}
    for match in _ALIAS.finditer(text):
        mention = by_end.get(match.start())
        if mention is not None:
            for part in re.split(r"[、或]|[”\"]或[“\"]", match[1]):
                if len(part) >= 2:
                    aliases.setdefault(part, mention)
    return aliases
