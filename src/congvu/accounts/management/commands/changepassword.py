"""`congvu changepassword NAME`: give somebody a new password, in our words instead of Django's."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser

from congvu.accounts.actions import set_password
from congvu.accounts.queries import user_named
from congvu.audit.rules import SYSTEM
from congvu.base import clock
from congvu.base.commands import HouseCommand


class Command(HouseCommand):
    """Asked twice at the terminal, never on the command line: those are kept in histories."""

    help = "Đặt mật khẩu mới cho một tài khoản."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="tên đăng nhập hoặc số điện thoại")

    def handle(self, *, name: str, **_: object) -> None:
        """Ask, check, set; exit 1 for nobody of that name or a password that is too easy."""
        user = user_named(name)
        if user is None:
            self.no(f"Không có tài khoản nào tên “{name}”.")
        password = self._asked("Mật khẩu mới: ")
        if password != self._asked("Nhập lại: "):
            self.no("Hai lần nhập không giống nhau.")
        try:
            validate_password(password, user)
        except ValidationError as error:
            self.no(" ".join(error.messages))
        set_password(user_id=user.pk, password=password, by=SYSTEM, now=clock.now())
        self.say(f"Đã đặt mật khẩu mới cho {user.full_name}.")

    def _asked(self, words: str) -> str:
        try:
            return getpass.getpass(words)
        except (EOFError, KeyboardInterrupt):
            self.no("Chưa nhập mật khẩu nên không đổi gì.")
