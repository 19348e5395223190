"""Every address of the portal: Chinese at the root, English under /en/, the API and the files beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from bashu.portal.core.addresses import LoadedWhenAsked

urlpatterns = [
    LoadedWhenAsked("api/", "bashu.portal.api", "api"),
    path("data/", include("bashu.portal.data.urls")),
    *i18n_patterns(
        path("", include("bashu.portal.core.urls")),
        path("", include("bashu.portal.chain.urls")),
        path("", include("bashu.portal.firms.urls")),
        path("", include("bashu.portal.market.urls")),
        path("", include("bashu.portal.weighing.urls")),
        path("", include("bashu.portal.travel.urls")),
        path("", include("bashu.portal.ledger.urls")),
        path("", include("bashu.portal.figures.urls")),
        path("", include("bashu.portal.registers.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "bashu.portal.core.views.bad_request"
handler403 = "bashu.portal.core.views.forbidden"
handler404 = "bashu.portal.core.views.not_found"
handler500 = "bashu.portal.core.views.failed"
