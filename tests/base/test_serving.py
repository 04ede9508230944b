import io
from dataclasses import dataclass

import pytest

from congvu.base.serving import download, filename_parameters, preview


@dataclass
class Paper:
    name: str = "Giấy chứng sinh.pdf"
    media_type: str = "application/pdf"

    def open(self):
        return io.BytesIO(b"abc")


def test_a_download_keeps_its_vietnamese_name():
    response = download(Paper())

    assert response["Content-Disposition"] == (
        "attachment; filename=\"Giay chung sinh.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"
    )
    assert b"".join(response) == b"abc"


@pytest.mark.parametrize("answer", [download, preview])
def test_browsers_may_not_guess_the_type(answer):
    assert answer(Paper())["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("response", [download(Paper()), preview(Paper(media_type="image/png"))])
def test_what_is_handed_out_runs_nothing(response):
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_pdf_is_shown_in_the_page():
    assert preview(Paper())["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xml"])
def test_what_could_run_is_never_shown_in_the_page(media_type):
    assert preview(Paper(media_type=media_type))["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nX: y", "a\\b", "50%.pdf", "文件.pdf"])
def test_no_name_breaks_out_of_its_header(name):
    plain = filename_parameters(name).split('"')[1]

    assert plain.isascii()
    assert not set(plain) & set('"\\;%\r\n')
    assert filename_parameters(name).count('"') == 2
