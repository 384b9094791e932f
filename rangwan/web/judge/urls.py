"""Addresses of the judge's face. Ids are plain ASCII, so anything else is no address of ours."""

from __future__ import annotations

from django.urls import path

from rangwan.web.judge import pages, views

app_name = "judge"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:assignment_id>/", views.sheet, name="sheet"),
    path("<slug:assignment_id>/finish/", views.finish, name="finish"),
    path("<slug:assignment_id>/recuse/", views.recuse, name="recuse"),
    path("<slug:assignment_id>/files/<slug:file_id>/", views.file, name="file"),
    path("<slug:assignment_id>/files/<slug:file_id>/pages/", pages.pages, name="pages"),
    path("<slug:assignment_id>/files/<slug:file_id>/pages/pdf/", pages.pdf, name="pages_pdf"),
    path("<slug:assignment_id>/files/<slug:file_id>/pages/<int:number>/", pages.picture, name="page_picture"),
]
