"""What the elements of a page are called, and what these names say about their text."""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: elements that begin and end a line
BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
)

#: elements whose text nobody reads
UNSEEN = _words(
    "script style noscript template svg iframe object select option textarea button input canvas audio map title head "
    "meta link"
)

#: elements that hold one paragraph; what holds the article is their parent
PARAGRAPHS = _words("p li h1 h2 h3 h4 h5 h6 dd dt tr figcaption caption")

HEADINGS = frozenset(("h1", "h2", "h3"))

#: words in class and id that name a part which is never the article
_ALWAYS_ASIDE = _words(
    "related relate relation recommend recommended recommends tuijian xiangguan sidebar footer "
    "foot copyright statement disclaimer shengming shenming shengm nav navbar menu crumb crumbs breadcrumb breadcrumbs "
    "login qrcode erweima ewm rank ranking hotnews pagination aside banner popup dialog modal toast"
)

#: words of parts that may be longer than the article itself
_TALK = _words("comment comments cmt commentlist pinglun reply replies gentie")
#: words that usually name such a part, but also stand on the article itself (`js_img_share_area`)
_OFTEN_ASIDE = _words(
    "share bdshare fenxiang video player ad ads adv advert tag tags keyword keywords tool tools toolbar pager hot "
    "feedback report hidden hide subscribe follow download like zan search tips profile sweep"
)

#: words that name the article
_ARTICLE = _words(
    "article artical articles content contents contenttext text txt body detail main artibody endtext editor zoom "
    "ozoom ucap rich founder news newstext newscontent story post paragraph zhengwen"
)

_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")


@lru_cache(maxsize=4096)
def part_named(label: str) -> str:
    """What class and id call a part of a page: `talk` of readers, `aside`, `maybe` aside, `article`, or nothing.

    >>> part_named("post_comment w960"), part_named("footer"), part_named("js_img_share_area"), part_named("TRS_Editor"), part_named("fl")
    ('talk', 'aside', 'maybe', 'article', '')
    """
    words = {word.lower() for word in _WORD.findall(label[:200])}
    if words & _TALK:
        return "talk"
    if words & _ALWAYS_ASIDE:
        return "aside"
    if words & _OFTEN_ASIDE:
        return "maybe"
    return "article" if words & _ARTICLE else ""
