"""Electronic copies that are certified (chứng thực): the sheet with the words becomes their last page.

The sheet names the pages and the SHA-256 of the copy, so neither can be swapped before the first signature; then
the signatures cover the whole file. What an upload would do by itself (scripts, forms) is left behind.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from congvu.base.refusals import Refusal
from congvu.dossiers.rules.papers.forms import Printed, certification_pdf
from congvu.dossiers.rules.papers.results import ResultPaper
from congvu.signing.rules.boxes import Box

_A4 = (595.28, 841.89)
_EDGE = 28.0
_MOST_PAGES = 500
_MOST_PIXELS = 60_000_000


class NotACopy(Refusal):
    """The uploaded file cannot become an electronic copy."""

    code = "not_a_copy"
    sentence = "Tệp không đọc được như một bản sao: cần tệp PDF không đặt mật khẩu hoặc ảnh JPEG, PNG."


def as_pdf(content: bytes) -> bytes:
    """Return the pages of a PDF, or of an image on an A4 page, as a plain PDF. Raises NotACopy."""
    try:
        return _plain(content) if content.startswith(b"%PDF") else _image_page(content)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        UnidentifiedImageError,
        OSError,
        ValueError,
        TypeError,
        RecursionError,
    ) as error:
        raise NotACopy from error
    except Image.DecompressionBombError as error:
        raise NotACopy("Ảnh quá lớn, hãy chụp hoặc quét ở độ phân giải thấp hơn.") from error


def joined(copies: Sequence[bytes]) -> bytes:
    """Return several copies (as `as_pdf` gave them) as the pages of one. Raises NotACopy."""
    if len(copies) == 1:
        return copies[0]
    with pikepdf.new() as whole, ExitStack() as opened:
        for copy in copies:
            whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(copy))).pages)
        if len(whole.pages) > _MOST_PAGES:
            raise NotACopy(f"Bản sao phải có từ 1 đến {_MOST_PAGES} trang.")
        return _saved(whole)


def with_sheet(copy: bytes, *, name: str, paper: ResultPaper, at: datetime) -> Printed:
    """Return the copy (as `as_pdf` gave it) with its certification as last page, unsigned. Raises NotACopy."""
    pages, digest = pages_of(copy), sha256(copy).hexdigest()
    bound = {"name": name, "pages": f"{pages:02d}", "digest": digest}
    sheet = certification_pdf(paper.of_pages(pages), bound=bound, at=at)
    with pikepdf.open(BytesIO(copy)) as first, pikepdf.open(BytesIO(sheet.content)) as second, pikepdf.new() as whole:
        whole.pages.extend(first.pages)
        whole.pages.extend(second.pages)
        stamp = at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        whole.docinfo["/Title"], whole.docinfo["/CreationDate"] = f"{paper.title.capitalize()}: {name}", stamp
        whole.Root.Lang = pikepdf.String("vi-VN")
        content = _saved(whole)
    return Printed(
        content=content,
        pages=pages + sheet.pages,
        signer=_moved(sheet.signer, by=pages),
        seal=_moved(sheet.seal, by=pages),
        stamp=_moved(sheet.stamp, by=pages),
    )


def _moved(box: Box | None, *, by: int) -> Box | None:
    return replace(box, page=box.page + by) if box else None


def pages_of(content: bytes) -> int:
    """Return how many pages a copy has. Raises NotACopy."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError as error:
        raise NotACopy from error


def _plain(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf, pikepdf.new() as plain:
        if not 0 < len(pdf.pages) <= _MOST_PAGES:
            raise NotACopy(f"Bản sao phải có từ 1 đến {_MOST_PAGES} trang.")
        pdf.flatten_annotations()
        plain.pages.extend(pdf.pages)
        for page in plain.pages:
            for key in ("/AA", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        return _saved(plain)


def _image_page(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise Image.DecompressionBombError
        image = ImageOps.exif_transpose(opened)
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.convert("RGBA").getchannel("A"))
    single = BytesIO()
    epoch = datetime.fromtimestamp(0, tz=UTC).timetuple()
    flat.save(single, "PDF", resolution=150, quality=90, creationDate=epoch, modDate=epoch)
    with pikepdf.open(single) as picture, pikepdf.new() as plain:
        wide, high = _A4 if flat.height >= flat.width else _A4[::-1]
        plain.add_blank_page(page_size=(wide, high))
        room = pikepdf.Rectangle(_EDGE, _EDGE, wide - _EDGE, high - _EDGE)
        plain.pages[0].add_overlay(picture.pages[0], room)
        return _saved(plain)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
