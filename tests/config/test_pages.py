"""The files that pages load were built, or whoever wants to open the doors is told the command that builds them."""

import pytest
from django.conf import settings as given
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import CommandError

from congvu.config.pages import NEEDED

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def real_service(settings, tmp_path):
    """A house whose pages demand their files, and the folder in which these are looked for."""
    settings.STORAGES = {**given.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    settings.STATICFILES_DIRS = [tmp_path]
    return tmp_path


def warnings():
    return [found.id for found in run_checks() if found.id == "congvu.W001"]


def test_preparing_refuses_where_the_pages_were_not_built(real_service):
    with pytest.raises(CommandError, match="make pages"):
        call_command("prepare")


def test_the_check_names_what_is_missing(real_service):
    (real_service / "mark.svg").write_text("<svg/>")

    found = next(one for one in run_checks() if one.id == "congvu.W001")

    assert "make pages" in found.msg
    assert "theme.css" in found.hint and "mark.svg" not in found.hint


def test_built_pages_are_no_matter(real_service):
    for name in NEEDED:
        (real_service / name).write_text("")

    assert warnings() == []


def test_a_house_whose_pages_do_without_files_is_not_warned(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]

    assert warnings() == []
