"""What goes over the wire; the names of the fields are the contract, `docs/reference/api.md` explains them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[0-9A-Za-zĐđ.\-]{1,40}$", examples=["1.001193"])]
Line = Annotated[str, Field(max_length=200)]


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str
    title: str = Field(description="câu tiếng Việt cho người đọc")
    status: int
    code: str = Field(description="mã cho máy")
    errors: list[str] = Field(default=[], description="đường dẫn:mã, từng lỗi một")


class Fee(Schema):
    """One charge; null is set by the provincial council and not known here, never zero."""

    amount_vnd: int | None


class Fees(Schema):
    """What a procedure costs."""

    phi: Fee
    le_phi: Fee
    words: str
    note: str
    is_free: bool


class ProcedureLine(Schema):
    """One procedure of a list."""

    code: str
    name: str
    field: str
    limit: str
    fee: str
    online: str
    result: str


class ProcedureList(Schema):
    """One page of the procedures on offer today."""

    items: list[ProcedureLine]
    count: int


class Limit(Schema):
    """The usual time limit of a procedure under one regime."""

    amount: int
    unit: str
    words: str


class PaperLine(Schema):
    """One paper; `key` is what a submission names it by, null for papers that no file is sent for."""

    key: str | None
    name: str
    handed_in: Literal["file", "form", "shown"]
    originals: int
    copies: int
    condition: str


class Place(Schema):
    """One agency."""

    key: str
    name: str


class ProcedureWhole(Schema):
    """Everything that a procedure asks and promises today."""

    code: str
    name: str
    field: str
    result: str
    valid_from: date
    online: str
    limits: dict[str, Limit]
    fees: Fees
    papers: list[PaperLine]
    committees: list[Place]
    form: str


class FileKept(Schema):
    """One file that waits for a submission, at most two days."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str


class Owner(Schema):
    """Chủ hồ sơ."""

    model_config = ConfigDict(extra="forbid")
    name: Line = ""
    id_number: Annotated[str, Field(max_length=30)] = ""
    address: Annotated[str, Field(max_length=400)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    email: Annotated[str, Field(max_length=254)] = ""


class Submitter(Schema):
    """Người nộp, when not the owner."""

    model_config = ConfigDict(extra="forbid")
    name: Line = ""
    id_number: Annotated[str, Field(max_length=30)] = ""


class NewDossier(Schema):
    """One submission."""

    model_config = ConfigDict(extra="forbid")
    procedure: Code
    committee: Annotated[str, Field(max_length=80, examples=["bd20-long-hoa-ubnd"])]
    data: dict[str, Any] = Field(description="theo lược đồ ở /api/v1/procedures/{code}/form")
    owner: Owner
    submitter: Submitter | None = None
    receiver_name: Line = ""
    result_wanted: Literal["online", "counter"] = "online"
    papers: dict[str, list[Annotated[int, Field(ge=1, le=2**63 - 1)]]] = Field(
        default={}, description="khóa giấy tờ → các id đã nhận từ /api/v1/files"
    )


class DueStep(Schema):
    """One reason of the due time."""

    at: datetime
    kind: str
    note: str


class MoveMade(Schema):
    """One move of the life cycle."""

    at: datetime
    move: str
    words: str
    status: str


class DossierState(Schema):
    """Where a dossier stands; nobody's name is in it."""

    request_number: str
    code: str | None
    procedure: str
    committee: Place
    status: str
    status_words: str
    national_code: int | None
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    finished_at: datetime | None


class DossierWhole(DossierState):
    """One dossier with its moves and the reasons of its due time."""

    why_due: list[DueStep]
    moves: list[MoveMade]


class DossierMade(DossierWhole):
    """A dossier just handed in, with the secret (mã tra cứu) that lets its owner follow it."""

    secret: str


class DossierList(Schema):
    """One page of the dossiers of a system."""

    items: list[DossierState]
    count: int
