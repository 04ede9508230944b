"""Who stands behind a dossier: its owner (chủ hồ sơ), its submitter (người nộp), and when one acts for the other."""

import re

ID_NUMBER = re.compile(r"[A-Z0-9]{7,20}", re.ASCII)
PHONE = re.compile(r"0\d{9,10}", re.ASCII)


def tidy_id_number(text: str) -> str:
    """Return the number of a paper of identity without blanks, dots and hyphens, in capitals."""
    return re.sub(r"[\s.\-]", "", text).upper()


def tidy_phone(text: str) -> str:
    """Return a phone number as digits from 0 on."""
    return re.sub(r"[\s.\-()]", "", text).replace("+84", "0", 1)


def is_for_another(*, owner_name: str, owner_id_number: str, submitter_name: str, submitter_id_number: str) -> bool:
    """Tell whether the submitter acts for somebody else; unknown people act for themselves."""
    if not owner_name or not submitter_name:
        return False
    if owner_id_number and submitter_id_number:
        return owner_id_number != submitter_id_number
    return owner_name.casefold() != submitter_name.casefold()
