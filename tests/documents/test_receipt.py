from __future__ import annotations

from rangwan.documents.receipt import receipt_docx
from tests.documents import samples
from tests.documents.reading import as_pdf, missing, pages


def test_receipt_gives_its_text_back(tmp_path):
    doc = samples.RECEIPT
    pdf = as_pdf(receipt_docx(doc), ".docx", tmp_path)
    assert pages(pdf) == 1
    assert missing(
        pdf, "ใบรับโครงการ",
        f"เลขอ้างอิง {doc.reference}", f"ได้รับเมื่อ {doc.received_at}", doc.entry_title, doc.organisation,
        *(file.name for file in doc.files), *(f"SHA-256 {file.sha256}" for file in doc.files), "5,242,880 ไบต์",
        *doc.next_steps, *doc.contact,
    ) == []  # fmt: skip


def test_receipt_without_files_says_so(tmp_path):
    pdf = as_pdf(receipt_docx(samples.RECEIPT_EN), ".docx", tmp_path)
    assert missing(pdf, "Receipt of entry", "No file was sent.", "What happens next", "Reference DLG64-0001") == []
