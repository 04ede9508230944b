"""Pages of sign-in, of one's own account and of delegation, as people use them."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from congvu.accounts.models import Delegation, User
from congvu.accounts.terms import Role, UserKind
from congvu.base import clock
from tests.accounts.factories import (
    PASSWORD,
    AppointmentFactory,
    BusinessFactory,
    CitizenFactory,
    DelegationFactory,
    UserFactory,
)
from tests.org.factories import PostFactory

pytestmark = pytest.mark.django_db
SIGN_UP = {
    "full_name": "Nguyễn Thị Thử",
    "phone": "0912 345 678",
    "email": "thu@thu.example",
    "password": "một mật khẩu dài",
    "again": "một mật khẩu dài",
}


@pytest.fixture
def citizen(client):
    user = CitizenFactory(user__username="0912000111", user__phone="0912000111").user
    client.force_login(user, backend="congvu.accounts.web.sessions.Backend")
    return user


@pytest.fixture
def leader(client):
    row = AppointmentFactory(roles=[Role.LEADER])
    client.force_login(row.user, backend="congvu.accounts.web.sessions.Backend")
    return row


def sign_in(client, login, password=PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["0912000222", "0912 000 222", "cd@thu.example"])
def test_a_citizen_signs_in_by_phone_or_address_and_comes_to_the_account(client, login):
    CitizenFactory(user__username="0912000222", user__email="cd@thu.example")

    answer = sign_in(client, login)

    assert (answer.status_code, answer.url) == (302, "/accounts/home/")


def test_an_officer_signs_in_and_comes_to_the_desk(client):
    row = AppointmentFactory()

    assert sign_in(client, row.user.username).url == "/desk/"


def test_the_identity_level_is_kept_on_the_session(client):
    citizen = CitizenFactory(identity_level=2)

    sign_in(client, citizen.user.username)

    assert client.session["identity_level"] == 2


def test_a_wrong_password_is_said_in_vietnamese(client):
    answer = sign_in(client, UserFactory().username, "sai")

    assert "không đúng" in answer.content.decode()


def test_after_five_wrong_passwords_the_right_one_is_locked_out(client, settings):
    settings.AXES_ENABLED = True
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user.username, "sai")

    answer = sign_in(client, user.username)

    assert "_auth_user_id" not in client.session
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()
    assert 895 <= int(answer.headers["Retry-After"]) <= 900


def test_signing_in_without_end_is_slowed_down_in_vietnamese(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "ai")

    answer = sign_in(client, "ai")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Hãy đợi một phút rồi thử lại" in answer.content.decode()


def test_a_citizen_opens_an_account_and_is_signed_in(client):
    answer = client.post("/accounts/signup/", SIGN_UP)

    user = User.objects.get(username="0912345678")
    assert answer.url == "/accounts/home/"
    assert user.citizen.identity_level == 0
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_business_opens_an_account(client):
    data = SIGN_UP | {"name": "Quán Gió Chướng", "owner_name": "Nguyễn Văn Thử", "tax_code": ""}

    client.post("/accounts/signup/business/", data)

    assert User.objects.get(username="0912345678").kind == UserKind.BUSINESS


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"phone": "123"}, "10 chữ số"),
        ({"again": "khác"}, "không giống nhau"),
        ({"password": "12345678", "again": "12345678"}, "mật khẩu"),
        ({"full_name": ""}, "bắt buộc"),
        ({"email": "không phải thư"}, "email"),
    ],
)
def test_a_bad_sign_up_is_answered_with_sentences(client, changed, sentence):
    answer = client.post("/accounts/signup/", SIGN_UP | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode().lower()


def test_a_phone_number_has_one_account(client):
    UserFactory(username="0912345678")

    answer = client.post("/accounts/signup/", SIGN_UP)

    assert "đã có tài khoản" in answer.content.decode()


def test_a_citizen_corrects_what_forms_are_prefilled_with(client, citizen):
    data = {"phone": "0912000111", "birth_date": "1990-02-03", "occupation": "Giáo viên"}

    answer = client.post("/accounts/profile/", data)

    citizen.citizen.refresh_from_db()
    assert answer.url == "/accounts/home/"
    assert citizen.citizen.birth_date == date(1990, 2, 3)


@pytest.mark.parametrize("change", [{"id_number": "12"}, {"birth_date": "hôm qua"}, {"phone": ""}])
def test_a_bad_correction_is_a_422(client, citizen, change):
    answer = client.post("/accounts/profile/", {"phone": "0912000111"} | change)

    assert answer.status_code == 422


def test_a_business_corrects_itself(client):
    business = BusinessFactory()
    client.force_login(business.user, backend="congvu.accounts.web.sessions.Backend")

    client.post("/accounts/profile/", {"phone": "0912000111", "name": "Quán Mới", "tax_code": "9900000016"})

    business.refresh_from_db()
    assert business.name == "Quán Mới"


PAGES = [
    "account_login",
    "account_signup",
    "accounts:signup_business",
    "account_reset_password",
    "account_reset_password_done",
]
OWN_PAGES = [
    "accounts:home",
    "accounts:profile",
    "account_change_password",
    "account_logout",
    "account_email",
    "mfa_index",
    "usersessions_list",
    "account_reauthenticate",
]
ENGLISH = (
    "Sign ",
    "Password",
    "Email",
    "Change",
    "Add ",
    "Remove",
    "Code",
    "Current",
    "Security",
    "Session",
    "Started",
)


def words(answer):
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


@pytest.mark.parametrize("name", PAGES)
def test_pages_for_strangers_answer_in_vietnamese(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert [word for word in ENGLISH if f">{word}" in words(answer)] == []


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_of_the_account_answer_in_vietnamese(client, name):
    user = CitizenFactory().user
    sign_in(client, user.username)

    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert [word for word in ENGLISH if word in words(answer)] == []


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_a_second_factor_can_be_enrolled(client, name):
    sign_in(client, CitizenFactory().user.username)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert [word for word in ENGLISH if word in words(answer)] == []


def test_pages_have_no_inline_script_that_the_policy_would_block(client):
    sign_in(client, CitizenFactory().user.username)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    text = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert all('src="' in part or "application/json" in part for part in text.split("<script")[1:])


def test_a_forgotten_password_is_reset_by_mail(client):
    UserFactory(email="quen@thu.example")

    client.post("/accounts/password/reset/", {"email": "quen@thu.example"})

    assert "đặt lại mật khẩu" in mail.outbox[0].body.lower()


def test_an_officer_switches_posts(client, leader):
    other = AppointmentFactory(user=leader.user, valid_from=date(2018, 1, 1))

    client.post("/accounts/acting/", {"appointment": other.pk})

    assert client.get("/accounts/home/").context["officer"].appointment_id == other.pk


def test_nobody_switches_to_the_post_of_another(client, leader):
    other = AppointmentFactory()

    client.post("/accounts/acting/", {"appointment": other.pk})

    assert client.get("/accounts/home/").context["officer"].appointment_id == leader.pk


def test_a_leader_delegates_and_takes_back(client, leader):
    deputy = AppointmentFactory(post=PostFactory(agency=leader.post.agency))
    today = clock.today()
    data = {
        "to_user_id": deputy.user_id,
        "valid_from": today,
        "valid_to": today + timedelta(days=2),
        "reason": "Đi công tác",
    }

    client.post("/accounts/delegations/", data)
    row = Delegation.objects.get()
    client.post(f"/accounts/delegations/{row.pk}/revoke/")

    row.refresh_from_db()
    assert row.revoked_by == leader.user


def test_a_specialist_cannot_delegate(client):
    row = AppointmentFactory(roles=[Role.SPECIALIST])
    client.force_login(row.user, backend="congvu.accounts.web.sessions.Backend")

    answer = client.post("/accounts/delegations/", {})

    assert answer.status_code == 409


def test_a_delegation_to_nobody_is_a_422(client, leader):
    answer = client.post("/accounts/delegations/", {"to_user_id": "999999", "reason": ""})

    assert answer.status_code == 422


def test_nobody_takes_back_the_delegation_of_another(client, leader):
    row = DelegationFactory()

    answer = client.post(f"/accounts/delegations/{row.pk}/revoke/")

    assert answer.status_code == 404


def test_a_citizen_is_not_let_to_officers_pages(client, citizen):
    assert client.get("/accounts/delegations/").status_code == 403
