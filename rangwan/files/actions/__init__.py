"""Changes to files: one is taken at once or piece by piece, and what was given up is removed."""

from __future__ import annotations

from rangwan.files.actions.checking import clear_file, refuse_file
from rangwan.files.actions.drawing import begin_pages, fail_pages, keep_pages
from rangwan.files.actions.expiring import expire_uploads
from rangwan.files.actions.receiving import receive_file, sweep
from rangwan.files.actions.uploading import append_upload, begin_upload, drop_upload, finish_upload, outcome_of

__all__ = [
    "append_upload",
    "begin_pages",
    "begin_upload",
    "clear_file",
    "drop_upload",
    "expire_uploads",
    "fail_pages",
    "finish_upload",
    "keep_pages",
    "outcome_of",
    "receive_file",
    "refuse_file",
    "sweep",
]
