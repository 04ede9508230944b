import pytest
from django.core.management import call_command

from congvu.notify.models import MessageTemplate

pytestmark = pytest.mark.django_db


def test_the_shipped_words_are_imported_once(capsys):
    call_command("import_templates")
    call_command("import_templates")

    assert MessageTemplate.objects.count() == 15
    assert "15 mẫu, 0 mẫu có phiên bản mới" in capsys.readouterr().out


def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, capsys):
    file = tmp_path / "mau.yaml"
    file.write_text("templates: [{key: a, names: [], subject: 'A', text: 'Của {ai}.'}]")

    with pytest.raises(SystemExit) as left:
        call_command("import_templates", str(file))

    assert left.value.code == 1
    assert "ai" in capsys.readouterr().err


def test_a_missing_file_is_wrong_usage(tmp_path):
    with pytest.raises(SystemExit) as left:
        call_command("import_templates", str(tmp_path / "khong-co.yaml"))

    assert left.value.code == 2
