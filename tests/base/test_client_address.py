import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from congvu.base.middleware import ClientAddress


def seen(**more):
    addresses = []

    def page(request):
        addresses.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    ClientAddress(page)(RequestFactory().get("/", **more))
    return addresses[0]


@pytest.mark.parametrize(
    ("caller", "told", "expected"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_only_the_server_in_front_is_believed_about_who_calls(caller, told, expected):
    more = {"HTTP_X_FORWARDED_FOR": told} if told else {}

    assert seen(REMOTE_ADDR=caller, **more) == expected
