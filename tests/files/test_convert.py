from __future__ import annotations

import http.server
import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils.translation import override

from rangwan.documents.receipt import receipt_docx
from rangwan.files.convert import ConversionUnavailable, LibreOffice, NoConverter, UnableToConvert, converter
from tests.documents import samples
from tests.documents.reading import as_pdf, missing


def program(folder: Path, script: str) -> str:
    """Write a stand-in for soffice: a shell script; $out is the folder to write to."""
    path = folder / "soffice"
    path.write_text(
        f'#!/bin/sh\nout=""\nwhile [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\n{script}\n'
    )
    path.chmod(0o755)
    return str(path)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_without_libreoffice_it_says_so_in_both_languages(settings):
    settings.RANGWAN_SOFFICE = "/nowhere/soffice"
    found = converter()
    assert isinstance(found, NoConverter)
    assert not found.available
    with pytest.raises(ConversionUnavailable) as caught:
        found.to_pdf(b"", ".docx")
    with override("th"):
        assert str(caught.value.reason) == "เครื่องแม่ข่ายนี้ไม่มี LibreOffice จึงสร้าง PDF ไม่ได้ โปรดดาวน์โหลดไฟล์ต้นฉบับ"
    with override("en"):
        assert str(caught.value) == (
            "This server has no LibreOffice, so it cannot make a PDF. Please download the original file."
        )
    assert caught.value.code == "unavailable"


def test_libreoffice_is_found():
    assert converter().available


def test_unsupported_suffix_is_refused():
    with pytest.raises(UnableToConvert) as caught:
        converter().to_pdf(b"MZ", ".exe")
    assert caught.value.code == "unsupported"


def test_truncated_file_is_refused():
    data = receipt_docx(samples.RECEIPT)
    with pytest.raises(UnableToConvert) as caught:
        converter().to_pdf(data[: len(data) // 2], ".docx")
    assert caught.value.code == "damaged"


def test_two_at_a_time_do_not_meet(tmp_path):
    data = [receipt_docx(samples.RECEIPT), receipt_docx(samples.RECEIPT_EN)]
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda pair: as_pdf(pair[0], ".docx", pair[1]), zip(data, folders, strict=True))
    assert missing(first, "ใบรับโครงการ") == []
    assert missing(second, "Receipt of entry") == []


def test_a_job_too_long_is_ended_with_all_its_processes(tmp_path):
    note = tmp_path / "pids"
    office = LibreOffice(program(tmp_path, f'sleep 300 & echo "$$ $!" > {note}; wait'), seconds=1.5)
    began = time.monotonic()
    with pytest.raises(UnableToConvert) as caught:
        office.to_pdf(b"x", ".docx")
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < 10
    pids = [int(word) for word in note.read_text().split()]
    assert len(pids) == 2
    deadline = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < deadline:
        pass
    assert [pid for pid in pids if alive(pid)] == []


def test_job_has_limits_and_nothing_of_the_servers_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("RANGWAN_SECRET_KEY", "do-not-tell")
    script = 'mkdir -p "$out"; { printf "%%PDF-"; ulimit -v; ulimit -c; env; } > "$out/document.pdf"'
    told = LibreOffice(program(tmp_path, script), memory=1 << 30).to_pdf(b"x", ".docx").decode()
    first, second = told.removeprefix("%PDF-").splitlines()[:2]
    assert (first, second) == (str((1 << 30) // 1024), "0")
    assert "do-not-tell" not in told
    assert "DJANGO" not in told


def test_a_linked_picture_is_not_fetched():
    asked: list[str] = []

    class Door(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())
            self.close_connection = True

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        pdf = converter().to_pdf(_with_linked_picture(f"http://127.0.0.1:{server.server_port}/spy.png"), ".pptx")
    finally:
        server.shutdown()
        server.server_close()
    assert pdf.startswith(b"%PDF-")
    assert asked == []


def _with_linked_picture(address: str) -> bytes:
    from pptx import Presentation
    from pptx.oxml import parse_xml

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = slide.part.relate_to(address, f"{kind}/image", is_external=True)
    picture = (
        '<p:pic xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{kind}"><p:nvPicPr>'
        '<p:cNvPr id="9" name="x"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:link="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</p:spPr></p:pic>"
    )
    slide.shapes._spTree.append(parse_xml(picture))
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
