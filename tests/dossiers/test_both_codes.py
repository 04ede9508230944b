import pytest

from congvu.notify.models import Mail
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted

pytestmark = pytest.mark.django_db
MORNING = at("2026-11-25T08:00")
CODE = "1.001193"


@pytest.mark.parametrize("template", ["dossier_submitted", "dossier_accepted"])
def test_both_codes_of_the_tracking_page_stand_in_the_mail(template):
    dossier = accepted(CODE, now=MORNING)

    mail = Mail.objects.get(template__key=template)

    dossier.refresh_from_db()
    assert dossier.secret in mail.text


def test_both_codes_of_the_tracking_page_stand_on_the_receipt():
    dossier = accepted(CODE, now=MORNING)
    dossier.refresh_from_db()

    content = dossier.letters.get(kind="receipt").content

    assert [content["code"], content["secret"]] == [dossier.code, dossier.secret]
