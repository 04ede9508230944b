"""How a citizen goes through the pages of a draft in tests: answers become posted fields, page after page."""

import copy
import re

from congvu.dossiers.models import Dossier
from congvu.procedures.data import form as form_file
from congvu.procedures.queries import form_of

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HOME = {"province": "Tỉnh Bến Tre", "district": "Huyện Bình Đại", "ward": "Xã Long Hòa", "detail": "Ấp Diễn Tập 2"}


def birth_2020() -> dict:
    """Return a declaration of birth that is plausible on the day of the demonstration."""
    data = copy.deepcopy(form_file("1.001193")["examples"]["valid"])
    for person in ("requester", "mother", "father"):
        data[person]["residence"] = dict(HOME)
        data[person]["id_issued_on"] = "2016-05-10"
    data["child"] |= {"birth_date": "2020-04-15", "birth_place": dict(HOME), "hometown": dict(HOME)}
    data["birth_certificate_number"] = "00001/2020"
    return data


def posted(data: dict, path: str = "") -> dict[str, object]:
    """Return the answers as the fields a browser would send."""
    found: dict[str, object] = {}
    for key, value in data.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            found |= posted(value, here)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, row in enumerate(value):
                found |= posted(row, f"{here}[{place}]")
        elif isinstance(value, bool):
            found[here] = str(value).lower()
        elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            year, month, day = value.split("-")
            found |= {f"{here}.day": day, f"{here}.month": month, f"{here}.year": year}
        elif value is not None:
            found[here] = value
    return found


def begin(client, code: str, committee: str = "bd20-long-hoa-ubnd") -> str:
    """Begin a draft as the person who is signed in, and return its key."""
    answer = client.post(f"/dossiers/new/{code}/", {"committee": committee})
    assert answer.status_code == 303, answer.content.decode()
    return answer.url.split("/")[2]


def answer_all(client, key: str, data: dict) -> None:
    """Answer every page of the form in order, as it is shown in this case."""
    fields = posted(data)
    form = form_of(Dossier.objects.get(key=key).version)
    address = f"/dossiers/{key}/form/{form.steps[0].key}/"
    while "/form/" in address:
        step = next(step for step in form.steps if step.key == address.split("/")[4])
        wanted = tuple(field.key for field in step.fields)
        page = {name: value for name, value in fields.items() if re.split(r"[.\[]", name)[0] in wanted}
        answer = client.post(address, {**page, "asked": all_paths(step.fields)})
        assert answer.status_code == 303, re.findall(r"<li><a href=\"#f-[^<]*", answer.content.decode())
        address = answer.url


def all_paths(fields, path: str = "") -> list[str]:
    """Return the paths of all fields, as if every question had been on the page."""
    found = []
    for field in fields:
        here = f"{path}.{field.key}" if path else field.key
        found += [here, *all_paths(field.fields, here)]
    return found


def people_of(user) -> dict[str, str]:
    """Return the page about people for somebody who acts for themselves."""
    return {
        "acts": "myself",
        "owner_name": user.full_name,
        "owner_id_number": "099194900501",
        "owner_address": "Ấp Diễn Tập 2, Xã Long Hòa",
        "owner_phone": user.phone or "0100100001",
        "owner_email": user.email,
        "result_wanted": "online",
    }


def filled_draft(client, user) -> str:
    """Return the key of a declaration of birth that lacks nothing but the papers."""
    key = begin(client, "1.001193")
    answer_all(client, key, birth_2020())
    client.post(f"/dossiers/{key}/people/", people_of(user))
    return key
