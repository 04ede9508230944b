"""Files that arrive with a page: each is looked at alone, so a bad one does not take the good ones along."""

from collections.abc import Callable
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from congvu.base.refusals import Refusal

Failures = list[tuple[str, str]]  # name of the file, sentence
NOTHING_CHOSEN = "Bạn chưa chọn tệp nào. Hãy chọn ảnh hoặc tệp rồi gửi."


def take_uploads(request: HttpRequest, give: Callable[[BinaryIO, str], None]) -> Failures:
    """Give each uploaded file, by its content and its name; return the names of those refused and why."""
    uploads = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    failures: Failures = [] if uploads else [("", NOTHING_CHOSEN)]
    for upload in uploads:
        name = upload.name or "tệp"
        try:
            give(cast(BinaryIO, upload.file), name)  # what Django keeps there is a binary file
        except Refusal as refusal:
            failures.append((name, refusal.sentence))
    return failures
