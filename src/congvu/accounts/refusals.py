"""Every no of accounts."""

from congvu.base.refusals import NotYours, Refusal


class WrongPassword(Refusal):
    """The password given before a signature is wrong."""

    code = "wrong_password"
    sentence = "Mật khẩu không đúng. Việc ký chưa được thực hiện."


class TooManyTries(NotYours):
    """Too many wrong passwords: locked for a while."""

    code = "too_many_tries"
    sentence = "Nhập sai quá nhiều lần. Tài khoản tạm khóa 15 phút, sau đó hãy thử lại."


class NotYourAppointment(NotYours):
    """Only the holder of a post delegates it or takes the delegation back."""

    code = "not_your_appointment"
    sentence = "Chỉ người giữ chức danh mới được ủy quyền hoặc thu hồi ủy quyền."


class ApplicantsOnly(NotYours):
    """What forms are prefilled with is kept of citizens and businesses only."""

    code = "applicants_only"
    sentence = "Trang này dành cho công dân, hộ kinh doanh. Thông tin của cán bộ do người quản trị cập nhật."


class CannotDelegate(Refusal):
    """This delegation is not possible; the sentence says why."""

    code = "cannot_delegate"
    sentence = "Không ủy quyền được."


class AlreadyRevoked(Refusal):
    """The delegation was taken back before."""

    code = "already_revoked"
    sentence = "Việc ủy quyền này đã được thu hồi."


class BadCast(Refusal):
    """A file of people cannot be read: says the file, the person and the reason."""

    code = "bad_cast"
    sentence = "Tệp nhân sự không đúng."


class AccountExists(Refusal):
    """Somebody signed up with this phone number or address before."""

    code = "account_exists"
    sentence = "Số điện thoại hoặc địa chỉ thư này đã có tài khoản."
