"""Why a file is not taken."""

from congvu.base.refusals import Refusal


class EmptyFile(Refusal):
    """The upload holds no bytes."""

    code = "empty_file"
    sentence = "Tệp này rỗng. Hãy mở tệp trên máy để kiểm tra rồi chọn lại."
    status = 422


class TooLarge(Refusal):
    """The upload holds more bytes than allowed."""

    code = "file_too_large"
    sentence = "Tệp này quá lớn."
    status = 422


class WrongType(Refusal):
    """What the bytes are is not among the types asked for, whatever the name says."""

    code = "wrong_file_type"
    sentence = "Loại tệp này không nhận được. Hãy gửi tệp PDF hoặc ảnh JPEG, PNG."
    status = 422


class Infected(Refusal):
    """The virus scanner found something."""

    code = "infected_file"
    sentence = "Tệp này có mã độc nên không được nhận. Hãy quét vi-rút trên máy rồi gửi tệp khác."
    status = 422


class ScannerUnreachable(Refusal):
    """The virus scanner is configured but does not answer; nothing is taken unscanned."""

    code = "scanner_unreachable"
    sentence = "Chưa kiểm tra được mã độc nên chưa nhận được tệp. Hãy thử lại sau vài phút."
    status = 503
