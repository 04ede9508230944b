"""`publiccode.yml` keeps to the standard 0.4; what only a publisher can know is left out, not made up."""

import re

import yaml

from tests.house.reading import PROJECT

TEXT = (PROJECT / "publiccode.yml").read_text()
FILE = yaml.safe_load(TEXT)
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
CATEGORIES = {"business-process-management", "document-management", "e-signature", "workflow-management"}  # of its list
SCOPES = {"local-authorities"}  # of its list


def test_only_the_address_and_the_people_to_ask_are_left_to_who_publishes():
    asked = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    asked |= {"description", "legal", "maintenance", "localisation"}

    assert asked - set(FILE) == {"url"}
    assert {"type", "contacts"} - set(FILE["maintenance"]) == {"contacts"}
    assert re.search(r"^# url:", TEXT, re.MULTILINE) and re.search(r"^ +# contacts:", TEXT, re.MULTILINE)


def test_its_words_are_of_the_lists_of_the_standard():
    assert FILE["publiccodeYmlVersion"] == "0.4"
    assert FILE["developmentStatus"] in STATUSES
    assert set(FILE["categories"]) <= CATEGORIES
    assert set(FILE["intendedAudience"]["scope"]) <= SCOPES
    assert FILE["legal"]["license"] == "Apache-2.0"


def test_each_description_has_the_lengths_of_the_standard_and_its_features():
    for language, text in FILE["description"].items():
        assert len(text["shortDescription"]) <= 150, language
        assert 150 <= len(text["longDescription"]) <= 10_000, language
        assert 5 <= len(text["features"]) <= 20, language
        assert [name for name in text["screenshots"] if not (PROJECT / name).is_file()] == []


def test_the_file_is_found_under_both_endings():
    assert (PROJECT / "publiccode.yaml").resolve() == (PROJECT / "publiccode.yml").resolve()
