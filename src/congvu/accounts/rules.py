"""Who acts: an officer in a post, with roles, for themselves or for whom they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from congvu.accounts.models import Appointment, User
from congvu.accounts.refusals import CannotDelegate
from congvu.accounts.terms import Role, UserKind
from congvu.audit.rules import Ref

ACTING_KEY = "acting"  # in the session: the appointment that the officer acts through
DELEGATING_ROLES = frozenset({Role.LEADER, Role.SIGNER, Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.DESK_HEAD})
PROCESS_ROLES: Mapping[str, Role] = {
    "decider": Role.SIGNER,
    "upper_leader": Role.LEADER,
    "upper_specialist": Role.SPECIALIST,
}  # roles of processes that an officer's role of another name fills


@dataclass(frozen=True, slots=True)
class Acting:
    """An officer acting through one post; `for_name` is whom they stand in for under a delegation."""

    user_id: int
    user_name: str
    appointment_id: int
    post_id: int
    post_key: str
    post_title: str
    agency_id: int
    agency_key: str
    agency_name: str
    committee_key: str
    roles: frozenset[str]
    for_name: str = ""

    def has(self, role: str) -> bool:
        """Tell whether the officer may play this role, of the cast or of a process."""
        return PROCESS_ROLES.get(role, role) in self.roles

    @property
    def printed_name(self) -> str:
        """The name as records show it, with whom they stand in for."""
        return f"{self.user_name} (được {self.for_name} ủy quyền)" if self.for_name else self.user_name

    @property
    def ref(self) -> Ref:
        """The officer as the audit names them: both names under a delegation."""
        return Ref("user", str(self.user_id), self.printed_name)


def check_delegation(
    *, appointment: Appointment, to_user: User, valid_from: date, valid_to: date, today: date, overlaps: bool
) -> None:
    """Refuse a delegation to oneself, to a citizen, in the past, beyond the appointment or given twice.

    Raises CannotDelegate.
    """
    if to_user.kind != UserKind.OFFICER:
        raise CannotDelegate("Chỉ ủy quyền cho cán bộ, công chức.")
    if to_user.pk == appointment.user_id:
        raise CannotDelegate("Không thể tự ủy quyền cho mình.")
    if valid_to < valid_from:
        raise CannotDelegate("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if valid_to < today:
        raise CannotDelegate("Thời gian ủy quyền đã qua.")
    if valid_from < appointment.valid_from or (appointment.valid_to and valid_to > appointment.valid_to):
        raise CannotDelegate("Thời gian ủy quyền phải nằm trong thời gian giữ chức danh.")
    if overlaps:
        raise CannotDelegate("Người này đã được ủy quyền trong thời gian đó.")


SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "máy Mac"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def device_words(user_agent: str) -> str:
    """Return what a browser says about itself as people call it: "Chrome trên Android"."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Trình duyệt khác")
    system = next(
        (name for mark, name in SYSTEMS if mark in user_agent), "Linux" if "Linux" in user_agent else "máy khác"
    )
    return f"{browser} trên {system}"
