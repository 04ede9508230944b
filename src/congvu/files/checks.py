"""What `congvu doctor` looks at in the stored files."""

from congvu.base.doctor import check, whole_check
from congvu.files import queries


@check("tệp lưu")
def some_files() -> list[str]:
    """Return what is wrong with some files picked at random."""
    return queries.problems_in_sample()


@whole_check("tệp lưu")
def all_files() -> list[str]:
    """Return what is wrong with any file."""
    return queries.problems_in_all()
