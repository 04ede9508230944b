"""Who stands behind a dossier: its owner (chủ hồ sơ), its submitter (người nộp), and when one acts for the other."""


def is_for_another(*, owner_name: str, owner_id_number: str, submitter_name: str, submitter_id_number: str) -> bool:
    """Tell whether the submitter acts for somebody else; unknown people act for themselves."""
    if not owner_name or not submitter_name:
        return False
    if owner_id_number and submitter_id_number:
        return owner_id_number != submitter_id_number
    return owner_name.casefold() != submitter_name.casefold()
