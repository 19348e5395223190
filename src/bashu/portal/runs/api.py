"""How far long work is, as data."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from ninja import Router

from bashu.portal.core.origin import token_of
from bashu.portal.request import PortalRequest
from bashu.portal.runs.models import Run
from bashu.portal.runs.pages import Progress, progress

router = Router(tags=["runs"])


@router.get("/runs/{key}", response=Progress)
def run(request: PortalRequest, response: HttpResponse, key: str) -> Progress:
    """How far a run is."""
    found = Run.objects.filter(key=key).first()
    if found is None:
        raise Http404(key)
    response.headers["Cache-Control"] = "no-store"
    return progress(found, token_of(request))
