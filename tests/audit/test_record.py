from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from congvu.audit import actions, queries
from congvu.audit.models import Block, BlockEntry, Head, Line
from congvu.audit.rules import START, SYSTEM, Ref

AT = datetime(2020, 4, 27, 1, 0, tzinfo=UTC)
DOSSIER = Ref("dossier", "12", "H07.90-200427-0012")
OFFICER = Ref("user", "7", "Võ Thị Mô Phỏng")

pytestmark = pytest.mark.django_db


def write(verb="dossier.accept", subject=DOSSIER, **details):
    actions.record(verb, subject=subject, actor=OFFICER, at=AT, details=details)


def overwrite(sql):
    """Change what the database refuses to change, as somebody with full rights could."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_lines_of_a_subject_form_a_chain_from_one():
    write("dossier.submit")
    write("dossier.accept")

    first, second = queries.lines_of(DOSSIER)

    assert (first.number, second.number) == (1, 2)
    assert first.previous_hash == START
    assert second.previous_hash == first.hash


def test_each_subject_has_a_chain_of_its_own():
    write()
    write(subject=Ref("dossier", "13", "khác"))

    assert list(Line.objects.values_list("number", flat=True)) == [1, 1]


def test_a_rollback_takes_the_line_along():
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    write()

    assert queries.lines_of(DOSSIER).get().number == 1
    assert queries.problems() == []


def test_what_was_written_adds_up_again_after_reading():
    write(amount=Decimal("1.50"), share=0.1, when=AT, names=("Đặng", "Ơ"), nothing=None, deep={"a": [1, {"b": True}]})

    assert queries.problems() == []


@pytest.mark.parametrize("text", ['a "b" \\ c', "dòng\nmới\ttab", "%s %(x)s $1 ||", "🙂 \u2028 ﷽", "", "\x01\x7f"])
def test_any_text_adds_up_again_in_the_first_line_and_in_the_next(text):
    for _ in range(2):
        write(subject=Ref("dossier", "12", text), note=text, **{text or "key": text})

    assert [line.details["note"] for line in queries.lines_of(DOSSIER)] == [text, text]
    assert queries.problems() == []


def test_a_line_is_written_by_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        write()


@pytest.mark.parametrize("model", [Line, Block, BlockEntry])
def test_the_database_refuses_to_delete(model):
    write()
    actions.seal(now=AT)

    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(("model", "field"), [(Line, "verb"), (Block, "hash"), (BlockEntry, "hash")])
def test_the_database_refuses_to_change(model, field):
    write()
    actions.seal(now=AT)

    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        model.objects.update(**{field: "khác"})


@pytest.mark.parametrize("column", ["verb", "actor_name", "subject_name", "details", "at", "previous_hash", "hash"])
def test_a_line_changed_behind_our_back_is_found(column):
    write(note="thật")
    value = {"details": """'{"note": "giả"}'""", "at": "at + interval '1 second'"}.get(column, "'giả'")

    overwrite(f"UPDATE audit_line SET {column} = {value}")

    assert queries.problems()


def test_a_line_cut_from_the_end_is_found():
    write()
    write()
    overwrite("DELETE FROM audit_line WHERE number = 2")

    assert "đầu chuỗi" in queries.problems()[0]


def test_a_whole_chain_taken_away_after_sealing_is_found():
    write()
    actions.seal(now=AT)
    overwrite("DELETE FROM audit_line; DELETE FROM audit_head")

    assert queries.problems() == ["Khối nhật ký 1: dossier 12 không khớp với các dòng."]


def test_a_chain_rewritten_with_good_hashes_is_found_by_its_block():
    write(note="thật")
    actions.seal(now=AT)
    overwrite("DELETE FROM audit_line; DELETE FROM audit_head")
    write(note="giả")

    assert queries.problems() == ["Khối nhật ký 1: dossier 12 không khớp với các dòng."]


def test_a_block_taken_away_is_found():
    write()
    actions.seal(now=AT)
    write()
    actions.seal(now=AT)
    overwrite("DELETE FROM audit_blockentry WHERE block_id = (SELECT id FROM audit_block WHERE number = 1)")
    overwrite("DELETE FROM audit_block WHERE number = 1")

    assert "Thiếu khối nhật ký 1." in queries.problems()


def test_a_block_seals_every_subject_written_since_the_one_before():
    write()
    actions.seal(now=AT)
    write()
    write(subject=Ref("charge", "1", "Lệ phí"))

    block = actions.seal(now=AT)

    assert block.number == 2
    assert list(block.entries.order_by("subject_kind").values_list("subject_kind", "number")) == [
        ("charge", 1),
        ("dossier", 2),
    ]
    assert queries.problems() == []


def test_nothing_new_makes_no_block():
    write()
    actions.seal(now=AT)

    assert actions.seal(now=AT) is None
    assert Head.objects.get().sealed_number == 1


def test_a_very_long_name_is_cut_and_still_adds_up():
    write(subject=Ref("dossier", "14", "Hồ sơ " * 100))

    assert len(Line.objects.get().subject_name) == 300
    assert queries.problems() == []


def test_the_trail_of_an_actor_is_found():
    write()

    assert queries.lines_by(OFFICER).get().subject == DOSSIER
    assert not queries.lines_by(SYSTEM).exists()
