"""Addresses under /my/."""

from __future__ import annotations

from django.urls import URLPattern, path

from rangwan.web.entrant.views import drafting, filing, home, sending, taking_back

app_name = "entrant"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("start/<slug:edition>/", home.begin, name="begin"),
    path("entries/<slug:entry>/", home.entry, name="entry"),
    path("entries/<slug:entry>/eligibility/", drafting.eligibility, name="eligibility"),
    path("entries/<slug:entry>/sections/<slug:key>/", drafting.section, name="section"),
    path("entries/<slug:entry>/files/", filing.files, name="files"),
    path("entries/<slug:entry>/files/<slug:file_id>/", filing.file, name="file"),
    path("entries/<slug:entry>/submission-form/", filing.form_page, name="form_page"),
    path("entries/<slug:entry>/submission-form.docx", filing.form_docx, name="form_docx"),
    path("entries/<slug:entry>/submission-form.pdf", filing.form_pdf, name="form_pdf"),
    path("entries/<slug:entry>/check/", sending.check, name="check"),
    path("entries/<slug:entry>/submit/", sending.submit, name="submit"),
    path("entries/<slug:entry>/survey/", sending.survey, name="survey"),
    path("entries/<slug:entry>/confirm/", sending.confirm, name="confirm"),
    path("entries/<slug:entry>/done/", sending.done, name="done"),
    path("entries/<slug:entry>/send-back/", sending.send_back, name="send_back"),
    path("entries/<slug:entry>/reopen/", taking_back.reopen, name="reopen"),
    path("entries/<slug:entry>/withdraw/", taking_back.withdraw, name="withdraw"),
    path("receipts/<slug:receipt>/", filing.receipt_page, name="receipt"),
    path("receipts/<slug:receipt>/receipt.docx", filing.receipt_docx, name="receipt_docx"),
]
