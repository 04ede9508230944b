"""People, appointments and delegations for tests; every password is `PASSWORD`."""

from datetime import UTC, date, datetime

import factory

from congvu.accounts.models import Appointment, Business, Citizen, Delegation, User
from congvu.accounts.terms import Role, UserKind
from tests.org.factories import PostFactory

PASSWORD = "một-mật-khẩu-dài"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        officer = factory.Trait(kind=UserKind.OFFICER)

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    email = factory.Sequence(lambda n: f"nguoi{n}@thu.example")
    kind = UserKind.CITIZEN
    password = factory.django.Password(PASSWORD)


class CitizenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Citizen

    user = factory.SubFactory(UserFactory)
    birth_date = date(1990, 5, 17)


class BusinessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Business

    user = factory.SubFactory(UserFactory, kind=UserKind.BUSINESS)
    name = factory.Sequence(lambda n: f"Quán Gió {n}")


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory, officer=True)
    post = factory.SubFactory(PostFactory)
    roles = factory.LazyFunction(lambda: [Role.SPECIALIST])
    valid_from = date(2019, 1, 1)


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    appointment = factory.SubFactory(AppointmentFactory)
    to_user = factory.SubFactory(UserFactory, officer=True)
    valid_from = date(2020, 4, 27)
    valid_to = date(2020, 4, 30)
    reason = "Đi công tác"
    granted_at = datetime(2020, 4, 26, 2, tzinfo=UTC)
