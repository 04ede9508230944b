"""`congvu verify FILE.pdf [--json] [--root CA.pem]`: who signed a PDF, when, and whether it still holds."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from congvu.base import clock, formats
from congvu.base.commands import HouseCommand
from congvu.signing.queries import judged_here, trusted_roots
from congvu.signing.rules.verdict import Verdict, published
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.terms import Judgement

WORDS = {
    Judgement.VALID: "HỢP LỆ",
    Judgement.UNKNOWN: "KHÔNG XÁC ĐỊNH",
    Judgement.INVALID: "KHÔNG HỢP LỆ",
}


class Command(HouseCommand):
    help = "Kiểm tra chữ ký số của một tệp PDF. Không cần cơ sở dữ liệu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf", help="tệp PDF cần kiểm tra")
        parser.add_argument("--json", action="store_true", help="in một tài liệu JSON")
        parser.add_argument(
            "--root", type=Path, action="append", default=[], metavar="CA.pem", help="chứng thư gốc tin cậy (PEM, DER)"
        )
        parser.add_argument("--fetch", action="store_true", help="hỏi tình trạng thu hồi qua mạng")

    def handle(self, *args: Any, file: Path, root: list[Path], fetch: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
            roots = [certificate for path in root for certificate in certificates(path.read_bytes())]
        except OSError as error:
            self.wrong_usage(f"Không đọc được tệp {error.filename or file}.")
        except ValueError:
            self.wrong_usage("Tệp của --root không phải chứng thư số PEM hoặc DER.")

        verdict = judged_here(content, roots=(*trusted_roots(), *roots), now=clock.now(), fetch=fetch)
        if options["json"]:
            self.stdout.write(json.dumps(published(verdict), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(verdict)))
        if verdict.verdict is not Judgement.VALID:
            sys.exit(1)


def _lines(verdict: Verdict) -> list[str]:
    lines = [f"Kết luận: {WORDS[verdict.verdict]}"]
    if verdict.problem:
        lines.append(verdict.problem)
    for signature in verdict.signatures:
        when = formats.moment(signature.signed_at) if signature.signed_at else "không rõ giờ"
        lines.append(
            f"{signature.field}: {signature.signer or 'không rõ người ký'}, {when}, {signature.time_source.label}"
        )
        lines.append(f"  {WORDS[signature.verdict]}")
        lines.extend(f"  - {reason}" for reason in signature.reasons)
    return lines
