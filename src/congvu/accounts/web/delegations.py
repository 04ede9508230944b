"""Pages of delegation (ủy quyền): whom I let act in my posts, giving and taking back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from congvu.accounts import actions, queries
from congvu.accounts.models import User
from congvu.accounts.refusals import CannotDelegate
from congvu.accounts.rules import DELEGATING_ROLES, Acting
from congvu.accounts.web.forms import DelegationForm
from congvu.base import clock
from congvu.base.web import officer_page, show


def _acting(request: HttpRequest) -> Acting:
    officer = request.officer  # type: ignore[attr-defined]
    assert isinstance(officer, Acting)
    return officer


@officer_page
def delegations(request: HttpRequest) -> HttpResponse:
    """Show delegations with the form for a new one; give one."""
    officer, user, today = _acting(request), request.user, clock.today()
    assert isinstance(user, User)
    may = not officer.for_name and bool(officer.roles & DELEGATING_ROLES)
    people = [(a.user_id, f"{a.user.full_name}, {a.title or a.post.title}") for a in queries.colleagues(officer, today)]
    initial = {"valid_from": today, "valid_to": today, "reason": "Đi công tác"}
    form = DelegationForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and not may:
        raise CannotDelegate("Chức danh này không được ủy quyền cho người khác.")
    if request.method == "POST" and form.is_valid():
        actions.delegate(
            appointment_id=officer.appointment_id, holder=user, now=clock.now(), **form.cleaned_data
        )  # fmt: skip
        messages.success(request, "Đã ủy quyền. Người được ủy quyền chọn chức danh này ở trang tài khoản của họ.")
        return redirect("accounts:delegations")
    context = {"form": form, "may": may, "rows": queries.delegations_of(user), "today": today}
    return show(request, "accounts/delegations.html", context, status=422 if form.errors else 200)


@officer_page
@require_POST
def revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back."""
    assert isinstance(request.user, User)
    delegation = get_object_or_404(queries.delegations_of(request.user), pk=delegation_id)
    actions.revoke_delegation(delegation_id=delegation.pk, holder=request.user, now=clock.now())
    messages.success(request, "Đã thu hồi ủy quyền.")
    return redirect("accounts:delegations")
