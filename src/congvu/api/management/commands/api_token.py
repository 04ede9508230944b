"""`congvu api_token make|list|revoke`: tokens with which outside systems come in.

Exit 0: done; 1: refused; 2: wrong usage. `make` prints the token alone on standard output; it cannot be read again.
"""

import re

from django.core.management.base import CommandParser

from congvu.api import actions
from congvu.api.models import ApiToken
from congvu.api.refusals import NoSuchToken
from congvu.api.terms import Scope
from congvu.base import clock
from congvu.base.commands import HouseCommand, HouseParser
from congvu.base.formats import moment


class Command(HouseCommand):
    """Make, list and revoke tokens."""

    help = "Mã truy cập giao diện lập trình: make (cấp), list (liệt kê), revoke (thu hồi)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the three verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="make|list|revoke", parser_class=HouseParser)
        make = verbs.add_parser("make", help="cấp một mã mới và in ra một lần")
        make.add_argument("--system", required=True, help="khóa của hệ thống, ví dụ lien-thong-ho-tich")
        make.add_argument("--name", required=True, help="tên hệ thống, như ghi trong nhật ký")
        make.add_argument("--scope", action="append", required=True, help=" | ".join(Scope.values))
        verbs.add_parser("list", help="liệt kê các mã, không in lại mã")
        revoke = verbs.add_parser("revoke", help="thu hồi một mã")
        revoke.add_argument("prefix", help="8 ký tự đầu của mã")

    def handle(self, *args: object, verb: str, **options: object) -> None:
        """Do what the verb says."""
        match verb:
            case "make":
                self._make(str(options["system"]), str(options["name"]), options["scope"])
            case "list":
                self._list()
            case _:
                self._revoke(str(options["prefix"]))

    def _make(self, system: str, name: str, scopes: object) -> None:
        asked = [str(scope) for scope in scopes] if isinstance(scopes, list) else []
        wrong = [scope for scope in asked if scope not in Scope.values]
        if wrong:
            self.wrong_usage(f"Không có phạm vi “{wrong[0]}”. Chọn trong: {', '.join(Scope.values)}.")
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,60}", system):
            self.wrong_usage("Khóa của hệ thống chỉ gồm chữ thường không dấu, số, dấu chấm và gạch nối.")
        if not name.strip() or len(name) > 200:
            self.wrong_usage("Tên hệ thống cần từ 1 đến 200 ký tự.")
        _, secret = actions.make_token(
            key=system, name=name.strip(), scopes=[Scope(scope) for scope in asked], now=clock.now()
        )
        self.say(secret)

    def _list(self) -> None:
        for token in ApiToken.objects.select_related("system"):
            used = f"dùng lần cuối {moment(token.last_used_at)}" if token.last_used_at else "chưa dùng"
            state = f"thu hồi {moment(token.revoked_at)}" if token.revoked_at else used
            self.say(f"{token.prefix}…  {token.system.full_name}  {', '.join(token.scopes)}  {state}")

    def _revoke(self, prefix: str) -> None:
        try:
            token = actions.revoke_token(prefix=prefix, now=clock.now())
        except NoSuchToken as refusal:
            self.no(refusal.sentence)
        self.say(f"Đã thu hồi mã {token.prefix}… của {token.system.full_name}.")
