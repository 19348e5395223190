"""The address of the published statistics."""

from django.urls import path

from bashu.portal.figures import views

app_name = "figures"
urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/rows.<slug:suffix>", views.statistics_file, name="rows"),
]
