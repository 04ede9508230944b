import os
import subprocess
import sys

import pytest

ASK = """
import django, json
django.setup()
from django.test import Client
client = Client()
print(json.dumps([
    client.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code,
    client.get("/check/", headers={"host": "dichvucong.example"}).headers.get("Location"),
]))
"""


def real_service(**given):
    keep = {name: value for name, value in os.environ.items() if not name.startswith("CONGVU_")}
    environment = {**keep, "DJANGO_SETTINGS_MODULE": "congvu.config.settings.prod", **given}
    return subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60)


def test_real_service_answers_watchers_on_this_machine_and_sends_all_others_to_https(tmp_path):
    done = real_service(CONGVU_SECRET_KEY="k" * 60, CONGVU_HOSTS="dichvucong.example", CONGVU_DATA=str(tmp_path))

    assert done.stdout.strip() == '[200, "https://dichvucong.example/check/"]', done.stderr


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"CONGVU_HOSTS": "dichvucong.example"}, "CONGVU_SECRET_KEY"),
        ({"CONGVU_SECRET_KEY": "k" * 60}, "CONGVU_HOSTS"),
        ({"CONGVU_SECRET_KEY": "k" * 49, "CONGVU_HOSTS": "a.example"}, "CONGVU_SECRET_KEY"),
        (
            {"CONGVU_SECRET_KEY": "k" * 60, "CONGVU_HOSTS": "a.example", "CONGVU_CLOCK": "2020-04-27T07:30"},
            "CONGVU_CLOCK",
        ),
    ],
)
def test_real_service_is_refused_without_what_it_needs_or_with_a_clock_of_its_own(given, named, tmp_path):
    done = real_service(CONGVU_DATA=str(tmp_path), **given)

    assert done.returncode != 0
    assert named in done.stderr


def test_a_command_says_which_setting_is_missing(tmp_path):
    keep = {name: value for name, value in os.environ.items() if not name.startswith("CONGVU_")}
    environment = {**keep, "DJANGO_SETTINGS_MODULE": "congvu.config.settings.prod", "CONGVU_DATA": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.main", "deadline"], env=environment, capture_output=True, text=True
    )

    said = "Thiết lập chưa dùng được: vận hành thật cần CONGVU_SECRET_KEY và CONGVU_HOSTS.\n"
    assert (done.returncode, done.stderr) == (1, said)
