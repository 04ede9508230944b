"""Why words cannot become a message."""

from congvu.base.refusals import Refusal


class UnknownTemplate(Refusal):
    """No message has this key."""

    code = "unknown_template"
    sentence = "Không có mẫu thông báo này."


class BadTemplate(Refusal):
    """A template names a value that its message does not have, or leaves one out."""

    code = "bad_template"
    sentence = "Mẫu thông báo có chỗ điền không đúng."
