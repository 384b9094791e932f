"""Office files to PDF by LibreOffice, each job on its own: profile, folder, limits, and no way out to the network."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.files import sandbox, sarabun

SUFFIXES = frozenset({".docx", ".doc", ".odt", ".rtf", ".pptx", ".ppt", ".odp", ".xlsx", ".xls", ".ods"})
SECONDS = 90
_MEMORY = 3 << 30  # address space; LibreOffice reserves far more than it touches
_CPU_SECONDS = 120

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
        """Whether a PDF can be made at all here."""

    def to_pdf(self, data: bytes, suffix: str) -> bytes:
        """Return the PDF of an office file; `suffix` (".docx") says which kind. Raises UnableToConvert."""

    def make_pdf(self, source: Path, suffix: str, target: Path) -> None:
        """Write the PDF of the office file at `source` to `target`. Raises UnableToConvert."""


class NoConverter:
    """Stands in where LibreOffice is missing."""

    available = False

    def to_pdf(self, data: bytes, suffix: str) -> bytes:  # noqa: ARG002 - the protocol's
        """Raise ConversionUnavailable."""
        raise ConversionUnavailable

    def make_pdf(self, source: Path, suffix: str, target: Path) -> None:  # noqa: ARG002 - the protocol's
        """Raise ConversionUnavailable."""
        raise ConversionUnavailable


class LibreOffice:
    """Runs one LibreOffice per job, in a folder that goes with it."""

    available = True

    def __init__(self, program: str, seconds: float = SECONDS, memory: int = _MEMORY, *, polite: bool = False) -> None:
        """Take the path of `soffice`, and a job's limits: seconds by the clock, bytes of address space.

        `polite`: it gives way to other programs while the machine is busy.
        """
        self.program = program
        self.limits = sandbox.Limits(seconds=seconds, memory=memory, processor=_CPU_SECONDS, polite=polite)

    def to_pdf(self, data: bytes, suffix: str) -> bytes:
        """Return the PDF of an office file. Raises UnableToConvert."""
        with tempfile.TemporaryDirectory(prefix="rangwan-office-", ignore_cleanup_errors=True) as name:
            source, target = Path(name, "source"), Path(name, "target.pdf")
            source.write_bytes(data)
            self.make_pdf(source, suffix, target)
            return target.read_bytes()

    def make_pdf(self, source: Path, suffix: str, target: Path) -> None:
        """Write the PDF of the office file at `source` to `target`. Raises UnableToConvert."""
        suffix = suffix.lower()
        if suffix not in SUFFIXES:
            raise UnableToConvert("unsupported", _("A file of this kind cannot be made a PDF."))
        with tempfile.TemporaryDirectory(prefix="rangwan-office-", ignore_cleanup_errors=True) as name:
            job = Path(name)
            made = job / "out" / "document.pdf"
            shutil.copyfile(source, job / f"document{suffix}")  # a copy: LibreOffice never has the original in hand
            self._run(job, job / f"document{suffix}", made.parent)
            if not _is_pdf(made):
                raise UnableToConvert("damaged", _("LibreOffice cannot read this file: it is damaged or locked."))
            shutil.move(made, target)

    def _run(self, job: Path, source: Path, out: Path) -> None:
        command = [
            self.program,
            f"-env:UserInstallation={_profile(job).as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", "pdf", "--outdir", str(out), str(source),
        ]  # fmt: skip
        try:
            sandbox.run(command, folder=job, limits=self.limits, environment=_environment(job))
        except sandbox.TookTooLong:
            raise UnableToConvert("timeout", _("Making the PDF took too long.")) from None


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


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
    fonts = sarabun.lend(job / "fonts")
    return {"SAL_USE_VCLPLUGIN": "svp"} | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})


def converter(*, polite: bool = False) -> OfficeConverter:
    """Return LibreOffice where it is installed (the setting RANGWAN_SOFFICE names another place), else NoConverter."""
    program = shutil.which(settings.RANGWAN_SOFFICE)
    return LibreOffice(program, polite=polite) if program else NoConverter()
