"""Addresses of the public tables as files."""

from django.urls import path

from bashu.portal.data import views

app_name = "data"
urlpatterns = [path("<slug:table>.<slug:suffix>", views.table_file, name="file")]
