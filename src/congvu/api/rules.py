"""What tokens look like, and what a complete submission is beside the form of its procedure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from congvu.base.text import nfc
from congvu.dossiers.rules.people import ID_NUMBER, PHONE, tidy_id_number, tidy_phone

PREFIX_LENGTH = 8
NEEDED_OF_OWNER = ("name", "id_number", "address", "phone")  # as on the wizard's page about people
NEEDED_OF_SUBMITTER = ("name", "id_number")


@dataclass(frozen=True, slots=True)
class Request:
    """One submission as an outside system sends it; `papers` maps keys of papers to ids of files."""

    procedure: str
    committee: str
    data: Mapping[str, Any]
    owner: Mapping[str, str]
    submitter: Mapping[str, str] = field(default_factory=dict)
    receiver_name: str = ""
    result_wanted: str = "online"
    papers: Mapping[str, Sequence[int]] = field(default_factory=dict)


def digest_of_token(secret: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def digest_of_request(request: Request) -> str:
    """Return one hash over everything that a submission says."""
    text = json.dumps(asdict(request), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def tidy_people(request: Request) -> tuple[dict[str, str], dict[str, str]]:
    """Return owner and submitter tidied; without a submitter the owner hands in."""
    owner = {key: nfc(value).strip() for key, value in request.owner.items()}
    owner["id_number"] = tidy_id_number(owner.get("id_number", ""))
    owner["phone"] = tidy_phone(owner.get("phone", ""))
    given = request.submitter or {key: owner.get(key, "") for key in NEEDED_OF_SUBMITTER}
    submitter = {key: nfc(given.get(key, "")).strip() for key in NEEDED_OF_SUBMITTER}
    submitter["id_number"] = tidy_id_number(submitter["id_number"])
    return owner, submitter


def people_errors(owner: Mapping[str, str], submitter: Mapping[str, str]) -> list[str]:
    """Return what is wrong with owner and submitter, as path:code."""
    errors = [f"owner.{key}:required" for key in NEEDED_OF_OWNER if not owner.get(key)]
    errors += [f"submitter.{key}:required" for key in NEEDED_OF_SUBMITTER if not submitter.get(key)]
    for name, person in (("owner", owner), ("submitter", submitter)):
        if person.get("id_number") and not ID_NUMBER.fullmatch(person["id_number"]):
            errors.append(f"{name}.id_number:pattern")
    if owner.get("phone") and not PHONE.fullmatch(owner["phone"]):
        errors.append("owner.phone:pattern")
    if owner.get("email") and not _is_address(owner["email"]):
        errors.append("owner.email:pattern")
    return errors


def paper_errors(asked: Mapping[str, bool], given: Mapping[str, Sequence[int]], known: set[int]) -> list[str]:
    """Return what is wrong with the papers; `asked` tells for each key whether it is only shown at the desk."""
    errors = [f"papers.{key}:required" for key, shown in asked.items() if not shown and not given.get(key)]
    errors += [f"papers.{key}:not_asked" for key in given if asked.get(key, True)]
    errors += [f"papers.{key}:unknown_file" for key, ids in given.items() if set(ids) - known]
    return errors


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
