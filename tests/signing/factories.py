"""Papers on their way through signing, their signer and their clerk, for tests."""

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO

import factory
import pikepdf

from congvu.accounts.queries import acting_as
from congvu.accounts.terms import Role
from congvu.audit.rules import Ref
from congvu.files.actions import store_file
from congvu.signing import actions, jobs
from congvu.signing.models import SignableDocument
from congvu.signing.rules.boxes import Box
from congvu.signing.terms import Method
from tests.accounts.factories import AppointmentFactory
from tests.org.factories import AgencyFactory, PostFactory

NOW = datetime(2020, 4, 27, 3, tzinfo=UTC)
TODAY = date(2020, 4, 27)
SIGNER_BOX = Box(page=-1, left=300, bottom=200, width=180, height=60)
SEAL_BOX = Box(page=1, left=60, bottom=700, width=480, height=30)
STAMP_BOX = Box(page=1, left=240, bottom=190, width=90, height=90)
CLERK = Ref("user", "1", "Nguyễn Văn Thảo")


@cache
def paper(pages: int = 1) -> bytes:
    """Return a small PDF of A4 pages."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
            font = pdf.make_indirect(
                {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}
            )
            page = pdf.pages[number]
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(f"BT /F1 20 Tf 100 600 Td (Trang {number + 1}) Tj ET".encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def committee(key: str = "bd20-ubnd"):
    return AgencyFactory(key=key, name="Ủy ban nhân dân huyện Bình Đại")


def leader(agency=None):
    """Return the officer who signs for the committee."""
    agency = agency or committee()
    post = PostFactory(key=f"{agency.key}/chu-tich", agency=agency, title="Chủ tịch")
    appointment = AppointmentFactory(post=post, roles=[Role.LEADER, Role.SIGNER])
    return acting_as(appointment.user, TODAY)[0]


def clerk(agency=None):
    """Return the records clerk of the committee."""
    agency = agency or committee()
    post = PostFactory(key=f"{agency.key}/van-thu", agency=agency, title="Văn thư")
    appointment = AppointmentFactory(post=post, roles=[Role.RECORDS_CLERK])
    return acting_as(appointment.user, TODAY)[0]


def specialist(agency=None):
    """Return a specialist of the committee, who opens papers from their dossiers only."""
    agency = agency or committee()
    post = PostFactory(key=f"{agency.key}/chuyen-vien", agency=agency, title="Chuyên viên")
    appointment = AppointmentFactory(post=post, roles=[Role.SPECIALIST])
    return acting_as(appointment.user, TODAY)[0]


class SignableDocumentFactory(factory.django.DjangoModelFactory):
    """A prepared document; `signed` and `sealed` take it further by the real actions and jobs."""

    class Meta:
        model = SignableDocument

    class Params:
        pages = 1
        stamp_box = None

    @classmethod
    def _create(cls, model_class, *args, pages=1, stamp_box=None, agency=None, **kwargs):
        agency = agency or committee()
        pdf = store_file(content=paper(pages), name="ket-qua.pdf", by=CLERK, now=NOW)
        return actions.prepare(
            pdf=pdf,
            subject=Ref("sample", "77", "Mẫu 77"),
            title="Giấy chứng nhận",
            signer_box=SIGNER_BOX,
            seal_box=SEAL_BOX,
            stamp_box=stamp_box,
            signer_posts=[f"{agency.key}/chu-tich"],
            seal_agency_key=agency.key,
            seal_place="Bình Đại",
            now=NOW,
            **kwargs,
        )


def approved(officer=None, **kwargs):
    """Return a document that the leader approved; its job has not run."""
    document = SignableDocumentFactory(**kwargs)
    actions.approve(
        document_id=document.pk,
        digest=document.file.sha256,
        officer=officer or leader(),
        method=Method.PASSWORD,
        now=NOW,
    )
    return document


def signed(**kwargs):
    """Return a document with the leader's signature."""
    document = approved(**kwargs)
    jobs.sign(document_id=document.pk)
    return reread(document)


def sealed(number="12/QĐ-UBND", **kwargs):
    """Return a finished document."""
    document = signed(**kwargs)
    actions.seal(
        document_id=document.pk,
        agency_id=committee().pk,
        officer=clerk(),
        number=number,
        dated=TODAY,
        now=NOW,
    )
    jobs.seal(document_id=document.pk)
    return reread(document)


def reread(document):
    return SignableDocument.objects.select_related("file", "agency").get(pk=document.pk)
