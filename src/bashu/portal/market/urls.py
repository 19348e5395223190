"""Addresses of finding a supplier, the needs and the plan."""

from django.urls import path

from bashu.portal.market import scenario_views, views

app_name = "market"
urlpatterns = [
    path("suppliers/", views.suppliers, name="suppliers"),
    path("needs/", views.needs, name="needs"),
    path("needs/rows.<slug:suffix>", views.needs_file, name="rows"),
    path("needs/<str:need>/", views.need, name="need"),
    path("plan/", views.plan, name="plan"),
    path("plan/why/", views.why, name="why"),
    path("plan/scenarios/", scenario_views.listed, name="scenarios"),
    path("plan/scenarios/<slug:key>/", scenario_views.one, name="scenario"),
    path("plan/scenarios/<slug:key>/status/", scenario_views.status, name="scenario-status"),
    path("plan/scenarios/<slug:key>/cancel/", scenario_views.take_back, name="scenario-cancel"),
    path("plan/scenarios/<slug:key>/plan.xlsx", scenario_views.workbook, name="scenario-workbook"),
]
