"""What is known beforehand about the people of a draft, from the account and from the form."""

from datetime import date

from congvu.accounts.models import Business, User
from congvu.accounts.queries import address_of, citizen_of
from congvu.accounts.terms import UserKind
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.people import is_for_another
from congvu.org.models import Agency, Place
from congvu.org.queries import today_of
from congvu.procedures.rules.forms.addresses import in_one_line


def home_place(user: User) -> Place | None:
    """Return where the person lives or the business has its seat, as the account knows it."""
    if user.kind != UserKind.BUSINESS:
        citizen = citizen_of(user)
        return citizen.place if citizen else None
    business = Business.objects.select_related("place__parent__parent").filter(user=user).first()
    return business.place if business else None


def home_committee(user: User, committees: list[Agency], *, on: date) -> Agency | None:
    """Return the committee of the place where the person lives, the only one there is, or None."""
    if len(committees) == 1:
        return committees[0]
    home = home_place(user)
    if home is None:
        return None
    places = {place.pk for place in today_of(home, on)}
    return next((committee for committee in committees if committee.place_id in places), None)


def known_people(dossier: Dossier, user: User, *, on: date) -> dict[str, str]:
    """Return the first values of the page about people: what was kept before, else what the account knows."""
    mine = _of_account(user, on=on)
    if not dossier.owner_name:
        owner = {f"owner_{key}": value for key, value in mine.items()}
        return {
            "acts": "myself",
            **owner,
            "submitter_name": mine["name"],
            "submitter_id_number": mine["id_number"],
            "result_wanted": dossier.result_wanted,
        }
    names = ("owner_name", "owner_id_number", "owner_address", "owner_phone", "owner_email", "receiver_name")
    kept = {name: getattr(dossier, name) for name in (*names, "submitter_name", "submitter_id_number", "result_wanted")}
    acts_for_another = is_for_another(
        owner_name=dossier.owner_name,
        owner_id_number=dossier.owner_id_number,
        submitter_name=dossier.submitter_name,
        submitter_id_number=dossier.submitter_id_number,
    )
    return kept | {"acts": "another" if acts_for_another else "myself"}


def _of_account(user: User, *, on: date) -> dict[str, str]:
    """Return name, number of identity, address, phone and mail of who stands behind the account."""
    found = {"name": user.full_name, "id_number": "", "address": "", "phone": user.phone, "email": user.email}
    if user.kind == UserKind.BUSINESS:
        business = Business.objects.select_related("place__parent__parent").filter(user=user).first()
        if business is None:
            return found
        address = address_of(business.address_line, business.place, on)
        found |= {"name": business.owner_name or user.full_name, "id_number": business.owner_id_number}
    else:
        citizen = citizen_of(user)
        if citizen is None:
            return found
        address = address_of(citizen.address_line, citizen.place, on)
        found["id_number"] = citizen.id_number
    return found | {"address": in_one_line(address)}
