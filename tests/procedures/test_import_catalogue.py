import datetime as dt
import io
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from congvu.procedures import data, queries
from congvu.procedures.models import Procedure, ProcedureVersion, Wording

pytestmark = pytest.mark.django_db
KEPT = ("1.001193", "1.004884")
SHIPPED = Path(data.__file__).parent


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_catalogue", *args, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    """Two procedures of the shipped catalogue, to be changed."""
    unwanted = [f"{code}.yaml" for code in data.codes() if code not in KEPT]
    ignore = shutil.ignore_patterns("*.py", "__pycache__", *unwanted)
    shutil.copytree(SHIPPED, tmp_path / "data", ignore=ignore)
    words = data.words()
    words["procedures"] = [row for row in words["procedures"] if row["code"] in KEPT]
    words["life_events"] = words["ambiguous"] = []
    text = yaml.safe_dump(words, allow_unicode=True, sort_keys=False)
    (tmp_path / "data/words.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "data"


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_procedures_of_the_shipped_catalogue_are_published():
    out, _ = run()

    assert "36 mới" in out
    assert ProcedureVersion.objects.count() == Procedure.objects.count() == 36


def test_a_second_import_changes_nothing():
    run()

    out, _ = run()

    assert "Không có gì thay đổi (36 thủ tục)." in out
    assert (ProcedureVersion.objects.count(), Wording.objects.count()) == (36, 1)


def test_a_dry_run_shows_and_keeps_nothing():
    out, _ = run("--dry-run")

    assert "Sẽ công bố: 36 mới" in out
    assert not ProcedureVersion.objects.exists()


def test_a_changed_procedure_gets_a_new_version_from_its_day(folder):
    run(folder=folder)
    change(folder / "catalogue/1.001193.yaml", "le_phi_vnd: 0", "le_phi_vnd: 5000")

    out, _ = run(folder=folder, valid_from=dt.date(2021, 1, 1))

    assert "~ 1.001193 Đăng ký khai sinh: danh mục" in out
    assert queries.published("1.001193", dt.date(2020, 12, 31)).catalogue["le_phi_vnd"] == 0
    assert queries.published("1.001193", dt.date(2021, 1, 1)).catalogue["le_phi_vnd"] == 5000


def test_changes_of_one_day_follow_each_other_by_a_day(folder):
    run(folder=folder)
    file = folder / "catalogue/1.001193.yaml"

    for before, after in (("0", "5000"), ("5000", "6000"), ("6000", "7000")):
        change(file, f"le_phi_vnd: {before}", f"le_phi_vnd: {after}")
        _, err = run(folder=folder)
        assert err == ""

    days = ProcedureVersion.objects.filter(procedure__code="1.001193").order_by("number")
    starts = list(days.values_list("valid_from", flat=True))
    assert [(later - earlier).days for earlier, later in pairwise(starts[1:])] == [1, 1]


def test_new_words_alone_make_no_new_version(folder):
    run(folder=folder)
    change(folder / "words.yaml", "khai sinh lần đầu", "khai sinh lần thứ nhất")

    out, _ = run(folder=folder)

    assert "~ từ ngữ để tìm" in out
    assert ProcedureVersion.objects.count() == 2


def test_a_new_version_before_the_one_in_force_is_refused_as_a_whole(folder):
    run(folder=folder)
    change(folder / "catalogue/1.001193.yaml", "le_phi_vnd: 0", "le_phi_vnd: 5000")

    _, err = run(folder=folder, valid_from=dt.date(2020, 1, 1))

    assert "Chưa nạp gì" in err
    assert ProcedureVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "reason"),
    [
        ("catalogue/1.001193.yaml", "ten: Đăng ký khai sinh", "ten: [Đăng ký", 0, "Không đọc được YAML"),
        ("catalogue/1.001193.yaml", "le_phi_vnd: 0", "le_phi_vnd: -1", 1, "số đồng nguyên"),
        ("catalogue/1.001193.yaml", "don_vi: trong_ngay", "don_vi: tuan", 1, "Thời hạn phải có đơn vị"),
        ("processes/1.004884.yaml", "examine: 26", "examine: 27", 1, "cộng lại là 41, thời hạn là 40"),
        ("results/1.004884.yaml", "layout: civil_certificate", "layout: nowhere", 1, "Không có bố cục"),
        ("forms/1.004884.yaml", "is_official == true", "is_official ===", 1, "Biểu mẫu không dùng được"),
        ("processes/1.004884.yaml", "hours: {receive: 2", "hours: [1]\nx: {receive: 2", 0, "processes/1.004884.yaml:"),
        ("results/1.004884.yaml", "layout: civil_certificate", "layout: [1]", 0, "Tệp không đúng cấu trúc"),
        ("words.yaml", "code: '1.001193'", "code: '9.999999'", 1, "Không có thủ tục 9.999999"),
    ],
)
def test_a_bad_file_is_named_with_line_and_reason_and_nothing_is_taken_in(folder, file, old, new, line, reason):
    path = folder / file
    expected = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if old in text)
    change(path, old, new)

    _, err = run(folder=folder)

    assert f"{file}:" in err and reason in err and "chưa nạp gì" in err
    assert not line or file.startswith("forms/") or f"{file}:{expected}:" in err
    assert not Procedure.objects.exists() and not Wording.objects.exists()


def test_a_missing_file_is_named(folder):
    (folder / "processes/1.001193.yaml").unlink()

    _, err = run(folder=folder)

    assert "processes/1.001193.yaml:0: Thiếu tệp này." in err


def test_an_empty_folder_is_refused(tmp_path):
    _, err = run(folder=tmp_path)

    assert "không có tệp .yaml nào" in err
