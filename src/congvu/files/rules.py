"""What a file is by its bytes, how its name is cleaned and where its bytes lie; the name is never trusted."""

import io
import re
import zipfile
from pathlib import PurePosixPath

import filetype

from congvu.base.text import nfc

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
XML = "application/xml"

PAPER_TYPES = frozenset({PDF, JPEG, PNG, WEBP, HEIC})
OFFICE_TYPES = frozenset({DOCX, XLSX, ODT})

EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    HEIC: (".heic", ".heif"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
    XML: (".xml",),
}
LABELS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIC", DOCX: "DOCX", XLSX: "XLSX", ODT: "ODT"}
MEGABYTE = 1024 * 1024
LARGEST_PAPER = 20 * MEGABYTE
LONGEST_NAME = 120

# Characters that a file system, a header or a reader's eye could be fooled by: controls, separators, bidi marks.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def media_type_of(content: bytes) -> str | None:
    """Return the media type that the bytes show, None when they are none of the types known here."""
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return PDF if b"%%EOF" in content[-4096:] or b"startxref" in content[-4096:] else None
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return XML
    kind = filetype.guess(content[:8192])
    if kind is None or kind.mime not in EXTENSIONS:
        return None
    return str(kind.mime) if _ends_well(content, str(kind.mime)) else None


def _ends_well(content: bytes, media_type: str) -> bool:
    """Tell whether a picture is whole enough to be one: a lone signature of eight bytes is not a picture."""
    match media_type:
        case "image/png":
            return content[12:16] == b"IHDR" and b"IEND" in content[-64:]
        case "image/jpeg":
            return b"\xff\xd9" in content[-65536:]
        case _:
            return len(content) > 32


def _office_type(content: bytes) -> str | None:
    """Return which office format a ZIP holds; macros and anything else are None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= 128:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return ODT if declared == ODT else None
            if "[Content_Types].xml" not in names:
                return None
            return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None


def clean_name(name: str, *, media_type: str) -> str:
    """Return a safe name in NFC without folders, with the extension that the bytes deserve."""
    last = re.split(r"[/\\]", name)[-1]
    plain = nfc(_UNSAFE.sub(" ", last)).strip(" .")
    path = PurePosixPath(plain or "tep")
    extensions = EXTENSIONS.get(media_type, ())
    stem = path.name
    if path.suffix.lower() in {known for group in EXTENSIONS.values() for known in group}:
        stem = path.stem
    suffix = path.suffix.lower() if path.suffix.lower() in extensions else next(iter(extensions), "")
    stem = stem[: LONGEST_NAME - len(suffix)].strip(" .") or "tep"
    return stem + suffix


def path_of(sha256: str) -> str:
    """Return where the bytes lie in the storage."""
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"
