"""The API: every page as data, from the same functions that the pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import NinjaAPI

from bashu import __version__
from bashu.portal.chain.api import router as chain
from bashu.portal.core.api import router as core
from bashu.portal.core.errors import answer, error_page
from bashu.portal.data.api import router as data
from bashu.portal.figures.api import router as figures
from bashu.portal.firms.api import router as firms
from bashu.portal.ledger.api import router as ledger
from bashu.portal.market.api import router as market
from bashu.portal.runs.api import router as runs
from bashu.portal.travel.api import router as travel
from bashu.portal.weighing.api import router as weighing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

api = NinjaAPI(
    title="巴蜀 Bashu",
    version=__version__,
    description=(
        "川渝电子信息产业走廊的公开数据。文字均有中英文；每个回答带数据版本，可用 ETag 判断是否变化。 "
        "Public data of the Sichuan-Chongqing corridor. Every text in Chinese and English; answers carry an ETag by data version."
    ),
    urls_namespace="api",
    docs_url="/docs",
)

for router in (core, chain, firms, market, weighing, travel, ledger, figures, data, runs):
    api.add_router("", router)


def _plain_error(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    page = error_page(error) if isinstance(error, Exception) else None
    if page is None:
        raise error
    return answer(request, page)


api.add_exception_handler(Exception, _plain_error)

#: the addresses below ``api/``
urlpatterns, _, _ = api.urls
