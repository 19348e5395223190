"""Addresses of the chain map, the products, their coverage and the gaps."""

from django.urls import path

from bashu.portal.chain import views

app_name = "chain"
urlpatterns = [
    path("chain/", views.chain, name="map"),
    path("products/<str:product>/", views.product, name="product"),
    path("coverage/", views.coverage_list, name="coverage-list"),
    path("coverage/<str:product>/", views.coverage_of, name="coverage"),
    path("coverage/<str:product>/rows.<slug:suffix>", views.coverage_file, name="coverage-rows"),
    path("openness/", views.openness, name="openness"),
    path("openness/rows.<slug:suffix>", views.openness_file, name="openness-rows"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps/rows.<slug:suffix>", views.gaps_file, name="rows"),
]
