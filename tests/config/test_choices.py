"""What people choose by variables: a wrong choice gets one sentence before anything starts."""

import pytest

from congvu.base import clock
from congvu.config import house


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "abc", "PORT phải là một số từ 1 đến 65534."),
        ("PORT", "65535", "PORT phải là một số từ 1 đến 65534."),
        ("CONGVU_CLOCK", "hôm qua", "CONGVU_CLOCK phải là now hoặc một thời điểm, ví dụ 2020-04-27T07:30."),
        ("CONGVU_WEB_WORKERS", "nhiều", "CONGVU_WEB_WORKERS phải là một số."),
        (
            "DATABASE_URL",
            "mysql://may/kho",
            "DATABASE_URL phải có dạng postgresql://tên:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu.",
        ),
    ],
)
def test_a_wrong_choice_is_told_in_one_sentence(name, value, sentence, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CONGVU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv(name, value)

    status = house.run()

    assert (status, capsys.readouterr().err) == (2, f"{sentence}\n")
    assert not (tmp_path / "data").exists()


def test_a_demonstration_begun_on_the_real_day_stays_on_it(settings, tmp_path):
    settings.CONGVU_CLOCK_FILE = tmp_path / "clock-offset"
    settings.CONGVU_CLOCK = "now"
    clock.set_demonstration_day()

    settings.CONGVU_CLOCK = "2020-04-27T07:30"
    clock.set_demonstration_day()

    kept = (tmp_path / "clock-offset").read_text()
    clock.offset.cache_clear()
    assert kept == "0.0"
