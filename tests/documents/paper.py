"""Signed forms as people send them: scanned badly, and PDFs with real digital signatures under a CA of our own."""

from __future__ import annotations

import datetime as dt
import io
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rangwan.documents.qr import qr_png

if TYPE_CHECKING:
    from PIL.Image import Image

A4_INCHES = (8.27, 11.69)
CODE_MM = 27  # as submission_form prints it


def page(*texts: str, dpi: int = 150, mm: float = CODE_MM, ink: int = 40, ground: int = 250) -> Image:
    """Return an A4 page, scanned at `dpi`, with lines of print and a code in the corner for each text."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    width, height = (int(inches * dpi) for inches in A4_INCHES)
    sheet = Pillow.new("L", (width, height), ground)
    draw = ImageDraw.Draw(sheet)
    for line in range(2 * dpi, height - dpi, dpi // 4):
        draw.text((dpi // 2, line), "words of the form " * 4, fill=ink)
    side = int(mm / 25.4 * dpi)
    for place, text in enumerate(texts):
        code = Pillow.open(io.BytesIO(qr_png(text, sturdy=True))).convert("L").resize((side, side))
        code = code.point(lambda value: int(ink + (ground - ink) * value / 255))
        sheet.paste(code, (width - (place + 1) * (side + dpi // 4), dpi // 3))
    return sheet


def askew(sheet: Image, degrees: float) -> Image:
    """Return the page turned, nothing of it cut off."""
    from PIL.Image import Resampling

    return sheet.rotate(degrees, expand=True, fillcolor=235, resample=Resampling.BILINEAR)


def noisy(sheet: Image, share: float) -> Image:
    """Return the page with this share of its points black or white, at random but the same each time."""
    lot = random.Random(1)
    spoiled = sheet.copy()
    points: Any = spoiled.load()
    for _ in range(int(sheet.width * sheet.height * share)):
        points[lot.randrange(sheet.width), lot.randrange(sheet.height)] = lot.choice((0, 255))
    return spoiled


def jpg(sheet: Image, quality: int = 70) -> bytes:
    """Return the page as a JPEG."""
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=quality)
    return out.getvalue()


def pdf(*sheets: Image, dpi: int = 150) -> bytes:
    """Return the pages as a scanner's PDF."""
    import pikepdf

    drawn, out = io.BytesIO(), io.BytesIO()
    sheets[0].save(drawn, "PDF", resolution=dpi, save_all=True, append_images=sheets[1:])
    with pikepdf.open(drawn) as made:  # Pillow's own tables are not to the letter of the standard
        made.save(out)
    return out.getvalue()


# --- signatures ------------------------------------------------------------------------------------------------------

SIGNED_AT = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
SIGNER = "นายสมชาย รักถิ่น"


@cache
def authority(name: str = "Test Root CA") -> tuple[Any, Any]:
    """Return (key, certificate) of a certification authority."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    builder = _certificate(subject, subject, key.public_key(), SIGNED_AT, dt.timedelta(days=3650))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return key, builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True).sign(key, _sha256())


@cache
def signer(issuer: str = "Test Root CA", lifetime: int = 365, usage: str = "content_commitment") -> Any:
    """Return a pyHanko signer whose certificate the authority issued, for so many days from a year ago on."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    ca_key, ca = authority(issuer)
    key = ec.generate_private_key(ec.SECP256R1())
    began = SIGNED_AT - dt.timedelta(days=300)
    builder = _certificate(_name(SIGNER), ca.subject, key.public_key(), began, dt.timedelta(days=lifetime))
    certificate = builder.add_extension(_usage(usage), critical=True).sign(ca_key, _sha256())
    private = key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(certificate.public_bytes(form.Encoding.DER)))),
        signing_key=load_private_key_from_pemder_data(private, None),
        cert_registry=SimpleCertificateStore(),
    )


def signed(content: bytes, by: Any = None, field: str = "Signature1") -> bytes:
    """Return the PDF with a PAdES signature."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    out = signers.sign_pdf(writer, metadata, signer=by or signer(), output=io.BytesIO())
    return bytes(out.getbuffer())


def changed_afterwards(content: bytes) -> bytes:
    """Return the PDF with its first page cut, as an editor does it: by an update behind what was signed."""
    from pyhanko.pdf_utils.generic import FloatObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    first = writer.root["/Pages"]["/Kids"].raw_get(0)
    first.get_object()["/MediaBox"][1] = FloatObject(100)
    writer.mark_update(first)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def roots(folder: Path, *names: str) -> Path:
    """Write the authorities' certificates into a folder, in PEM and DER, and return it."""
    from cryptography.hazmat.primitives.serialization import Encoding

    for place, name in enumerate(names):
        kind, suffix = ((Encoding.PEM, "pem"), (Encoding.DER, "cer"))[place % 2]
        (folder / f"{place}.{suffix}").write_bytes(authority(name)[1].public_bytes(kind))
    (folder / "README.txt").write_text("no certificate")
    return folder


def _name(common: str) -> Any:
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _certificate(subject: Any, issuer: Any, key: Any, began: dt.datetime, lifetime: dt.timedelta) -> Any:
    from cryptography import x509

    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(began - dt.timedelta(days=1)).not_valid_after(began + lifetime)


def _usage(*names: str) -> Any:
    from cryptography import x509

    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: name in names for name in every})


def _sha256() -> Any:
    from cryptography.hazmat.primitives.hashes import SHA256

    return SHA256()
