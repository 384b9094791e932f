"""Addresses of the office."""

from __future__ import annotations

from django.urls import path

from rangwan.web.office.views import audit, entries, home, judging, people, results, screening, settings

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("<slug:edition>/", home.edition, name="edition"),
    path("<slug:edition>/entries/", entries.entries, name="entries"),
    path("<slug:edition>/unconfirmed/", entries.unconfirmed, name="unconfirmed"),
    path("<slug:edition>/entries/<slug:entry>/", entries.entry, name="entry"),
    path("<slug:edition>/entries/<slug:entry>/files/<slug:file_id>/", entries.file, name="file"),
    path("<slug:edition>/screening/", screening.to_screen, name="queue"),
    path("<slug:edition>/screening/<slug:entry>/", screening.screen, name="screen"),
    path("<slug:edition>/screening/<slug:entry>/second/", screening.second, name="second"),
    path("<slug:edition>/screening/<slug:entry>/revoke/", screening.revoke, name="revoke"),
    path("<slug:edition>/screening/<slug:entry>/take-back/", screening.take_back, name="take_back"),
    path("<slug:edition>/judging/", judging.judging, name="judging"),
    path("<slug:edition>/judging/lot/", judging.assign, name="assign"),
    path("<slug:edition>/judging/by-hand/", judging.assign_by_hand, name="assign_by_hand"),
    path("<slug:edition>/judging/sheets/<slug:assignment>/", judging.sheet, name="sheet"),
    path("<slug:edition>/rankings/", results.rankings, name="rankings"),
    path("<slug:edition>/rankings/<slug:ranking>/", results.ranking, name="ranking"),
    path("<slug:edition>/rankings/<slug:ranking>/<slug:entry>/", results.marks, name="marks"),
    path("<slug:edition>/decision/", results.decision, name="decision"),
    path("<slug:edition>/release/", results.release, name="release"),
    path("<slug:edition>/settings/", settings.settings, name="settings"),
    path("<slug:edition>/settings/closing/", settings.closing, name="closing"),
    path("<slug:edition>/settings/form/", settings.form, name="form"),
    path("<slug:edition>/settings/versions/<int:number>/", settings.version, name="version"),
    path("<slug:edition>/people/", people.people, name="people"),
    path("<slug:edition>/people/<slug:appointment>/dismiss/", people.dismiss, name="dismiss"),
    path("<slug:edition>/log/", audit.audit, name="audit"),
]
