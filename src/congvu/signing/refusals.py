"""Every no of signing."""

from congvu.base.refusals import NotYours, Refusal, TooOften


class NotSignable(Refusal):
    """The file cannot carry our signatures."""

    code = "not_signable"
    sentence = "Tệp này không ký được: không phải PDF lành lặn, có mật khẩu, hoặc đã có chữ ký số."


class BoxOutsidePage(Refusal):
    """The place of a signature is not on the page."""

    code = "box_outside_page"
    sentence = "Vị trí chữ ký nằm ngoài trang giấy."


class WrongState(Refusal):
    """The document is not at the point where this can be done."""

    code = "wrong_state"
    sentence = "Văn bản không còn ở bước này. Hãy tải lại trang để xem tình trạng mới nhất."


class DigestChanged(Refusal):
    """What was approved is not what lies here."""

    code = "digest_changed"
    sentence = "Văn bản đã thay đổi sau khi bạn mở xem. Hãy xem lại bản mới rồi duyệt."


class NotYourSignature(NotYours):
    """Somebody else has to sign this document."""

    code = "not_your_signature"
    sentence = "Văn bản này chờ người khác ký."


class NotYourSeal(NotYours):
    """The clerk seals for the own agency only."""

    code = "not_your_seal"
    sentence = "Chỉ văn thư của cơ quan ban hành được đóng dấu văn bản này."


class NoKey(Refusal):
    """The person or agency has no usable certificate on that day."""

    code = "no_key"
    sentence = "Chưa có chứng thư số còn hiệu lực cho người ký hoặc cơ quan này."


class DemonstrationOnly(Refusal):
    """Test keys are refused in a real installation."""

    code = "demonstration_only"
    sentence = "Khóa thử nghiệm chỉ dùng trong bản trình diễn."


class TokenUnreachable(Refusal):
    """The device that holds the key does not answer."""

    code = "token_unreachable"
    sentence = "Thiết bị giữ khóa ký không trả lời."


class StaleFile(Refusal):
    """The file was signed by somebody else while this signature was being made."""

    code = "stale_file"
    sentence = "Văn bản vừa được cập nhật trong lúc ký. Hệ thống sẽ ký lại trên bản mới."


class NumberMissing(Refusal):
    """A document is sealed with its number."""

    code = "number_missing"
    sentence = "Văn bản phải có số trước khi đóng dấu."


class CheckBusy(TooOften):
    """Too many files are being checked at this moment."""

    code = "check_busy"
    sentence = "Đang có nhiều người kiểm tra cùng lúc. Xin thử lại sau ít phút."


class FileTooBig(Refusal):
    """The file is over the limit of the public check."""

    code = "file_too_big"
    sentence = "Tệp lớn hơn 20 MB, trang này không nhận."
    status = 413
