"""Pages of one's own account: overview, what forms are prefilled with, the post an officer acts through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from congvu.accounts import actions, queries
from congvu.accounts.models import Business, Citizen, User
from congvu.accounts.refusals import ApplicantsOnly
from congvu.accounts.rules import ACTING_KEY
from congvu.accounts.terms import UserKind
from congvu.accounts.web.adapter import IDENTITY_KEY
from congvu.accounts.web.forms import BusinessForm, CitizenForm
from congvu.base import clock
from congvu.base.web import officer_page, show


def home(request: HttpRequest) -> HttpResponse:
    """Show the account: who I am, my posts, security."""
    user = request.user
    assert isinstance(user, User)
    officer = user.kind == UserKind.OFFICER
    context = {
        "citizen": Citizen.objects.select_related("place").filter(user=user).first(),
        "business": Business.objects.filter(user=user).first(),
        "posts": queries.acting_as(user, clock.today()) if officer else [],
        "identity_level": request.session.get(IDENTITY_KEY, 0),
        "is_officer": officer,
    }
    return show(request, "accounts/home.html", context)


def profile(request: HttpRequest) -> HttpResponse:
    """Correct what forms are prefilled with. Raises ApplicantsOnly."""
    user = request.user
    assert isinstance(user, User)
    if user.kind not in (UserKind.CITIZEN, UserKind.BUSINESS):
        raise ApplicantsOnly
    form: CitizenForm | BusinessForm
    initial = {"phone": user.phone}
    if user.kind == UserKind.BUSINESS:
        form = BusinessForm(request.POST or None, instance=Business.objects.filter(user=user).first(), initial=initial)
    else:
        form = CitizenForm(request.POST or None, instance=Citizen.objects.filter(user=user).first(), initial=initial)
    if request.method != "POST" or not form.is_valid():
        return show(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)
    values = dict(form.cleaned_data)
    phone = values.pop("phone")
    save = actions.save_business if isinstance(form, BusinessForm) else actions.save_citizen
    save(user=user, phone=phone, values=values, now=clock.now())
    return redirect("accounts:home")


@officer_page
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose the post to act through; the session keeps it."""
    user = request.user
    assert isinstance(user, User)
    possible = {str(acting.appointment_id) for acting in queries.acting_as(user, clock.today())}
    wanted = request.POST.get("appointment", "")
    if wanted in possible:
        request.session[ACTING_KEY] = int(wanted)
    return redirect("/desk/" if request.POST.get("then") == "/desk/" else "accounts:home")
