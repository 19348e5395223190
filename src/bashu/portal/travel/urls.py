"""The addresses of the minutes between places."""

from django.urls import path

from bashu.portal.travel import views

app_name = "travel"
urlpatterns = [
    path("travel/", views.travel, name="travel"),
    path("travel/effects/", views.effects, name="effects"),
]
