"""Statutory slips: the number of a form follows the regime, and bad data get one sentence."""

import json
from pathlib import Path

import pytest

from congvu.dossiers.rules.papers.forms import FORMS, read_form
from congvu.dossiers.rules.papers.reading import BadData
from congvu.dossiers.rules.papers.slips import form_number
from congvu.procedures.terms import Regime

SAMPLES = Path(__file__).parent / "samples"


def _sample(key, **changes):
    return json.loads((SAMPLES / f"{key}.json").read_text()) | changes


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("receipt", "01", "01"),
        ("supplement_slip", "02", "02"),
        ("refusal_slip", "03", "03"),
        ("apology", "04", "04"),
        ("stop_notice", "", "05"),
        ("control_sheet", "05", "06"),
        ("tracking_book", "06", "07"),
    ],
)
def test_each_regime_numbers_the_form_its_own_way(key, old, new):
    assert form_number(key, regime=Regime.THREE_TIER) == (old and f"Mẫu số {old} (Thông tư số 01/2018/TT-VPCP)")
    assert form_number(key, regime=Regime.TWO_TIER) == f"Mẫu số {new} (Thông tư số 03/2025/TT-VPCP)"


@pytest.mark.parametrize("key", FORMS)
def test_every_form_has_a_sample_that_reads(key):
    assert read_form(key, _sample(key)).printed()


def test_times_are_written_in_words_of_the_form():
    printed = read_form("receipt", _sample("receipt")).printed()

    assert printed["received"] == "08 giờ 15 phút, ngày 27 tháng 4 năm 2020"
    assert printed["due"] == "17 giờ 00 phút, ngày 21 tháng 5 năm 2020"
    assert printed["dated"] == "Bình Đại, ngày 27 tháng 4 năm 2020"


def test_a_fee_that_the_council_sets_is_never_called_free():
    charges = [{"label": "Lệ phí", "amount_vnd": None, "state": "chưa nộp"}]

    printed = read_form("receipt", _sample("receipt", charges=charges)).printed()

    assert printed["charges"] == ["Lệ phí: theo nghị quyết của HĐND tỉnh (chưa nộp)"]


def test_the_apology_is_named_as_its_regime_names_it():
    assert read_form("apology", _sample("apology")).printed()["title"].startswith("PHIẾU XIN LỖI")
    assert read_form("apology", _sample("apology", regime="2025")).printed()["title"] == "VĂN BẢN XIN LỖI"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"regime": "2019"}, "Mục “regime” chỉ nhận: 2020, 2025."),
        ({"unknown": 1}, "Biểu mẫu không có mục “unknown”."),
        ({"owner": {"name": 5}}, "Mục “owner.name” phải là chữ."),
        ({"papers": "Đơn"}, "Mục “papers” phải là một danh sách."),
        ({"papers": [{"originals": 1}]}, "Thiếu mục “papers[0].name”."),
        ({"sets": True}, "Mục “sets” phải là số nguyên."),
        ({"received_at": "hôm qua"}, "Mục “received_at” không phải là một thời điểm (ví dụ đúng: 2020-04-27T15:30)."),
        ({"dated": "27/04/2020"}, "Mục “dated” không phải là một ngày (ví dụ đúng: 2020-04-27)."),
        ({"head": None}, "Mục “head” phải là một nhóm dữ liệu."),
    ],
)
def test_bad_data_get_one_sentence(changes, sentence):
    with pytest.raises(BadData, match=r".") as refusal:
        read_form("receipt", _sample("receipt", **changes))

    assert refusal.value.sentence == sentence


@pytest.mark.parametrize("data", [None, [], "chữ", 3])
def test_data_that_are_no_group_are_refused(data):
    with pytest.raises(BadData):
        read_form("receipt", data)
