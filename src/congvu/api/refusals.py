"""Every "no" that only machines hear."""

from congvu.base.refusals import NotYours, Refusal, TooOften


class UnknownToken(NotYours):
    """No token was given where one is needed, or the given one is unknown or revoked."""

    code = "unknown_token"
    sentence = "Cần mã truy cập còn hiệu lực: gửi tiêu đề “Authorization: Bearer <mã>”."
    status = 401


class ScopeMissing(NotYours):
    """The token may not do this."""

    code = "scope_missing"
    sentence = "Mã truy cập này không có phạm vi cần cho việc này."


class TooManyRequests(TooOften):
    """This caller asks more often than allowed."""

    code = "too_many_requests"
    sentence = "Đã gọi quá nhiều lần trong một phút. Hãy đợi rồi gọi lại."


class UnreadableBody(Refusal):
    """The body is no JSON in UTF-8 that can be kept."""

    code = "unreadable"
    sentence = "Nội dung gửi lên không phải JSON hợp lệ, mã hóa UTF-8."
    status = 400


class NotCorrect(Refusal):
    """The submission has errors; `errors` of the details lists them as path:code."""

    code = "not_correct"
    sentence = "Hồ sơ có lỗi nên chưa được nhận. Hãy sửa các mục trong “errors” rồi gửi lại."
    status = 422


class KeyReused(Refusal):
    """The same Idempotency-Key came with another submission."""

    code = "idempotency_key_reused"
    sentence = "Idempotency-Key này đã dùng cho một hồ sơ khác. Hãy gửi hồ sơ mới với khóa mới."


class NoSuchToken(Refusal):
    """No token begins like this."""

    code = "no_such_token"
    sentence = "Không có mã truy cập nào bắt đầu như vậy."


class NoSuchDossier(Refusal):
    """There is no such dossier, or this caller may not know of it."""

    code = "no_such_dossier"
    sentence = "Không tìm thấy hồ sơ, hoặc mã tra cứu không đúng."
    status = 404
