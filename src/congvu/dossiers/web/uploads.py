"""Files that arrive with a page: each is looked at alone, so a bad one does not take the good ones along."""

from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.dossiers.actions.papers import give_upload
from congvu.dossiers.models import Dossier
from congvu.dossiers.web.own import user_of

Failures = list[tuple[str, str]]  # name of the file, sentence
NOTHING_CHOSEN = "Bạn chưa chọn tệp nào. Hãy chọn ảnh hoặc tệp rồi gửi."


def take_uploads(request: HttpRequest, dossier: Dossier, paper_key: str) -> Failures:
    """Give each uploaded file to the paper; return the names of those refused and why."""
    uploads = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    failures: Failures = [] if uploads else [("", NOTHING_CHOSEN)]
    for upload in uploads:
        name = upload.name or "tệp"
        try:
            give_upload(
                dossier_id=dossier.pk,
                paper_key=paper_key,
                content=cast(BinaryIO, upload.file),  # what Django keeps there is a binary file
                name=name,
                by=user_of(request).ref,
                now=clock.now(),
            )
        except Refusal as refusal:
            failures.append((name, refusal.sentence))
    return failures
