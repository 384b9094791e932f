"""What to tell somebody whose file was refused: what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from rangwan.files.refusal import UploadRefused
from rangwan.kernel.tongues import in_both

_MESSAGES = {
    "empty": _(
        "%(name)s is empty (0 bytes). Open it on your computer to see that it holds something, then send it again."
    ),
    "too_large": _(
        "%(name)s is too large: %(size)s, and at most %(limit)s can be taken. "
        "Make the pictures in it smaller or save it as PDF, then send it again."
    ),
    "too_much_at_once": _(
        "%(name)s was not taken, because the files sent together are larger than %(limit)s. Send them one at a time."
    ),
    "not_stored": _("%(name)s could not be stored. The fault is on our side. Please send it again in a few minutes."),
    "wrong_type": _("%(name)s is %(seems)s, which is not taken here. Please send %(accepted)s."),
    "damaged": _(
        "%(name)s is damaged or incomplete and cannot be opened as %(kind)s. "
        "Open it on your computer, save it as a new file, and send that one."
    ),
    "password": _(
        "%(name)s is protected by a password, so nobody here can open it. Remove the password, then send it again."
    ),
    "macros": _(
        "%(name)s contains macros (programs inside a document), which are not taken. "
        "Save it without macros as %(kind)s, then send it again."
    ),
    "active_content": _(
        "%(name)s contains %(what)s, which is not taken because it could harm a reader's computer. "
        "Print it to a new PDF or save it without that part, then send it again."
    ),
    "two_in_one": _(
        "%(name)s is two files in one: %(kind)s, and hidden in it %(other)s. "
        "Open it on your computer, save it as a new file, and send that one."
    ),
    "unsafe_archive": _(
        "%(name)s is put together in an unsafe way. "
        "Open it in the program it was made with, save it as a new file, and send that one."
    ),
    "unpacks_too_large": _(
        "%(name)s becomes far too large when it is unpacked. Open it in the program it was made with, "
        "remove what is not needed, save it as a new file, and send that one."
    ),
    "too_many_pixels": _(
        "%(name)s has %(width)s × %(height)s pixels, and at most %(limit)s million pixels can be taken. "
        "Scan it at 300 dpi or make the picture smaller, then send it again."
    ),
    "no_slides": _("%(name)s has no slides. Please send the presentation with its contents."),
    "not_text": _(
        "%(name)s cannot be read as text. Save it with the encoding UTF-8 (in Excel: “CSV UTF-8”), then send it again."
    ),
    "infected": _(
        "%(name)s carries a virus (%(signature)s), so nobody can open it any more. "
        "Have your computer checked, make the file anew on a clean one, and send that one."
    ),
    "unscannable": _(
        "%(name)s is larger than the virus scanner can look through, so it was not taken. "
        "Make the pictures in it smaller or save it as PDF, then send it again."
    ),
    "being_checked": _(
        "%(name)s has been received and is being checked for viruses. "
        "It can be opened in a few minutes; you need not send it again."
    ),
}

_UPLOADS = {
    "version": _("This server speaks tus 1.0.0. Send the header Tus-Resumable: 1.0.0."),
    "header": _("The header %(header)s is missing or cannot be read."),
    "algorithm": _("The checksum is of a kind that is not known here. Send sha1 or sha256."),
    "deferred": _("Say at the beginning how long the file is (Upload-Length), and send it as one upload."),
    "no_length": _("Say how many bytes follow (Content-Length)."),
    "media_type": _("Send the bytes as Content-Type: application/offset+octet-stream."),
    "unknown": _("This upload does not exist any more. Choose the file again; it is sent from the beginning."),
    "expired": _("This upload was begun too long ago. Choose the file again; it is sent from the beginning."),
    "offset": _("The server has %(received)s bytes of this file. Go on from there."),
    "finished": _("This file has been received already. Take it out of the entry if it is not wanted."),
    "too_long": _("More bytes came than the file has. Choose the file again and send it from the beginning."),
    "busy": _("This file is being looked at. Please try again in a few seconds."),
    "checksum": _("A piece of the file was damaged on the way, so it was not kept. It has to be sent again."),
    "too_many": _(
        "%(limit)s files that you began to send are not finished. "
        "Finish or give up one of them before you begin another."
    ),
    "no_place": _("Very many files are being sent at the moment. Yours goes on as soon as there is room."),
    "no_space": _(
        "There is no room left for the file. The fault is on our side; what has come is kept. "
        "Please try again in a few minutes."
    ),
}

_KINDS = {
    "pptx": _("a PowerPoint presentation (.pptx)"),
    "ppt": _("an older PowerPoint presentation (.ppt)"),
    "odp": _("an OpenDocument presentation (.odp)"),
    "pdf": _("a PDF (.pdf)"),
    "jpg": _("a JPG picture (.jpg)"),
    "png": _("a PNG picture (.png)"),
    "docx": _("a Word document (.docx)"),
    "doc": _("an older Word document (.doc)"),
    "odt": _("an OpenDocument text (.odt)"),
    "xlsx": _("an Excel workbook (.xlsx)"),
    "xls": _("an older Excel workbook (.xls)"),
    "ods": _("an OpenDocument spreadsheet (.ods)"),
    "csv": _("a CSV table (.csv)"),
    "json": _("a JSON file (.json)"),
    "xml": _("an XML file (.xml)"),
    "txt": _("a plain text (.txt)"),
    "ppsx": _("a PowerPoint slide show (.ppsx)"),
    "potx": _("a PowerPoint template (.potx)"),
    "dotx": _("a Word template (.dotx)"),
    "xltx": _("an Excel template (.xltx)"),
    "keynote": _("a Keynote or iWork document"),
    "zip": _("a compressed file (.zip)"),
    "archive": _("a compressed file"),
    "ole": _("an Office file of an unknown kind"),
    "exe": _("a program (.exe)"),
    "script": _("a program (script)"),
    "shortcut": _("a shortcut, not the file itself"),
    "html": _("a web page (.html)"),
    "svg": _("a drawing (.svg)"),
    "gif": _("a GIF picture (.gif)"),
    "bmp": _("a BMP picture (.bmp)"),
    "tiff": _("a TIFF picture (.tif)"),
    "webp": _("a WebP picture (.webp)"),
    "heic": _("a HEIC picture (.heic)"),
    "rtf": _("a rich text (.rtf)"),
    "video": _("a video"),
    "audio": _("a sound recording"),
    "postscript": _("a PostScript file (.ps)"),
    "drawing": _("a CAD drawing (.dwg)"),
    "unknown": _("a file of an unknown kind"),
}

_ACTIVE = {
    "javascript": _("a script (JavaScript)"),
    "launch": _("a command that starts another program"),
    "program": _("a program or another file that can run"),
    "calls": _("something that calls up another site as soon as it is opened"),
    "form": _("an interactive form (XFA), which most programs cannot show"),
    "entities": _("definitions of its own (XML entities)"),
}

# What to do with a file that is the right thing in the wrong form: where this kind is taken ("" for any), these words.
_HINTS = {
    "ppsx": ("pptx", _("In PowerPoint, choose “Save As” and the type .pptx.")),
    "potx": ("pptx", _("In PowerPoint, choose “Save As” and the type .pptx.")),
    "odp": ("pptx", _("In LibreOffice, choose “Save As” and the type .pptx, or export it as PDF.")),
    "keynote": ("pptx", _("In Keynote, export it as PowerPoint or PDF.")),
    "heic": (
        "jpg",
        _("On the telephone, set the format of pictures to “Most Compatible”, or turn the picture into a JPG first."),
    ),
    "tiff": ("jpg", _("In the scanner's settings, choose PDF or JPG.")),
    "shortcut": ("", _("A shortcut only points to the file: send the file that it points to.")),
    "zip": ("", _("Unpack it and send the file inside.")),
    "archive": ("", _("Unpack it and send the file inside.")),
}


def refusal_message(code: str, params: Mapping[str, Any]) -> str:
    """Return the message of a refusal in the active language, as plain text."""
    values: dict[str, Any] = dict(params)
    for key, words in (("seems", _KINDS), ("kind", _KINDS), ("other", _KINDS), ("what", _ACTIVE)):
        if key in values:
            values[key] = words.get(values[key], _KINDS["unknown"])
    if "accepted" in values:
        values["accepted"] = accepted_kinds(values["accepted"])
    if code == "too_many_pixels":
        values["limit"] = params["limit"] // 1_000_000
    elif "limit" in values:
        values["size"], values["limit"] = _size(params["size"], above=params["limit"]), _size(params["limit"])
    message = str(_MESSAGES[code]) % values
    taken, hint = _HINTS.get(params.get("seems", ""), ("", ""))
    return f"{message} {hint}" if hint and (not taken or taken in params["accepted"]) else message


def both_languages(code: str, params: Mapping[str, Any]) -> dict[str, str]:
    """Return the message as {"th", "en"}."""
    return in_both(lambda: refusal_message(code, params)).as_dict()


def upload_message(error: UploadRefused) -> str:
    """Return in the active language why an upload in pieces does not go on, and what to do."""
    return str(_UPLOADS[error.code]) % {key: f"{value:,}" if isinstance(value, int) else value
                                        for key, value in error.params.items()}  # fmt: skip


def accepted_kinds(types: Sequence[str]) -> str:
    """Return what may be sent, in words: "a PDF (.pdf) or a JPG picture (.jpg)"."""
    words = [str(_KINDS[kind]) for kind in types]
    if len(words) < 2:
        return "".join(words)
    return str(_("%(first)s or %(last)s")) % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _size(size: int, *, above: int | None = None) -> str:
    """Return a size in kB or MB (thousands); never the same words as for the limit that it is above."""
    for decimals in (1, 2, 3):
        text = _written(size, decimals)
        if above is None or size <= above or text != _written(above, decimals):
            return text
    return f"{size:,} B"


def _written(size: int, decimals: int) -> str:
    if size < 1000:
        return f"{size} B"
    unit, value = ("kB", size / 1000) if size < 1_000_000 else ("MB", size / 1_000_000)
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".") + f" {unit}"
