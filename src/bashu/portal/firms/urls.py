"""Addresses of the organisations."""

from django.urls import path

from bashu.portal.firms import views

app_name = "firms"
urlpatterns = [
    path("firms/", views.firms, name="list"),
    path("firms/rows.<slug:suffix>", views.firms_file, name="rows"),
    path("firms/<str:organisation>/", views.firm, name="firm"),
    path("firms/<str:organisation>/needs/", views.wanted, name="wanted"),
]
