"""Addresses under /my/."""

from __future__ import annotations

from django.urls import URLPattern, path

from rangwan.web.entrant.views import drafting, filing, home, sending, taking_back

app_name = "entrant"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("start/<slug:edition>/", home.begin, name="begin"),
    path("entries/<str:entry>/", home.entry, name="entry"),
    path("entries/<str:entry>/eligibility/", drafting.eligibility, name="eligibility"),
    path("entries/<str:entry>/sections/<str:key>/", drafting.section, name="section"),
    path("entries/<str:entry>/files/", filing.files, name="files"),
    path("entries/<str:entry>/files/<str:file_id>/", filing.file, name="file"),
    path("entries/<str:entry>/submission-form/", filing.form_page, name="form_page"),
    path("entries/<str:entry>/submission-form.docx", filing.form_docx, name="form_docx"),
    path("entries/<str:entry>/submission-form.pdf", filing.form_pdf, name="form_pdf"),
    path("entries/<str:entry>/check/", sending.check, name="check"),
    path("entries/<str:entry>/submit/", sending.submit, name="submit"),
    path("entries/<str:entry>/survey/", sending.survey, name="survey"),
    path("entries/<str:entry>/confirm/", sending.confirm, name="confirm"),
    path("entries/<str:entry>/done/", sending.done, name="done"),
    path("entries/<str:entry>/send-back/", sending.send_back, name="send_back"),
    path("entries/<str:entry>/reopen/", taking_back.reopen, name="reopen"),
    path("entries/<str:entry>/withdraw/", taking_back.withdraw, name="withdraw"),
    path("receipts/<str:receipt>/", filing.receipt_page, name="receipt"),
    path("receipts/<str:receipt>/receipt.docx", filing.receipt_docx, name="receipt_docx"),
]
