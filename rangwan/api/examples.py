"""One example for each shape of the contract, for /api/v1/openapi.json. A test reads each with its shape."""

from __future__ import annotations

from typing import Any

_ENTRY = "4k8sd2mpc7w3x9hbtfn6vj"
_WHEN = "2026-12-01T10:30:00+07:00"
_NAME = {"th": "เทศบาลเมืองตัวอย่าง", "en": "Example Town Municipality"}
_MISSING = {
    "key": "coordinator_email",
    "code": "required",
    "message": {"th": "กรุณากรอก: อีเมล", "en": "Fill in: E-mail"},
}
_RANKED = {
    "rank": 1, "entry": _ENTRY, "reference": "DLG64-0001", "title": "ระบบชำระภาษีออนไลน์", "organisation": _NAME,
    "raw_mean": 84.5, "judges": 1, "missing": [],
    "sheets": [{"judge": "กรรมการ หนึ่ง", "judge_id": "7c", "total": 84.5, "marks": {"problem": 8.5}}],
}  # fmt: skip

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewEntry": {"organisation": "x7d3kq9m2c8s4w6hbtfn5v", "title": "ระบบชำระภาษีออนไลน์"},
    "EntryBegun": {"id": _ENTRY, "state": "draft", "version": 1},
    "Saved": {"version": 2, "problems": [_MISSING]},
    "FileOut": {
        "id": "9f", "kind": "presentation", "question": "", "name": "นำเสนอโครงการ.pptx", "type": "pptx",
        "size": 48213, "sha256": "0" * 64, "status": "clean", "url": f"/api/v1/entries/{_ENTRY}/files/9f",
    },
    "UploadOut": {
        "id": "8h", "kind": "presentation", "question": "", "name": "นำเสนอโครงการ.pptx", "length": 20_000_000,
        "received": 9_437_184, "state": "open", "expires_at": _WHEN, "url": f"/api/v1/entries/{_ENTRY}/uploads/8h",
        "file": None, "problem": None,
    },
    "StateOut": {"state": "submitted", "state_name": {"th": "ส่งแล้ว รอยืนยัน", "en": "Sent, waiting to be confirmed"}},
    "Confirmed": {
        "state": "confirmed", "reference": "DLG64-0001", "received_at": _WHEN, "digest": "0" * 64,
        "receipt_url": f"http://127.0.0.1:8000/api/v1/entries/{_ENTRY}/receipt",
        "page_url": "http://127.0.0.1:8000/my/receipts/5b/",
    },
    "ScreeningIn": {
        "verdict": "return", "rules": {"digital": {"ok": True, "note": ""}}, "note": "ขอแบบฟอร์มที่ลงนามแล้ว",
        "parts": ["file:submission_form"], "due": "2026-12-15",
    },
    "AssignIn": {"per_entry": 3, "round": "judging"},
    "MarkIn": {"mark": 8.5, "comment": "ชัดเจน"},
    "RankIn": {"round": "judging"},
    "RankingOut": {
        "id": "3h", "round": "judging", "method": "weighted_mean", "at": _WHEN, "digest": "0" * 64, "rows": [_RANKED],
    },
    "DecisionIn": {
        "ranking": "3h", "prizes": [{"prize": "dg_award_local", "entry": _ENTRY}],
        "minute": "ที่ประชุมมีมติเป็นเอกฉันท์",
    },
    "Reason": {"reason": "โครงการยุติแล้ว", "note": ""},
    "ExtensionIn": {
        "closes_at": "2026-12-31", "moves_count": False,
        "reason": {"th": "น้ำท่วมหลายจังหวัด", "en": "Floods in several provinces"},
    },
    "ProblemDocument": {
        "type": "about:blank", "title": "ข้อมูลไม่ครบหรือไม่ถูกต้อง", "status": 422,
        "detail": "ยังส่งไม่ได้", "instance": f"/api/v1/entries/{_ENTRY}/submit",
        "message": {"th": "ยังส่งไม่ได้", "en": "The entry cannot be sent in yet."}, "problems": [_MISSING],
    },
}  # fmt: skip
