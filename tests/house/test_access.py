"""Who may open which page: every address of the house, opened by everybody, compared with the table `ROWS`.

A page that answers 404 let the person in: what is missing there is the thing, not the right. Where GET is not
answered (405), POST is tried.
"""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from congvu.accounts.terms import Role
from tests.accounts.factories import AppointmentFactory, BusinessFactory, CitizenFactory

PUBLIC = "everybody"
SIGNED_IN = "whoever signed in"
APPLICANTS = "citizens and businesses"
OFFICERS = "officers acting through a post"
DESK = "whoever works at a one-stop desk"
PEOPLE = [
    "stranger",
    "citizen",
    "business",
    *(Role.RECEIVING_OFFICER, Role.SPECIALIST, Role.LEADER, Role.RECORDS_CLERK),
]
MAY_OPEN = {
    PUBLIC: set(PEOPLE),
    SIGNED_IN: set(PEOPLE[1:]),
    APPLICANTS: set(PEOPLE[1:3]),
    OFFICERS: set(PEOPLE[3:]),
    DESK: {Role.RECEIVING_OFFICER},
}
SAMPLES = {
    "int": "0",
    "slug": "khong-co",
    "str": "khong-co",
    "path": "khong-co",
    "uuid": "00000000-0000-0000-0000-000000000000",
}

ROWS = {
    "": PUBLIC,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "metrics": PUBLIC,
    "search/": PUBLIC,
    "life/<slug:event_id>/": PUBLIC,
    "procedures/": PUBLIC,
    "procedures/<str:code>/": PUBLIC,
    "check/": PUBLIC,
    "dossiers/": SIGNED_IN,
    "dossiers/new/<str:code>/": APPLICANTS,
    "dossiers/track/": PUBLIC,
    "dossiers/<uuid:key>/": SIGNED_IN,
    "dossiers/<uuid:key>/continue/": SIGNED_IN,
    "dossiers/<uuid:key>/form/<str:step>/": SIGNED_IN,
    "dossiers/<uuid:key>/change/<str:step>/": SIGNED_IN,
    "dossiers/<uuid:key>/people/": SIGNED_IN,
    "dossiers/<uuid:key>/place/": SIGNED_IN,
    "dossiers/<uuid:key>/papers/": SIGNED_IN,
    "dossiers/<uuid:key>/papers/<str:paper>/": SIGNED_IN,
    "dossiers/<uuid:key>/files/<int:given>/": SIGNED_IN,
    "dossiers/<uuid:key>/files/<int:given>/remove/": SIGNED_IN,
    "dossiers/<uuid:key>/check/": SIGNED_IN,
    "dossiers/<uuid:key>/sent/": SIGNED_IN,
    "dossiers/<uuid:key>/correct/": SIGNED_IN,
    "dossiers/<uuid:key>/correct/<str:step>/": SIGNED_IN,
    "dossiers/<uuid:key>/supplement/": SIGNED_IN,
    "dossiers/<uuid:key>/supplement/<str:paper>/": SIGNED_IN,
    "dossiers/<uuid:key>/withdraw/": SIGNED_IN,
    "dossiers/<uuid:key>/letters/<int:letter>/": SIGNED_IN,
    "dossiers/<uuid:key>/receive/": SIGNED_IN,
    "dossiers/<uuid:key>/result/": SIGNED_IN,
    "dossiers/<uuid:key>/discard/": SIGNED_IN,
    "dossiers/counter/": DESK,
    "dossiers/counter/begin/": DESK,
    "dossiers/counter/returns/": DESK,
    "dossiers/counter/returns/together/": DESK,
    "dossiers/counter/returns/<int:step_id>/": DESK,
    "dossiers/counter/fees/": DESK,
    "dossiers/counter/<uuid:key>/fees/": OFFICERS,
    "dossiers/counter/<uuid:key>/": OFFICERS,
    "dossiers/counter/<uuid:key>/discard/": OFFICERS,
    "dossiers/counter/<uuid:key>/files/<int:given>/": OFFICERS,
    "dossiers/counter/<uuid:key>/ask/": OFFICERS,
    "dossiers/counter/<uuid:key>/refuse/": OFFICERS,
    "dossiers/counter/<uuid:key>/slip/": OFFICERS,
    "dossiers/counter/<uuid:key>/slip.pdf": OFFICERS,
    "dossiers/counter/<uuid:key>/receipt/": OFFICERS,
    "dossiers/counter/<uuid:key>/receipt.pdf": OFFICERS,
    "notices/": SIGNED_IN,
    "notices/read-all/": SIGNED_IN,
    "notices/<int:notice_id>/open/": SIGNED_IN,
    "notices/outbox/": PUBLIC,
    "notices/outbox/<int:mail_id>/": PUBLIC,
    "desk/": OFFICERS,
    "desk/dossiers/": OFFICERS,
    "desk/dossiers/export/": OFFICERS,
    "desk/sign/": OFFICERS,
    "desk/dossiers/book/": OFFICERS,
    "desk/dossiers/book/pdf/": OFFICERS,
    "desk/dossiers/book/csv/": OFFICERS,
    "desk/dossiers/<uuid:key>/result/": OFFICERS,
    "desk/dossiers/<uuid:key>/sign/": OFFICERS,
    "desk/dossiers/<uuid:key>/sign/return/": OFFICERS,
    "desk/dossiers/<uuid:key>/notice/": OFFICERS,
    "desk/dossiers/<uuid:key>/seal/": OFFICERS,
    "desk/dossiers/<uuid:key>/": OFFICERS,
    "desk/dossiers/<uuid:key>/<slug:move>/": OFFICERS,
    "desk/dossiers/<uuid:key>/files/<int:file_id>/": OFFICERS,
    "signing/": OFFICERS,
    "signing/<int:document_id>/": OFFICERS,
    "signing/<int:document_id>/paper/": OFFICERS,
    "signing/approve/": OFFICERS,
    "accounts/home/": SIGNED_IN,
    "accounts/profile/": APPLICANTS,
    "accounts/acting/": OFFICERS,
    "accounts/delegations/": OFFICERS,
    "accounts/delegations/<int:delegation_id>/revoke/": OFFICERS,
    "accounts/signup/": PUBLIC,
    "accounts/signup/business/": PUBLIC,
    "accounts/login/": PUBLIC,
    "accounts/logout/": PUBLIC,
    "accounts/inactive/": PUBLIC,
    "accounts/reauthenticate/": SIGNED_IN,
    "accounts/email/": SIGNED_IN,
    "accounts/confirm-email/": PUBLIC,
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": PUBLIC,
    "accounts/login/code/confirm/": PUBLIC,
    "accounts/password/change/": SIGNED_IN,
    "accounts/password/set/": SIGNED_IN,
    "accounts/password/reset/": PUBLIC,
    "accounts/password/reset/done/": PUBLIC,
    "accounts/password/reset/key/done/": PUBLIC,
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": PUBLIC,
    "accounts/2fa/": SIGNED_IN,
    "accounts/2fa/authenticate/": PUBLIC,
    "accounts/2fa/reauthenticate/": SIGNED_IN,
    "accounts/2fa/totp/activate/": SIGNED_IN,
    "accounts/2fa/totp/deactivate/": SIGNED_IN,
    "accounts/2fa/recovery-codes/": SIGNED_IN,
    "accounts/2fa/recovery-codes/generate/": SIGNED_IN,
    "accounts/2fa/recovery-codes/download/": SIGNED_IN,
    "accounts/2fa/webauthn/": SIGNED_IN,
    "accounts/2fa/webauthn/add/": SIGNED_IN,
    "accounts/2fa/webauthn/reauthenticate/": SIGNED_IN,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": SIGNED_IN,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": SIGNED_IN,
    "accounts/2fa/webauthn/login/": PUBLIC,
    "accounts/sessions/": SIGNED_IN,
    **dict.fromkeys(  # sessions open nothing here; tests/api tries tokens and scopes
        [
            "api/",
            "api/^(?P<rest>.*)$",
            "api/openapi.json",
            "api/v1/dossiers",
            "api/v1/dossiers/<code>",
            "api/v1/files",
            "api/v1/procedures",
            "api/v1/procedures/<code>",
            "api/v1/procedures/<code>/form",
        ],
        PUBLIC,
    ),
}


def routes(patterns, before=""):
    """Return every address of the house as Django writes it."""
    for one in patterns:
        match one:
            case URLResolver():
                yield from routes(one.url_patterns, before + str(one.pattern))
            case URLPattern():
                yield before + str(one.pattern)


def address(route):
    """Return an address of that route, with samples for what varies."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)
    plain = re.sub(r"\(\?P<\w+>.*?\)", "khongco", plain)
    return "/" + plain.replace("^", "").replace("$", "")


def may_open(answer):
    """Tell whether the answer let the person in."""
    turned_away = answer.status_code in (301, 302, 303) and answer.url.startswith("/accounts/login/?")
    return not turned_away and answer.status_code != 403


@pytest.fixture
def person(request, client):
    """A client signed in as the named person."""
    name = request.param
    if name == "stranger":
        return client
    if name == "citizen":
        user = CitizenFactory().user
    elif name == "business":
        user = BusinessFactory().user
    else:
        user = AppointmentFactory(roles=[name]).user
    client.force_login(user, backend="congvu.accounts.web.sessions.Backend")
    return client


def test_every_address_has_a_row_and_every_row_an_address():
    found = set(routes(get_resolver().url_patterns))

    assert sorted(found - set(ROWS)) == [], "add a row to ROWS in tests/house/test_access.py: who may open it?"
    assert sorted(set(ROWS) - found) == [], "these addresses are gone: remove their rows from ROWS"


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_each_page_opens_for_whom_the_table_says(person, request):
    name = request.node.callspec.params["person"]
    person.raise_request_exception = False

    wrong = {}
    for route, who in ROWS.items():
        if route == "accounts/logout/":
            continue  # it would end the session of the walk
        answer = person.get(address(route))
        if answer.status_code == 405:
            answer = person.post(address(route))
        if may_open(answer) != (name in MAY_OPEN[who]) or answer.status_code >= 500:
            wrong[route] = answer.status_code

    assert wrong == {}
