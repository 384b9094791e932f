"""Office files to PDF by LibreOffice, each job on its own: profile, folder, limits, and no way out to the network."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.documents import sarabun

SUFFIXES = frozenset({".docx", ".doc", ".odt", ".rtf", ".pptx", ".ppt", ".odp", ".xlsx", ".xls", ".ods"})
SECONDS = 90
_MEMORY = 3 << 30  # address space; LibreOffice reserves far more than it touches
_CPU_SECONDS = 120
_LARGEST_FILE = 512 << 20

# The limits are set by the child itself: a preexec_fn may hang in a server with threads.
_LAUNCHER = """
import os, resource, sys
memory, cpu, size = map(int, sys.argv[1:4])
for which, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_FSIZE, size),
                    (resource.RLIMIT_CORE, 0)):
    resource.setrlimit(which, (most, most))
os.execv(sys.argv[4], sys.argv[4:])
"""

# No macro runs, no link is followed, what still asks for the network finds a closed door; the PDF is tagged.
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "org.openoffice.Office.Common/Filter/PDF/Export": {"UseTaggedPDF": "true", "ExportNotes": "false"},
    "org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "org.openoffice.Office.Calc/Content/Update": {"Link": "1"},
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
}


class UnableToConvert(Exception):
    """The file cannot be made a PDF. `code`: unsupported, damaged or timeout; `reason` is in the active language."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class ConversionUnavailable(UnableToConvert):
    """This server has no LibreOffice (`code` unavailable)."""

    def __init__(self) -> None:
        super().__init__(
            "unavailable",
            _("This server has no LibreOffice, so it cannot make a PDF. Please download the original file."),
        )


class OfficeConverter(Protocol):
    """Makes PDFs of office files."""

    @property
    def available(self) -> bool:
        """Whether `to_pdf` can work at all here."""

    def to_pdf(self, data: bytes, suffix: str) -> bytes:
        """Return the PDF of an office file; `suffix` (".docx") says which kind. Raises UnableToConvert."""


class NoConverter:
    """Stands in where LibreOffice is missing."""

    available = False

    def to_pdf(self, data: bytes, suffix: str) -> bytes:  # noqa: ARG002 - the protocol's
        """Raise ConversionUnavailable."""
        raise ConversionUnavailable


class LibreOffice:
    """Runs one LibreOffice per job, in a folder that goes with it."""

    available = True

    def __init__(self, program: str, seconds: float = SECONDS, memory: int = _MEMORY) -> None:
        """Take the path of `soffice`, and a job's limits: seconds by the clock, bytes of address space."""
        self.program = program
        self.seconds = seconds
        self.memory = memory

    def to_pdf(self, data: bytes, suffix: str) -> bytes:
        """Return the PDF of an office file. Raises UnableToConvert."""
        suffix = suffix.lower()
        if suffix not in SUFFIXES:
            raise UnableToConvert("unsupported", _("A file of this kind cannot be made a PDF."))
        with tempfile.TemporaryDirectory(prefix="rangwan-office-", ignore_cleanup_errors=True) as name:
            job = Path(name)
            source, target = job / f"document{suffix}", job / "out" / "document.pdf"
            source.write_bytes(data)
            self._run(job, source, target.parent)
            pdf = target.read_bytes() if target.is_file() else b""
        if not pdf.startswith(b"%PDF-"):
            raise UnableToConvert("damaged", _("LibreOffice cannot read this file: it is damaged or locked."))
        return pdf

    def _run(self, job: Path, source: Path, out: Path) -> None:
        command = [sys.executable, "-I", "-c", _LAUNCHER, str(self.memory), str(_CPU_SECONDS), str(_LARGEST_FILE)]
        command += [
            self.program,
            f"-env:UserInstallation={_profile(job).as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", "pdf", "--outdir", str(out), str(source),
        ]  # fmt: skip
        process = subprocess.Popen(
            command,
            cwd=job,
            env=_environment(job),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            raise UnableToConvert("timeout", _("Making the PDF took too long.")) from None
        finally:
            # The group, not the child alone: soffice is a script that starts the program that works.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _profile(job: Path) -> Path:
    """Write the job's own LibreOffice profile and return its folder."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, properties in _SETTINGS.items()
        for name, value in properties.items()
    )
    settings = job / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
    return job / "profile"


def _environment(job: Path) -> dict[str, str]:
    """Return the little that LibreOffice needs to know: nothing of the server's own environment reaches it."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(job),
        "TMPDIR": str(job),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    fonts = sarabun.lend(job / "fonts")
    return environment | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})


def converter() -> OfficeConverter:
    """Return LibreOffice where it is installed (the setting RANGWAN_SOFFICE names another place), else NoConverter."""
    program = shutil.which(settings.RANGWAN_SOFFICE)
    return LibreOffice(program) if program else NoConverter()
