"""The closed vocabularies of dossiers: states, moves and the four axes, with the words people read."""

from django.db import models


class Status(models.TextChoices):
    """Where a dossier stands (trạng thái hồ sơ)."""

    DRAFT = "draft", "Hồ sơ nháp"
    SUBMITTED = "submitted", "Mới đăng ký"
    AWAITING_COMPLETION = "awaiting_completion", "Chờ bổ sung trước tiếp nhận"
    REFUSED = "refused", "Không được tiếp nhận"
    ACCEPTED = "accepted", "Được tiếp nhận"
    PROCESSING = "processing", "Đang xử lý"
    SUPPLEMENT = "supplement", "Chờ bổ sung"
    WAITING_PAYMENT = "waiting_payment", "Chờ nghĩa vụ tài chính"
    CONSULTING = "consulting", "Chờ cơ quan liên thông"
    WITHDRAWAL_REQUESTED = "withdrawal_requested", "Yêu cầu rút hồ sơ"
    WITHDRAWN = "withdrawn", "Đã rút"
    STOPPED = "stopped", "Đã dừng"
    FINISHED = "finished", "Đã xử lý xong"
    RETURNED = "returned", "Đã trả kết quả"
    CORRECTING = "correcting", "Đang sửa sai kết quả"


class Move(models.TextChoices):
    """What changes the state of a dossier; T1 to T20 of the life cycle."""

    SUBMIT = "submit", "Nộp hồ sơ"
    ACCEPT_AT_COUNTER = "accept_at_counter", "Tiếp nhận tại quầy"
    ACCEPT = "accept", "Tiếp nhận"
    ASK_COMPLETION = "ask_completion", "Yêu cầu bổ sung trước khi tiếp nhận"
    COMPLETE = "complete", "Nộp bổ sung"
    REFUSE = "refuse", "Từ chối tiếp nhận"
    HAND_OVER = "hand_over", "Chuyển xử lý"
    WORK = "work", "Xử lý một bước"
    ASK_SUPPLEMENT = "ask_supplement", "Yêu cầu bổ sung sau khi tiếp nhận"
    ACCEPT_SUPPLEMENT = "accept_supplement", "Tiếp nhận bổ sung"
    EXPIRE_SUPPLEMENT = "expire_supplement", "Hết hạn bổ sung"
    ASK_OBLIGATION = "ask_obligation", "Yêu cầu thực hiện nghĩa vụ tài chính"
    FULFIL_OBLIGATION = "fulfil_obligation", "Hoàn thành nghĩa vụ tài chính"
    CONSULT = "consult", "Lấy ý kiến"
    RECEIVE_OPINION = "receive_opinion", "Nhận ý kiến trả lời"
    EXTEND = "extend", "Gia hạn"
    REQUEST_WITHDRAWAL = "request_withdrawal", "Yêu cầu rút hồ sơ"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", "Xác nhận rút hồ sơ"
    STOP = "stop", "Dừng giải quyết"
    FINISH = "finish", "Ký, phát hành kết quả"
    RETURN = "return", "Trả kết quả"
    CORRECT = "correct", "Sửa sai kết quả"


class Actor(models.TextChoices):
    """Who may make a move."""

    APPLICANT = "applicant", "Người nộp hồ sơ"
    RECEIVING_OFFICER = "receiving_officer", "Cán bộ tiếp nhận"
    RETURNING_OFFICER = "returning_officer", "Cán bộ trả kết quả"
    SPECIALIST = "specialist", "Chuyên viên thụ lý"
    UNIT_HEAD = "unit_head", "Trưởng phòng, phụ trách bộ phận"
    LEADER = "leader", "Lãnh đạo"
    RECORDS_CLERK = "records_clerk", "Văn thư"
    HOLDER = "holder", "Người đang giữ bước"
    SYSTEM = "system", "Hệ thống"


class Channel(models.TextChoices):
    """How a dossier arrived (cách thức thực hiện)."""

    ONLINE = "online", "Trực tuyến"
    COUNTER = "counter", "Trực tiếp"
    POST = "post", "Bưu chính"


class HandOver(models.TextChoices):
    """How far the result is on its way to the person (trạng thái trả kết quả), an axis of its own."""

    NONE = "none", "Chưa có kết quả"
    AT_DESK = "at_desk", "Kết quả chờ trả"
    HANDED = "handed", "Đã trao"


class Sync(models.TextChoices):
    """Whether the national portal knows the present state (trạng thái đồng bộ), an axis of its own."""

    NOT_CONNECTED = "not_connected", "Chưa kết nối"


class ClockKind(models.TextChoices):
    """What happened to the legal clock of a dossier."""

    START = "start", "Bắt đầu tính"
    PAUSE = "pause", "Tạm dừng"
    RESUME = "resume", "Tính tiếp"
    EXTEND = "extend", "Gia hạn"
    STOP = "stop", "Dừng tính"


class StepKind(models.TextChoices):
    """Why a step waits for somebody: a step of the process, or of a branch that any process has."""

    PROCESS = "process", "Bước quy trình"
    CHECK = "check", "Kiểm tra hồ sơ nộp trực tuyến"
    CHECK_SUPPLEMENT = "check_supplement", "Kiểm tra giấy tờ bổ sung"
    APPROVE_SUPPLEMENT = "approve_supplement", "Duyệt yêu cầu bổ sung"
    SEND_SUPPLEMENT = "send_supplement", "Gửi phiếu yêu cầu bổ sung"
    OPINION = "opinion", "Cho ý kiến"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", "Xác nhận rút hồ sơ"
    SEAL = "seal", "Cấp số, đóng dấu"
    RETURN = "return", "Trả kết quả"
    SIGN_LETTER = "sign_letter", "Ký thông báo"
    SEAL_LETTER = "seal_letter", "Đóng dấu thông báo"


class PaperState(models.TextChoices):
    """How a required paper was given."""

    MISSING = "missing", "Chưa có"
    ATTACHED = "attached", "Đã nộp bản điện tử"
    HANDED_IN = "handed_in", "Đã nộp bản giấy"
    SHOWN = "shown", "Đã xuất trình"
    EXEMPT = "exempt", "Không phải nộp"


FURTHER = "further"  # the key of the paper that takes what is on no list
FURTHER_NAME = "Giấy tờ bổ sung khác"


class LetterKind(models.TextChoices):
    """The statutory papers of a dossier, by meaning (their numbers change with the law)."""

    RECEIPT = "receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    SUPPLEMENT_SLIP = "supplement_slip", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    REFUSAL_SLIP = "refusal_slip", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    STOP_NOTICE = "stop_notice", "Thông báo dừng giải quyết hồ sơ"
    CONTROL_SHEET = "control_sheet", "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    DECLARATION = "declaration", "Tờ khai đã nộp"


class SupplementState(models.TextChoices):
    """How far a request to complete the dossier is."""

    PROPOSED = "proposed", "Chờ duyệt"
    APPROVED = "approved", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    ANSWERED = "answered", "Đã nộp bổ sung"
    CLOSED = "closed", "Đã tiếp nhận bổ sung"
    DROPPED = "dropped", "Không gửi"


class ResultKind(models.TextChoices):
    """What a result says."""

    GRANTED = "granted", "Kết quả giải quyết"
    NEGATIVE = "negative", "Văn bản từ chối giải quyết"
