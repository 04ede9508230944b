"""Every no of org."""

from congvu.base.refusals import Refusal


class BadFile(Refusal):
    """A data file of the organisation cannot be read: says the file, the line and the reason."""

    code = "bad_file"
    sentence = "Tệp dữ liệu tổ chức không đúng."


class NoSuchAgency(Refusal):
    """No agency has this key."""

    code = "no_such_agency"
    sentence = "Không có cơ quan này."


class NotCompetent(Refusal):
    """No committee handles this procedure on this day."""

    code = "not_competent"
    sentence = "Không có cơ quan nào tiếp nhận thủ tục này vào ngày đã chọn."
