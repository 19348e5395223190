"""Addresses of the home page, the search box and the pages about the portal."""

from django.urls import path

from bashu.portal.core import views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("methods/", views.methods, name="methods"),
    path("about/", views.about, name="about"),
    path("sources/", views.sources, name="sources"),
]
