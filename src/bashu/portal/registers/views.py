"""The page on which a register is checked, and the empty forms."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from bashu.errors import InputError
from bashu.intake.registers import write_template
from bashu.portal.core.lane import lane
from bashu.portal.core.language import reads_english
from bashu.portal.core.limits import spend
from bashu.portal.core.origin import changing
from bashu.portal.data.files import MEDIA_TYPES
from bashu.portal.registers.checking import ENVELOPE, marked, most_bytes, reviewed, too_large
from bashu.portal.registers.forms import CheckForm
from bashu.portal.registers.pages import checked_block, registers_page
from bashu.portal.render import show
from bashu.portal.shown import NONE, Words, told
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.errors import Language
    from bashu.portal.registers.pages import Checked
    from bashu.portal.request import PortalRequest

NO_FILE = Words("没有收到文件。请先选一个文件再检查。", "No file arrived. Choose a file, then check it.")
NO_FAULTS = Words("这个文件没有错处，没有什么可标。", "The file has no fault: there is nothing to mark.")


def registers(request: PortalRequest) -> HttpResponse:
    """The form and the empty forms; a POST checks a file."""
    if request.method == "POST":
        return check(request)
    return show(request, "registers/check.html", registers_page(request.engines))


@changing
def check(request: PortalRequest) -> HttpResponse:
    """Say what importing a file would do, or hand it back with its bad cells marked; nothing is kept."""
    spend(request, "check")
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if sent > most_bytes() + ENVELOPE:
        return _answer(request, message=told(too_large("", sent).findings[0]))
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, message=NO_FILE)
    asked, language = form.cleaned_data, _language()
    try:
        with reviewed(request.engines, asked["register"], asked["kind"]) as review:
            if asked["answer"] == "marked" and review.errors:
                return _workbook(marked(review, language), f"{review.path.stem}-{language}.xlsx")
            message = NO_FAULTS if asked["answer"] == "marked" else NONE
            return _answer(request, checked_block(review), message, asked["kind"])
    except InputError as error:
        return _answer(request, message=told(error.findings[0]), kind=asked["kind"])


def template(request: PortalRequest, table: str) -> HttpResponse:
    """The empty form of a register in the reader's language."""
    if table not in TABLES:
        raise Http404(table)
    language = _language()
    with tempfile.TemporaryDirectory(prefix="bashu-form-") as folder, lane().turn():
        path = Path(folder) / "form.xlsx"
        write_template(table, path, language)
        name = f"{TABLES[table].zh}模板.xlsx" if language == "zh" else f"{table}-form.xlsx"
        response = HttpResponse(path.read_bytes(), content_type=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _language() -> Language:
    return "en" if reads_english() else "zh"


def _answer(
    request: PortalRequest, checked: Checked | None = None, message: Words = NONE, kind: str = ""
) -> HttpResponse:
    """The page again with the answer: always 200, since the question itself was understood."""
    return _kept_by_nobody(
        show(request, "registers/check.html", registers_page(request.engines, checked, message, kind))
    )


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True)
    return response
