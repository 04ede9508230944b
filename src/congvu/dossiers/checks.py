"""What `congvu doctor` looks at in dossiers."""

from congvu.base import clock
from congvu.base.doctor import check, whole_check
from congvu.dossiers.queries import problems


@check("hồ sơ: thời hạn")
def newest_dues() -> list[str]:
    """Return due times of the newest dossiers that are not what their clock gives."""
    return problems.some(problems.wrong_dues(newest=problems.NEWEST))


@whole_check("hồ sơ: thời hạn")
def all_dues() -> list[str]:
    """Return every due time that is not what its clock gives."""
    return problems.some(problems.wrong_dues(newest=None))


@check("hồ sơ: trạng thái")
def states() -> list[str]:
    """Return states that do not agree with the last move."""
    return problems.some(problems.wrong_states())


@check("hồ sơ: bước xử lý")
def steps() -> list[str]:
    """Return open steps and tokens of processes that do not agree."""
    return problems.some(problems.loose_steps())


@check("hồ sơ: mã hồ sơ")
def codes() -> list[str]:
    """Return gaps in the codes of a day."""
    return problems.some(problems.gaps_in_codes())


@check("hồ sơ: số kết quả")
def numbers() -> list[str]:
    """Return result numbers given twice."""
    return problems.some(problems.numbers_given_twice())


@check("hồ sơ: giấy tờ của thủ tục")
def letters() -> list[str]:
    """Return statutory papers without their file."""
    return problems.some(problems.letters_without_file(clock.now()))
