"""What is wrong with a diagram, said so that its author finds the place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a diagram: the line in the file, the element's id, a code and a sentence."""

    line: int
    element: str
    code: str
    sentence: str

    def __str__(self) -> str:
        """Return the problem as one sentence with its place."""
        place = f"Dòng {self.line}" + (f", phần tử {self.element}" if self.element else "")
        return f"{place}: {self.sentence}"
