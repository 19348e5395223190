"""The addresses of checking a register."""

from django.urls import path

from bashu.portal.registers import views

app_name = "registers"
urlpatterns = [
    path("registers/", views.registers, name="registers"),
    path("registers/forms/<slug:table>.xlsx", views.template, name="template"),
]
