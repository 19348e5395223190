"""What the frame of every page needs: language, the same page in the other language, numbers of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from bashu import __version__
from bashu.portal.core.language import reads_english

if TYPE_CHECKING:
    from django.http import HttpRequest

ENGLISH = "/en"
#: rows of a page that a reader may choose of a long list
PAGE_SIZES = (50, 100, 200)


def local_path(path: str, *, english: bool) -> str:
    """An address without a language, in a language.

    >>> local_path("/chain/", english=True), local_path("/chain/", english=False)
    ('/en/chain/', '/chain/')
    """
    return f"{ENGLISH}{path}" if english else path


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Language of the page, address of the same page in the other one, version of data and software."""
    english = reads_english()
    path = request.path
    plain = path.removeprefix(ENGLISH) if path.startswith(f"{ENGLISH}/") else path
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    engines = getattr(request, "engines", None)
    return {
        "language": "en" if english else "zh",
        "english": english,
        "plain_path": plain,
        "other_language_path": local_path(plain, english=not english) + query,
        "data_version": engines.version if engines else "",
        "software_version": __version__,
        "filings": settings.BASHU_FILINGS,
        "page_sizes": PAGE_SIZES,
    }
