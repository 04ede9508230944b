"""What `congvu doctor` looks at in the audit trail."""

from congvu.audit import queries
from congvu.base.doctor import check


@check("nhật ký")
def chains() -> list[str]:
    """Return what is broken in the chains of lines and blocks."""
    return queries.problems()
