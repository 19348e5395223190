"""Addresses of finding a supplier, the needs and the plan."""

from django.urls import path

from bashu.portal.market import views

app_name = "market"
urlpatterns = [
    path("suppliers/", views.suppliers, name="suppliers"),
    path("needs/", views.needs, name="needs"),
    path("needs/rows.<slug:suffix>", views.needs_file, name="rows"),
    path("plan/", views.plan, name="plan"),
]
