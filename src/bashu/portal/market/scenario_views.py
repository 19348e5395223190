"""Pages of plans under other circumstances: asked for, watched, taken back, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control

from bashu.portal.core.language import reads_english
from bashu.portal.core.limits import spend
from bashu.portal.core.origin import changing, give_token, new_token, token_of
from bashu.portal.core.templatetags.portal import local
from bashu.portal.data.files import MEDIA_TYPES
from bashu.portal.forms import BadQuestion, Listing
from bashu.portal.market import scenarios
from bashu.portal.market.forms import ScenarioForm
from bashu.portal.market.scenario import Scenario
from bashu.portal.render import show
from bashu.portal.runs import actions
from bashu.portal.runs.models import Run
from bashu.portal.runs.pages import progress
from bashu.portal.shown import Words

if TYPE_CHECKING:
    from bashu.portal.request import PortalRequest


def listed(request: PortalRequest) -> HttpResponse:
    """The form and the plans that were asked for; a POST asks for one."""
    if request.method == "POST":
        return ask(request)
    return _passing(
        show(
            request,
            "market/scenarios.html",
            scenarios.scenarios_page(request.engines, token=token_of(request)),
        )
    )


@changing
def ask(request: PortalRequest) -> HttpResponse:
    """Put a plan in the line and lead to its page."""
    spend(request, "compute")
    form = ScenarioForm(request.POST)
    if not form.is_valid():
        raise BadQuestion({name: [str(error) for error in errors] for name, errors in form.errors.items()})
    asked = form.cleaned_data
    without = scenarios.firm_named(request.engines, asked["without"]) if asked["without"] else ""
    if without is None:
        return _not_there(
            request,
            Words(
                f"供需方案里没有“{asked['without']}”，请从名单里选。",
                f"No firm of the plan is called “{asked['without']}”; choose one from the list.",
            ),
        )
    timetable = asked["timetable"] or 0
    if timetable and timetable not in request.engines.travel.years:
        return _not_there(
            request,
            Words(
                f"没有 {timetable} 年的列车时刻，请从列表里选。",
                f"There is no timetable of {timetable}; choose one from the list.",
            ),
        )
    scenario = Scenario(
        without,
        bool(asked["apart"]),
        asked["prefer"] or "corridor",
        timetable,
        asked["suppliers"] or 1,
        lots=not asked["any_lot"],
        most_share=asked["most_share"] or 100,
    )
    token = token_of(request) or new_token()
    run = actions.ask(scenarios.KIND, scenario.question(), request.engines.version, token)
    response = HttpResponseRedirect(local(f"/plan/scenarios/{run.key}/"))
    give_token(response, token, secure=request.is_secure())
    return response


def _not_there(request: PortalRequest, message: Words) -> HttpResponse:
    """The form again, with what it names and the data do not."""
    page = scenarios.scenarios_page(request.engines, message, token_of(request))
    return _passing(show(request, "market/scenarios.html", page, 404))


def one(request: PortalRequest, key: str) -> HttpResponse:
    """How far a plan is and, once it is there, what it says."""
    listing = Listing.read(request, {})
    page = scenarios.scenario_page(request.engines, _run(key), token_of(request), listing.page, listing.size)
    return _passing(show(request, "market/scenario.html", page))


def status(request: PortalRequest, key: str) -> HttpResponse:
    """The part of the page that says how far the work is; when it has ended, the page is asked for again."""
    found = progress(_run(key), token_of(request))
    response = _passing(show(request, "runs/progress.html", found))
    if not found.open:
        response.headers["HX-Refresh"] = "true"
    return response


@changing
def take_back(request: PortalRequest, key: str) -> HttpResponse:
    """Withdraw a question."""
    _run(key)
    try:
        actions.take_back(key, token_of(request))
    except PermissionDenied:
        return HttpResponse(
            "403 只有提出计算的人可以取消 / only who asked for it may take it back\n",
            status=403,
            content_type="text/plain; charset=utf-8",
        )
    return HttpResponseRedirect(local(f"/plan/scenarios/{key}/"))


def workbook(request: PortalRequest, key: str) -> HttpResponse:
    """The plan as a workbook in the reader's language."""
    language = "en" if reads_english() else "zh"
    part = _run(key).parts.filter(name=f"plan-{language}.xlsx").first()
    if part is None:
        raise Http404(key)
    response = HttpResponse(bytes(part.content), content_type=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="bashu-plan-{key}.xlsx"'
    return _passing(response)


def _run(key: str) -> Run:
    run = Run.objects.filter(key=key, kind=scenarios.KIND).first()
    if run is None:
        raise Http404(key)
    return run


def _passing(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it: it changes while the data stay the same."""
    patch_cache_control(response, no_store=True)
    return response
