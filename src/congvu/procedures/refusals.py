"""Every "no" of procedures."""

from congvu.base.refusals import Refusal


class NotPublished(Refusal):
    """No version of the procedure is in force on that day."""

    code = "not_published"
    sentence = "Thủ tục này không có bản công bố nào còn hiệu lực vào ngày được hỏi."
    status = 404


class BadCatalogue(Refusal):
    """The files of the catalogue contradict themselves; nothing was taken in."""

    code = "bad_catalogue"
    sentence = "Tệp danh mục thủ tục có lỗi, chưa nạp gì."


class VersionOutOfOrder(Refusal):
    """A changed procedure must begin after the version that it follows."""

    code = "version_out_of_order"
    sentence = "Bản mới của thủ tục phải có hiệu lực sau ngày bắt đầu của bản đang dùng."
