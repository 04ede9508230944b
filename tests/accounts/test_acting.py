"""Through which posts officers act on a day."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from congvu.accounts import actions
from congvu.accounts.models import FailedTry
from congvu.accounts.queries import acting_as, first_held, holders_of
from congvu.accounts.refusals import AlreadyRevoked, CannotDelegate, NotYourAppointment, TooManyTries, WrongPassword
from congvu.accounts.terms import Role
from tests.accounts.factories import PASSWORD, AppointmentFactory, CitizenFactory, DelegationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 28)
NOW = datetime(2020, 4, 27, 1, tzinfo=UTC)


def test_an_officer_acts_through_the_post_of_the_day():
    old = AppointmentFactory(valid_to=date(2020, 4, 1))
    new = AppointmentFactory(user=old.user, valid_from=date(2020, 4, 2))

    found = acting_as(old.user, DAY)

    assert [a.post_key for a in found] == [new.post.key]


def test_nobody_acts_in_an_agency_that_no_longer_exists():
    row = AppointmentFactory(post__agency__valid_to=date(2020, 4, 27))

    assert acting_as(row.user, DAY) == []


def test_an_officer_without_account_rights_holds_nothing():
    row = AppointmentFactory(user__is_active=False)

    assert holders_of(row.post.key, DAY) == []


def test_under_a_delegation_both_names_are_kept():
    row = DelegationFactory()

    acting = acting_as(row.to_user, DAY)[0]

    assert acting.printed_name == f"{row.to_user.full_name} (được {row.appointment.user.full_name} ủy quyền)"
    assert acting.ref.name == acting.printed_name


@pytest.mark.parametrize("day", [date(2020, 4, 26), date(2020, 5, 1)])
def test_outside_its_days_a_delegation_gives_nothing(day):
    row = DelegationFactory()

    assert acting_as(row.to_user, day) == []


def test_a_revoked_delegation_gives_nothing():
    row = DelegationFactory()

    actions.revoke_delegation(delegation_id=row.pk, holder=row.appointment.user, now=NOW)

    assert acting_as(row.to_user, DAY) == []


def test_a_delegation_is_revoked_once():
    row = DelegationFactory()
    actions.revoke_delegation(delegation_id=row.pk, holder=row.appointment.user, now=NOW)

    with pytest.raises(AlreadyRevoked):
        actions.revoke_delegation(delegation_id=row.pk, holder=row.appointment.user, now=NOW)


def test_only_the_holder_revokes():
    row = DelegationFactory()

    with pytest.raises(NotYourAppointment):
        actions.revoke_delegation(delegation_id=row.pk, holder=row.to_user, now=NOW)


def test_the_holders_of_a_post_include_those_who_stand_in():
    row = DelegationFactory()

    found = holders_of(row.appointment.post.key, DAY)

    assert [a.user_id for a in found] == [row.appointment.user_id, row.to_user_id]


def test_a_delegation_is_granted_within_the_appointment():
    row, other = AppointmentFactory(), UserFactory(officer=True)

    given = actions.delegate(
        appointment_id=row.pk, to_user_id=other.pk, valid_from=DAY, valid_to=DAY, reason="Họp", holder=row.user, now=NOW
    )

    assert [a.for_name for a in acting_as(other, DAY)] == [given.appointment.user.full_name]


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2020, 4, 29), date(2020, 4, 28)),
        (date(2020, 4, 1), date(2020, 4, 2)),
        (date(2020, 4, 28), date(2020, 7, 1)),
        (date(2018, 4, 28), date(2020, 5, 1)),
    ],
)
def test_a_delegation_outside_its_bounds_is_refused(valid_from, valid_to):
    row, other = AppointmentFactory(valid_to=date(2020, 6, 30)), UserFactory(officer=True)

    with pytest.raises(CannotDelegate):
        actions.delegate(
            appointment_id=row.pk,
            to_user_id=other.pk,
            valid_from=valid_from,
            valid_to=valid_to,
            reason="Họp",
            holder=row.user,
            now=NOW,
        )


def test_a_post_is_delegated_to_officers_only():
    row, citizen = AppointmentFactory(), CitizenFactory()

    with pytest.raises(CannotDelegate):
        actions.delegate(
            appointment_id=row.pk,
            to_user_id=citizen.user_id,
            valid_from=DAY,
            valid_to=DAY,
            reason="Họp",
            holder=row.user,
            now=NOW,
        )


def test_the_same_post_is_not_held_twice_at_once():
    row = AppointmentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(user=row.user, post=row.post, valid_from=date(2020, 1, 1))


def test_the_first_post_with_a_holder_in_the_role_is_taken():
    empty = AppointmentFactory(roles=[Role.SPECIALIST])
    held = AppointmentFactory(roles=[Role.SIGNER])

    found = first_held([empty.post.key, held.post.key], commune="", role="decider", on=DAY)

    assert [a.user_id for a in found] == [held.user_id]


def test_the_right_password_confirms_who_signs():
    user = UserFactory()

    actions.confirm_identity(user=user, password=PASSWORD, now=NOW)

    assert not FailedTry.objects.exists()


def test_a_wrong_password_does_not_confirm():
    with pytest.raises(WrongPassword):
        actions.confirm_identity(user=UserFactory(), password="sai", now=NOW)


def test_after_five_wrong_passwords_even_the_right_one_waits():
    user = UserFactory()
    for _ in range(actions.TRIES):
        with pytest.raises(WrongPassword):
            actions.confirm_identity(user=user, password="sai", now=NOW)

    with pytest.raises(TooManyTries):
        actions.confirm_identity(user=user, password=PASSWORD, now=NOW)


def test_after_a_quarter_of_an_hour_the_right_password_confirms_again():
    user = UserFactory()
    for _ in range(actions.TRIES):
        with pytest.raises(WrongPassword):
            actions.confirm_identity(user=user, password="sai", now=NOW)

    actions.confirm_identity(user=user, password=PASSWORD, now=NOW + actions.LOCKED_FOR)

    assert not FailedTry.objects.exists()
