"""What `congvu doctor` looks at in the messages."""

from congvu.base import clock
from congvu.base.doctor import check
from congvu.notify import queries
from congvu.notify.models import Mail
from congvu.notify.terms import MailState


@check("thư điện tử")
def mails() -> list[str]:
    """Return mails that were given up or that wait far too long."""
    found = [f"Thư {mail.pk} không gửi được: {mail.error}." for mail in Mail.objects.filter(state=MailState.FAILED)]
    waiting = queries.mails_left_behind(clock.now()).count()
    return [*found, f"{waiting} thư chờ gửi quá lâu; tiến trình nền có chạy không?"] if waiting else found
