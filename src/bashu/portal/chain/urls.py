"""Addresses of the chain map, the products and the gaps."""

from django.urls import path

from bashu.portal.chain import views

app_name = "chain"
urlpatterns = [
    path("chain/", views.chain, name="map"),
    path("products/<str:product>/", views.product, name="product"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps/rows.<slug:suffix>", views.gaps_file, name="rows"),
]
