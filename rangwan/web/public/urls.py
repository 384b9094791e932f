"""Addresses of what everybody may read."""

from __future__ import annotations

from django.urls import path

from rangwan.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("awards/", views.home, name="awards"),
    path("awards/<slug:slug>/", views.award, name="award"),
    path("awards/<slug:slug>/criteria/", views.criteria, name="criteria"),
    path("awards/<slug:slug>/documents/", views.documents, name="documents"),
    path("awards/<slug:slug>/documents/submission-form/", views.form_page, name="form_page"),
    path("awards/<slug:slug>/documents/<str:name>", views.document, name="document"),
    path("awards/<slug:slug>/questions/", views.questions, name="questions"),
    path("awards/<slug:slug>/results/", views.results, name="results"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
