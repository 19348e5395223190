"""The address of weighing a plan to build."""

from django.urls import path

from bashu.portal.weighing import views

app_name = "weighing"
urlpatterns = [path("weigh/", views.weigh, name="weigh")]
