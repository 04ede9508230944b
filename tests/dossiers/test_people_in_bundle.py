"""The page of people travels in one HTML form with pages of a procedure, so their fields must not share a name."""

import pytest

from congvu.dossiers.web.forms_citizen import PeopleForm
from tests.procedures.test_rules_forms_examples import FORMS


@pytest.mark.parametrize("code", FORMS)
def test_no_field_of_a_form_has_a_name_of_the_page_of_people(code):
    names = {field.key for step in FORMS[code].steps for field in step.fields}

    assert not names & PeopleForm.base_fields.keys()
