"""The files that pages load (styles, scripts, the mark): whether they were built before the doors open."""

from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Tags, Warning, register

NEEDED = ("mark.svg", "theme.css", "page.js", "desk.css", "desk.js")  # the frames of all pages name these
NOT_BUILT = (
    "Chưa dựng các tệp mà trang cần (kiểu chữ, hình, kịch bản), nên không trang nào mở được. "
    "Hãy chạy “make pages” ở thư mục mã nguồn rồi chạy lại; “make run” tự làm việc này."
)


def missing_files() -> list[str]:
    """Return the files that are named and not there; nothing where pages are shown without them, as in tests."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return []
    return [name for name in NEEDED if finders.find(name) is None]


@register(Tags.staticfiles)
def pages_are_built(**_: Any) -> list[CheckMessage]:
    """Tell `congvu check` and Django's own commands; `congvu prepare`, and so `congvu run`, refuse."""
    missing = missing_files()
    return [Warning(NOT_BUILT, hint=f"Thiếu: {', '.join(missing)}", id="congvu.W001")] if missing else []
