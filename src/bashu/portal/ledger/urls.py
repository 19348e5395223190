"""Addresses of the agreements."""

from django.urls import path

from bashu.portal.ledger import views

app_name = "ledger"
urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/rows.<slug:suffix>", views.agreements_file, name="rows"),
    path("agreements/<str:agreement>/", views.agreement, name="agreement"),
]
