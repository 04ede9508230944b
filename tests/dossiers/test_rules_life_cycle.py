from pathlib import Path

import pytest

from congvu.dossiers.refusals import NotOffered, WrongStatus
from congvu.dossiers.rules.life_cycle import ENDED, LIFE_CYCLE, NATIONAL_CODES, OPEN, check_move, national_code
from congvu.dossiers.rules.state_page import state_page
from congvu.dossiers.terms import Move, Status

LATER = {"T11", "T12", "T14", "T20"}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", Move)
def test_a_move_starts_only_from_its_sources(move, status):
    transition = LIFE_CYCLE[move]

    if not transition.offered:
        with pytest.raises(NotOffered):
            check_move(move, status=status)
    elif status in transition.sources:
        assert check_move(move, status=status) == transition
    else:
        with pytest.raises(WrongStatus):
            check_move(move, status=status)


def test_every_move_stands_in_the_table():
    assert set(LIFE_CYCLE) == set(Move)


def test_the_moves_of_later_are_in_the_table_and_not_offered():
    assert {row.number for row in LIFE_CYCLE.values() if not row.offered} == LATER


def test_all_twenty_numbers_are_there():
    assert {row.number for row in LIFE_CYCLE.values()} == {f"T{n}" for n in range(1, 21)}


def test_nothing_leaves_an_ended_state_but_a_correction():
    leaving = {move for move, row in LIFE_CYCLE.items() if row.sources & ENDED}

    assert leaving == {Move.CORRECT}


def test_a_dossier_can_be_withdrawn_from_every_open_state():
    assert LIFE_CYCLE[Move.REQUEST_WITHDRAWAL].sources == OPEN


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.DRAFT, None),
        (Status.SUBMITTED, 1),
        (Status.ACCEPTED, 2),
        (Status.REFUSED, 3),
        (Status.PROCESSING, 4),
        (Status.SUPPLEMENT, 5),
        (Status.WAITING_PAYMENT, 6),
        (Status.WITHDRAWN, 7),
        (Status.STOPPED, 8),
        (Status.FINISHED, 9),
        (Status.RETURNED, 10),
    ],
)
def test_national_codes_are_a_projection(status, code):
    assert national_code(status) == code


def test_every_state_has_a_projection():
    assert set(NATIONAL_CODES) == set(Status)


def test_the_page_of_states_is_written_from_the_table():
    page = Path(__file__).parents[2] / "docs" / "reference" / "dossier-states.md"

    assert page.read_text(encoding="utf-8") == state_page()
