"""Made-up dossiers for measuring: what happens to one, in working minutes, from a seeded chance.

Nothing here is a person: names are drawn from common parts, numbers from the range that nobody has (099...).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from congvu.base.clock import LOCAL
from congvu.base.text import fold
from congvu.dossiers.terms import ClockKind, Move, Status, StepKind
from congvu.workdays.rules.calendar import WorkingCalendar, minutes_of

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Thanh", "Ngọc", "Quốc", "Kim", "Hoàng", "Mỹ", "Đức", "Thùy")
GIVEN = ("An", "Bình", "Châu", "Dung", "Em", "Giang", "Hạnh", "Khoa", "Liên", "Mai", "Nam", "Oanh", "Phúc", "Quyên",
         "Sơn", "Tâm", "Uyên", "Vinh", "Xuân", "Yến")  # fmt: skip
FOLDED = {part: fold(part) for part in (*FAMILY, *MIDDLE, *GIVEN)}
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DAY = 480  # working minutes of a usual day
A_DAY = 800  # dossiers that a district of twenty communes takes in on a working day
SHORTEST_DAYS, LONGEST_DAYS = 30, 3_000


@dataclass(frozen=True, slots=True)
class Station:
    """One step on the road: who does it, at which post, in how many minutes; `stops` where a dossier may be left."""

    node: str
    flow: str
    label: str
    role: str
    post_id: int
    committee_key: str
    who: str
    who_id: int
    minutes: int
    stops: bool


@dataclass(frozen=True, slots=True)
class Road:
    """Everything about dossiers of one procedure at one committee that does not change from one to the next."""

    version_id: int
    committee_id: int
    committee_key: str
    committee_name: str
    regime: str
    prefix: str
    amount: int
    unit: str
    mode: str
    cut_off: str
    calendar_id: int | None
    definition_id: int
    desk: Station
    stations: tuple[Station, ...]
    back: Station
    papers: tuple[tuple[str, str, bool], ...]
    fees: tuple[tuple[str, str, int | None], ...]
    data: str
    series: str
    series_owner: str
    yearly: bool
    pattern: str
    symbol: str


class Minutes:
    """Working minutes from one day on, and how they are written; a usual day has 480 of them."""

    def __init__(self, first: date, *, days: int, calendar: WorkingCalendar) -> None:
        """Number the working days from the first one."""
        self.days: list[date] = []
        day = first
        while len(self.days) < days:
            if calendar.is_working_day(day):
                self.days.append(day)
            day += timedelta(days=1)
        marks = [m for start, end in calendar.sessions for m in range(minutes_of(start), minutes_of(end))]
        self.a_day = len(marks)
        self.written = [day.isoformat() for day in self.days]
        self.clock = [f"{mark // 60:02d}:{mark % 60:02d}" for mark in marks]
        self.utc = [f"{mark // 60 - 7:02d}:{mark % 60:02d}" for mark in marks]
        self.marks = marks

    def instant(self, minute: int) -> datetime:
        """Return the instant."""
        day, rest = divmod(minute, self.a_day)
        hour, mark = divmod(self.marks[rest], 60)
        return datetime.combine(self.days[day], time(hour, mark), LOCAL)

    def passed(self, now: datetime) -> int:
        """Return how many working minutes lie before now, which is read on a clock in Viet Nam."""
        days = sum(1 for day in self.days if day < now.date()) * self.a_day
        today = sum(1 for mark in self.marks if mark < now.hour * 60 + now.minute)
        return days + (today if now.date() in self.days else 0)

    def at(self, minute: int) -> str:
        """Return the instant as PostgreSQL reads it."""
        day, rest = divmod(minute, self.a_day)
        return f"{self.written[day]} {self.clock[rest]}:00+07"

    def hashed(self, minute: int) -> str:
        """Return the instant as the audit trail hashes it."""
        day, rest = divmod(minute, self.a_day)
        return f"{self.written[day]}T{self.utc[rest]}:00.000000+00:00"


@dataclass(slots=True)
class Tale:
    """One dossier's life: moves (move, before, after, minute, who, who_id, note), clock, steps; minutes count."""

    road: Road
    online: bool
    status: str = Status.DRAFT
    moves: list[tuple[str, str, str, int, str, int, str]] = field(default_factory=list)
    clock: list[tuple[str, int, str]] = field(default_factory=list)
    steps: list[tuple[str, Station, int, int, int | None, str, str]] = field(default_factory=list)
    submitted: int = 0
    accepted: int | None = None
    paused: int | None = None
    finished: int | None = None
    returned: int | None = None
    ended: int | None = None
    asked: tuple[int, int] | None = None
    withdrawn: int | None = None

    def move(self, move: Move, to: Status, minute: int, who: str, who_id: int, note: str = "") -> None:
        """Write one move."""
        self.moves.append((move.value, str(self.status), to.value, minute, who, who_id, note))
        self.status = to.value

    def wait(self, kind: StepKind, station: Station, start: int, done: int | None, giver: str, outcome: str) -> None:
        """Write one step; one without an end waits."""
        self.steps.append((kind.value, station, start, start + station.minutes, done, giver, outcome))


def tale(road: Road, *, start: int, now: int, name: str, chance: Random) -> Tale:
    """Tell one dossier from the minute it arrives up to the present minute."""
    told = Tale(road, online=chance.random() < 0.45)
    luck = chance.random()
    told.submitted = start
    minute = start
    if told.online:
        told.move(Move.SUBMIT, Status.SUBMITTED, start, name, 0)
        minute = start + chance.randrange(10, 200)
        if minute > now:
            told.wait(StepKind.CHECK, road.desk, start, None, name, "")
            return told
        outcome = "Từ chối tiếp nhận" if luck < 0.01 else "Tiếp nhận"
        told.wait(StepKind.CHECK, road.desk, start, minute, name, outcome)
        if luck < 0.01:
            told.move(Move.REFUSE, Status.REFUSED, minute, road.desk.who, road.desk.who_id, "Không đúng thẩm quyền")
            told.ended = minute
            return told
    accept = Move.ACCEPT if told.online else Move.ACCEPT_AT_COUNTER
    told.move(accept, Status.ACCEPTED, minute, road.desk.who, road.desk.who_id)
    told.accepted = minute
    told.clock.append((ClockKind.START.value, minute, "Tiếp nhận hồ sơ"))
    _work(told, minute, now=now, name=name, luck=luck, chance=chance)
    return told


def _work(told: Tale, minute: int, *, now: int, name: str, luck: float, chance: Random) -> None:
    """Walk the stations until the result is handed over, the dossier ends on the way, or the present is reached."""
    road, giver = told.road, told.road.desk.who
    for place, station in enumerate(road.stations):
        if place == 1 and 0.01 < luck < 0.04 and _ending(told, minute, now=now, name=name, stop=luck < 0.015):
            return
        if place == 1 and 0.04 < luck < 0.07:
            minute = _supplement(told, minute, now=now, chance=chance)
        done = minute + max(5, int(station.minutes * (0.25 + chance.random() * 0.85)))
        if done > now and station.stops:
            told.wait(StepKind.PROCESS, station, minute, None, giver, "")
            return
        done = min(done, now)
        told.wait(StepKind.PROCESS, station, minute, done, giver, "Đã xử lý")
        last = place == len(road.stations) - 1
        move = Move.FINISH if last else Move.HAND_OVER if told.status == Status.ACCEPTED else Move.WORK
        to = Status.FINISHED if last else Status.PROCESSING
        told.move(move, to, done, station.who, station.who_id, station.label)
        minute, giver = done, station.who
    told.finished = minute
    told.clock.append((ClockKind.STOP.value, minute, "Đã có kết quả"))
    handed = minute + chance.randrange(5, 4 * DAY)
    if handed > now:
        told.wait(StepKind.RETURN, road.back, minute, None, giver, "")
        return
    told.wait(StepKind.RETURN, road.back, minute, handed, giver, "Đã trả kết quả")
    told.move(Move.RETURN, Status.RETURNED, handed, road.back.who, road.back.who_id, f"Người nhận: {name}")
    told.returned = told.ended = handed


def _ending(told: Tale, minute: int, *, now: int, name: str, stop: bool) -> bool:
    """End the dossier on the way: stopped by the leader, or taken back by the applicant; False when not yet over."""
    asked, over = minute + 30, minute + 150
    if over > now:
        return False
    who, who_id = told.road.desk.who, told.road.desk.who_id
    if stop:
        signer = next((one for one in told.road.stations if one.role == "decider"), told.road.desk)
        told.move(Move.STOP, Status.STOPPED, over, signer.who, signer.who_id, "Không đủ điều kiện giải quyết")
    else:
        told.move(Move.REQUEST_WITHDRAWAL, Status.WITHDRAWAL_REQUESTED, asked, name, 0, "Bận việc gia đình")
        told.clock.append((ClockKind.PAUSE.value, asked, "Người nộp yêu cầu rút hồ sơ"))
        told.wait(StepKind.CONFIRM_WITHDRAWAL, told.road.desk, asked, over, name, "Đã xác nhận")
        told.move(Move.CONFIRM_WITHDRAWAL, Status.WITHDRAWN, over, who, who_id, "Đã trả đủ giấy tờ")
        told.withdrawn = asked
    told.clock.append((ClockKind.STOP.value, over, "Kết thúc hồ sơ"))
    told.ended = over
    return True


def _supplement(told: Tale, minute: int, *, now: int, chance: Random) -> int:
    """Pause for what is missing; return when the dossier goes on. Nothing is asked for that is not answered yet."""
    asked = minute - minute % DAY + 2 * DAY
    answered = asked + chance.randrange(1, 4) * DAY
    if answered > now:
        return minute
    who, who_id = told.road.desk.who, told.road.desk.who_id
    told.move(Move.ASK_SUPPLEMENT, Status.SUPPLEMENT, asked, who, who_id, "Thiếu bản sao giấy tờ")
    told.clock.append((ClockKind.PAUSE.value, asked, "Chờ bổ sung hồ sơ (Mẫu 02)"))
    told.move(Move.ACCEPT_SUPPLEMENT, Status.PROCESSING, answered, who, who_id)
    told.clock.append((ClockKind.RESUME.value, answered, "Đã tiếp nhận giấy tờ bổ sung"))
    told.asked = (asked, answered)
    return answered


def names(chance: Random) -> tuple[str, str]:
    """Draw a name and its folded form."""
    parts = (chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN))
    return " ".join(parts), " ".join(FOLDED[part] for part in parts)


def secret(chance: Random) -> str:
    """Draw the letters that open a tracking page."""
    bits = chance.getrandbits(40)
    return "".join(LETTERS[(bits >> (5 * place)) % 31] for place in range(8))


def days_for(count: int) -> int:
    """Return over how many days so many dossiers arrive: what is open stays as much as desks bear, the rest is past."""
    return min(max(SHORTEST_DAYS, round(count / A_DAY * 7 / 5)), LONGEST_DAYS)


def arrivals(count: int, *, minutes: int) -> Iterator[int]:
    """Spread that many arrivals evenly over the minutes, in order."""
    for number in range(count):
        yield number * minutes // count


def escaped(text: str) -> str:
    """Return text with what COPY would read as its own signs written out."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def next_of(counters: dict[tuple[str, str, str], int], series: str, owner: str, period: str) -> int:
    """Take the next number of a series."""
    key = (series, owner, period)
    counters[key] = counters.get(key, 0) + 1
    return counters[key]
