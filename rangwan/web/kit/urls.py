"""Addresses of the kit: the page that shows every component, in development and on the demo site."""

from django.urls import path

from rangwan.web.kit import views

app_name = "kit"
urlpatterns = [path("", views.gallery, name="gallery"), path("clock/", views.clock, name="clock")]
