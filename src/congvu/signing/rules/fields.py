"""The two empty signature fields that a document gets before anybody signs.

Standard: ISO 32000-2 12.7.5.5 (signature fields, field lock); the agency's field locks everything when it is signed.
"""

from io import BytesIO

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, append_signature_field

from congvu.signing.refusals import NotSignable
from congvu.signing.rules.boxes import Box, check_box
from congvu.signing.terms import Field

# Parts of a PDF that act by themselves; a paper of an authority does nothing.
_ACTIVE = ("/OpenAction", "/AA")


def with_fields(content: bytes, *, signer_box: Box, seal_box: Box) -> bytes:
    """Return the document in one clean revision with both empty fields. Raises NotSignable, BoxOutsidePage."""
    clean, sizes = _rewritten(content)
    signer_page = check_box(signer_box, sizes=sizes)
    seal_page = check_box(seal_box, sizes=sizes)

    writer = IncrementalPdfFileWriter(BytesIO(clean), strict=False)
    append_signature_field(
        writer,
        SigFieldSpec(
            Field.LEADER.value,
            on_page=signer_page,
            box=signer_box.corners,
            readable_field_name=Field.LEADER.label,
        ),
    )
    append_signature_field(
        writer,
        SigFieldSpec(
            Field.AGENCY.value,
            on_page=seal_page,
            box=seal_box.corners,
            readable_field_name=Field.AGENCY.label,
            field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL),
            doc_mdp_update_value=MDPPerm.NO_CHANGES,
        ),
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _rewritten(content: bytes) -> tuple[bytes, list[tuple[float, float]]]:
    """Return the file as one revision without forms or actions, and its page sizes. Raises NotSignable."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            form = pdf.Root.get("/AcroForm")
            if form is not None and int(form.get("/SigFlags", 0)) & 1:
                raise NotSignable
            for name in (*_ACTIVE, "/AcroForm"):
                if name in pdf.Root:
                    del pdf.Root[name]
            names = pdf.Root.get("/Names")
            if names is not None and "/JavaScript" in names:
                del names["/JavaScript"]
            sizes = [_size(page) for page in pdf.pages]
            out = BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        raise NotSignable from error
    if not sizes:
        raise NotSignable
    return out.getvalue(), sizes


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return (right - left, top - bottom)
