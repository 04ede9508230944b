"""`congvu register_key`: a real key on a PKCS#11 device (HSM, token) for an officer in a post, or for an agency."""

from pathlib import Path

from django.core.management.base import CommandParser

from congvu.base import clock
from congvu.base.commands import HouseCommand
from congvu.signing import actions, queries
from congvu.signing.rules.orders import Holder, Issued, KeyPlace
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.terms import KeyStore


class Command(HouseCommand):
    """Note whose certificate it is and where its key lies; the key and its PIN never enter the database."""

    help = "Ghi nhận khóa ký thật trên thiết bị PKCS#11 cho người ký hoặc cơ quan."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--officer", help="tên đăng nhập của người ký; ký theo chức danh có vai người ký")
        whose.add_argument("--agency", help="mã cơ quan, ví dụ bd20-ubnd")
        parser.add_argument("--certificate", required=True, help="tệp chứng thư số (PEM)")
        parser.add_argument("--issuers", help="tệp chứng thư cấp trên (PEM)")
        parser.add_argument("--token", required=True, help="nhãn thiết bị; mã PIN ở tệp <nhãn>.pin trong thư mục khóa")
        parser.add_argument("--key", required=True, help="nhãn khóa trên thiết bị")

    def handle(
        self,
        *,
        officer: str | None,
        agency: str | None,
        certificate: str,
        issuers: str | None,
        token: str,
        key: str,
        **_: object,
    ) -> None:
        """Register the key; exit 1 when the holder is not known, 2 when a file cannot be read."""
        text, above = self._read(certificate), self._read(issuers) if issuers else ""
        found = certificates(text)
        if not found:
            self.wrong_usage(f"Tệp {certificate} không có chứng thư số.")
        holder, own = self._holder(officer, agency), found[0]
        registered = actions.register_key(
            Issued(
                holder_name=holder.name,
                place=KeyPlace(KeyStore.PKCS11, f"{token}/{key}", text, above),
                serial=f"{own.serial_number:x}",
                valid_from=own.not_valid_before,
                valid_until=own.not_valid_after,
                for_trial=False,
            ),
            holder=holder,
            now=clock.now(),
        )
        if registered.serial != f"{own.serial_number:x}":
            self.no(f"{holder.name} đang có khóa còn hiệu lực, số sê-ri {registered.serial}.")
        self.say(f"Đã ghi nhận khóa của {holder.name}, số sê-ri {registered.serial}.")

    def _holder(self, officer: str | None, agency: str | None) -> Holder:
        holder = queries.signing_holder(officer=officer or "", agency=agency or "", on=clock.today())
        if holder is None:
            self.no("Không có người ký hoặc cơ quan này vào ngày hôm nay.")
        return holder

    def _read(self, path: str) -> str:
        try:
            return Path(path).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            self.wrong_usage(f"Không đọc được tệp {path}.")
