"""Bytes of real small files, made in memory, and uploads as situations."""

import io
import zipfile
from datetime import UTC, datetime

from PIL import Image

from congvu.audit.rules import Ref
from congvu.files import actions

MONDAY_9AM = datetime(2020, 4, 27, 2, 0, tzinfo=UTC)
CITIZEN = Ref("user", "5", "Nguyễn Thị Mẫu")


def pdf_bytes(text="Mẫu"):
    body = f"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    return body.encode()


def picture_bytes(kind="PNG", colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, kind)
    return out.getvalue()


def zip_bytes(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # no time of day: names of tests stay equal
    return out.getvalue()


def docx_bytes(**more):
    return zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>", **more})


def store(content=None, name="Giấy chứng sinh.pdf", by=CITIZEN, now=MONDAY_9AM, **more):
    return actions.store_file(content=pdf_bytes() if content is None else content, name=name, by=by, now=now, **more)
