"""Puts signatures into PDF files, with a time stamp and long-term evidence where the services answer.

Standard: PAdES, ETSI EN 319 142-1 (levels B-B, B-T, B-LT). pyHanko does the mathematics; the keys are `systems/keys`.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import add_validation_info
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from congvu.signing.rules.orders import Services, Signed, SigningOrder
from congvu.signing.terms import Level

log = logging.getLogger(__name__)

# Reserved in the file for one signature (hex digits); saves signing twice only to learn the size.
RESERVED = 16 * 1024
RESERVED_WITH_TIME = 40 * 1024
TIMEOUT_SECONDS = 8


def sign(order: SigningOrder, *, signer: Signer, services: Services) -> Signed:
    """Return the file with one more signature; without an answer from the time stamp authority at level B-B."""
    if services.tsa_url:
        try:
            stamper = HTTPTimeStamper(services.tsa_url, timeout=TIMEOUT_SECONDS)
            return Signed(asyncio.run(_sign(order, signer, stamper)), Level.TIME)
        except (TimestampRequestError, OSError, ValueError) as error:
            log.warning("signing.no_time_stamp", extra={"reason": type(error).__name__})
    return Signed(asyncio.run(_sign(order, signer, None)), Level.BASIC)


async def _sign(order: SigningOrder, signer: Signer, stamper: HTTPTimeStamper | None) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(order.content), strict=False)
    metadata = PdfSignatureMetadata(
        field_name=order.field,
        md_algorithm="sha256",
        name=order.signer_name,
        reason=order.reason or None,
        location=order.place or None,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    style = StaticStampStyle(
        background=_Page(order.appearance),
        border_width=0,
        background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins()),
    )
    pdf_signer = PdfSigner(metadata, signer=signer, timestamper=stamper, stamp_style=style)
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = order.at
    to_sign = session.prepare_tbs_document(
        validation_info=None, bytes_reserved=RESERVED_WITH_TIME if stamper else RESERVED
    )
    digest, out = to_sign.digest_tbs_document(output=BytesIO())
    finished = await to_sign.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=order.at),
    )
    await finished.post_signature_processing(out)
    out.seek(0)
    return bytes(out.read())


class _Page(RawContent):
    """The first page of a small PDF as a picture inside a widget."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(b"")
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=0)
        self.resources.xobject["/Hinh"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Hinh Do"


def with_evidence(signed: Signed, *, fields: Sequence[str], services: Services, at: datetime) -> Signed:
    """Return the file with certificates and revocation answers of the named signatures, at level B-LT.

    Needs a time stamp in the file and answers from the authorities; without them the file comes back as it was.
    """
    if signed.level is not Level.TIME or not services.roots:
        return signed
    content = signed.content
    try:
        for field in fields:
            reader = PdfFileReader(BytesIO(content), strict=False)
            signature = next(s for s in reader.embedded_regular_signatures if s.field_name == field)
            context = ValidationContext(
                trust_roots=list(services.roots),
                allow_fetching=True,
                revocation_mode="hard-fail",
                moment=at,
                other_certs=list(signature.other_embedded_certs),
                fetcher_backend=RequestsFetcherBackend(per_request_timeout=TIMEOUT_SECONDS),
            )
            out = BytesIO()
            add_validation_info(signature, context, output=out)
            content = out.getvalue()
    except (ValidationError, SigningError, OSError, ValueError, StopIteration) as error:
        log.info("signing.no_evidence", extra={"reason": type(error).__name__})
        return signed
    return Signed(content, Level.LONG_TERM)
