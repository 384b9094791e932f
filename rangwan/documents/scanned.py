"""Reads a scanned or digitally signed form: the codes on its pages, and its signature.

A file from outside is opened in a child of its own, with limits and without the network: what makes a library crash
or swell makes the child do so, and the worker goes on.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from rangwan.documents.page_codes import PageCode, codes_in
from rangwan.documents.pdf_signatures import Signature, signature_of
from rangwan.files import sandbox

log = logging.getLogger(__name__)

KINDS = frozenset({"pdf", "jpg", "png"})
LIMITS = sandbox.Limits(seconds=90, memory=2 << 30, processor=60, file=1 << 20, alone=True, polite=True)

_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from rangwan.documents.scanned import main; main(sys.argv[2])"
_HERE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Scan:
    """What was read. `failed`: the file could not be read at all, or not within its limits."""

    codes: tuple[PageCode, ...] = ()
    signature: Signature | None = None
    failed: bool = False


def read_scan(
    path: Path,
    kind: str,
    *,
    wanted: str,
    moment: dt.datetime,
    signed: bool = False,
    trust_roots: Path | None = None,
    limits: sandbox.Limits = LIMITS,
) -> Scan:
    """Read a file of a `kind` of KINDS (of any other, nothing is read). It never raises for what is in the file.

    Looking for codes ends at one that holds `wanted`. With `signed`, the digital signature of a PDF is looked at, too,
    against the certificates in the folder `trust_roots`, as things stand at `moment`.
    """
    if kind not in KINDS:
        return Scan()
    asked = {
        "path": str(path.absolute()), "kind": kind, "wanted": wanted, "moment": moment.isoformat(),
        "signed": signed and kind == "pdf", "trust_roots": str(trust_roots.absolute()) if trust_roots else "",
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="rangwan-scan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        command = [sys.executable, "-I", "-c", _CHILD, str(_HERE), json.dumps(asked)]
        try:
            code, said = sandbox.run(command, folder=folder, limits=limits)
            answer = json.loads((folder / "answer.json").read_bytes()) if code == 0 else None
        except (sandbox.TookTooLong, OSError, ValueError) as failure:
            code, said, answer = -1, repr(failure).encode(), None
    if answer is None:
        log.warning("a scan could not be read (%s): %s", code, said.decode(errors="replace")[-500:])
        return Scan(failed=True)
    signature = Signature(**answer["signature"]) if answer["signature"] else None
    return Scan(tuple(PageCode(**found) for found in answer["codes"]), signature)


def main(asked: str) -> None:
    """Read as asked (JSON) and write the answer (answer.json in the current folder): the child's side."""
    given = json.loads(asked)
    path, kind = Path(given["path"]), given["kind"]
    roots = Path(given["trust_roots"]) if given["trust_roots"] else None
    moment = dt.datetime.fromisoformat(given["moment"])
    signature = signature_of(path, roots, moment) if given["signed"] else None
    codes = codes_in(path, kind, given["wanted"])
    answer = {"codes": [asdict(code) for code in codes], "signature": asdict(signature) if signature else None}
    Path("answer.json").write_text(json.dumps(answer), encoding="utf-8")
