"""Pages of what went wrong without being an expected no: nothing there, not allowed, unreadable, too large, a defect.

Each says what to do, in the portal's frame. htmx gets the part, put above what the person filled in; `/api/` gets a
problem document.
"""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from congvu.base.pace import MINUTE_SECONDS
from congvu.base.trace import trace_number
from congvu.base.web import turns_page, wants_part


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can go wrong with a request: its HTTP status, a code for machines, title and advice for people."""

    status: int
    code: str
    title: str
    advice: tuple[str, ...]


UNREADABLE = Problem(
    400,
    "unreadable",
    "Không đọc được yêu cầu này",
    (
        "Trình duyệt gửi đến nội dung mà hệ thống không đọc được, nên chưa có gì được lưu.",
        "Hãy quay lại trang trước, tải lại trang rồi gửi lại.",
    ),
)
FORBIDDEN = Problem(
    403,
    "forbidden",
    "Bạn không được mở trang này",
    ("Nếu bạn có tài khoản khác được phép mở, hãy đăng xuất rồi đăng nhập bằng tài khoản đó.",),
)
OLD_FORM = Problem(
    403,
    "old_form",
    "Trang đã mở quá lâu hoặc phiên đăng nhập đã đổi",
    (
        "Để không ai gửi thay bạn được, biểu mẫu chỉ gửi từ đúng phiên đã mở nó. Lần này chưa có gì được gửi đi.",
        "Hãy quay lại trang trước, tải lại trang rồi gửi lại. Trình duyệt phải cho phép cookie.",
    ),
)
NOT_FOUND = Problem(
    404,
    "not_found",
    "Không tìm thấy trang này",
    (
        "Địa chỉ có thể gõ sai, trang đã chuyển đi, hoặc đây là hồ sơ, văn bản mà tài khoản này không được mở.",
        "Hãy kiểm tra lại địa chỉ, hoặc bắt đầu từ một trong các trang dưới đây.",
    ),
)
WRONG_METHOD = Problem(
    405,
    "wrong_method",
    "Địa chỉ này không mở trực tiếp được",
    ("Đây là nơi nhận biểu mẫu gửi từ trang khác. Hãy mở lại trang có biểu mẫu rồi bấm nút ở đó.",),
)
TOO_LARGE = Problem(
    413,
    "too_large",
    "Nội dung gửi lên quá lớn",
    (
        "Hệ thống không nhận lần gửi này, nên chưa có gì được lưu.",
        "Hãy rút gọn nội dung, hoặc gửi thành nhiều lần; ảnh và bản quét nên giảm độ phân giải trước khi gửi.",
    ),
)
TOO_OFTEN = Problem(
    429,
    "too_often",
    "Hãy đợi một phút rồi thử lại",
    (
        "Việc này vừa được làm quá nhiều lần từ cùng một nơi, nên lần này chưa có gì được gửi đi.",
        "Để không ai dò được mật khẩu hay gửi thư hàng loạt, mỗi phút chỉ nhận một số lần nhất định.",
    ),
)
DEFECT = Problem(
    500,
    "defect",
    "Hệ thống gặp lỗi",
    (
        "Lỗi này là của chúng tôi, không phải của bạn. Những gì đã lưu vẫn còn.",
        "Hãy thử lại sau ít phút. Nếu vẫn gặp lỗi, hãy báo cho bộ phận một cửa kèm mã dưới đây.",
    ),
)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer with the problem's page, with its part for htmx, or with a problem document under /api/."""
    number = trace_number(request) if problem in (UNREADABLE, DEFECT) else ""
    if request.path.startswith("/api/"):
        document = {"type": "about:blank", "title": problem.title, "status": problem.status, "code": problem.code}
        document |= {"trace": number} if number else {}
        return JsonResponse(document, status=problem.status, content_type="application/problem+json")
    context = {"problem": problem, "number": number}
    if not (wants_part(request) or turns_page(request)):
        return render(request, "base/problem.html", context, status=problem.status)
    part = render(request, "base/_problem.html", context, status=problem.status)
    part.headers["HX-Retarget"], part.headers["HX-Reswap"] = "#noi-dung", "afterbegin show:top"
    part.headers["HX-Reselect"] = ".cv-problem"  # whatever part of a page the asker waits for
    return part


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read, or that is larger than we read."""
    large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return answer(request, TOO_LARGE if large else UNREADABLE)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not open the page."""
    return answer(request, FORBIDDEN)


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was not opened in this session (CSRF)."""
    return answer(request, OLD_FORM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address with nothing behind it, or nothing for this person."""
    return answer(request, NOT_FOUND)


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer who signs in, signs up or changes their account too often; those rates are counted by the minute."""
    page = answer(request, TOO_OFTEN)
    page.headers["Retry-After"] = str(MINUTE_SECONDS)
    return page


def defect(request: HttpRequest) -> HttpResponse:
    """Show people that something broke here, with the number under which the log knows it.

    What broke may be what the frame needs (the database, the pages' files): then the same words come without a frame.
    """
    try:
        return answer(request, DEFECT)
    except Exception:
        context = {"problem": DEFECT, "number": trace_number(request)}
        return HttpResponse(render_to_string("base/problem_bare.html", context), status=DEFECT.status)
