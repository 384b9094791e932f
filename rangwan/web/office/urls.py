"""Addresses of the office."""

from __future__ import annotations

from django.urls import path

from rangwan.web.office.views import audit, entries, home, judging, people, results, screening, settings

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("<str:edition>/", home.edition, name="edition"),
    path("<str:edition>/entries/", entries.entries, name="entries"),
    path("<str:edition>/unconfirmed/", entries.unconfirmed, name="unconfirmed"),
    path("<str:edition>/entries/<str:entry>/", entries.entry, name="entry"),
    path("<str:edition>/entries/<str:entry>/files/<str:file_id>/", entries.file, name="file"),
    path("<str:edition>/screening/", screening.to_screen, name="queue"),
    path("<str:edition>/screening/<str:entry>/", screening.screen, name="screen"),
    path("<str:edition>/screening/<str:entry>/second/", screening.second, name="second"),
    path("<str:edition>/screening/<str:entry>/revoke/", screening.revoke, name="revoke"),
    path("<str:edition>/screening/<str:entry>/take-back/", screening.take_back, name="take_back"),
    path("<str:edition>/judging/", judging.judging, name="judging"),
    path("<str:edition>/judging/lot/", judging.assign, name="assign"),
    path("<str:edition>/judging/by-hand/", judging.assign_by_hand, name="assign_by_hand"),
    path("<str:edition>/judging/sheets/<str:assignment>/", judging.sheet, name="sheet"),
    path("<str:edition>/rankings/", results.rankings, name="rankings"),
    path("<str:edition>/rankings/<str:ranking>/", results.ranking, name="ranking"),
    path("<str:edition>/rankings/<str:ranking>/<str:entry>/", results.marks, name="marks"),
    path("<str:edition>/decision/", results.decision, name="decision"),
    path("<str:edition>/release/", results.release, name="release"),
    path("<str:edition>/settings/", settings.settings, name="settings"),
    path("<str:edition>/settings/closing/", settings.closing, name="closing"),
    path("<str:edition>/settings/form/", settings.form, name="form"),
    path("<str:edition>/settings/versions/<int:number>/", settings.version, name="version"),
    path("<str:edition>/people/", people.people, name="people"),
    path("<str:edition>/people/<str:appointment>/dismiss/", people.dismiss, name="dismiss"),
    path("<str:edition>/log/", audit.audit, name="audit"),
]
