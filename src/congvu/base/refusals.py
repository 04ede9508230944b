"""The two ways to say an expected no: about the thing, and about the person."""


class Refusal(Exception):
    """An expected no about the thing (HTTP 409): a code for machines and a Vietnamese sentence for people."""

    code = "refused"
    sentence = "Không thực hiện được yêu cầu này."
    status = 409

    def __init__(self, sentence: str | None = None, **details: object) -> None:
        """Keep the sentence that people read (the default of the class when None) and details for the log."""
        self.sentence = sentence or self.sentence
        self.details = details
        super().__init__(self.sentence)


class NotYours(Refusal):
    """An expected no about the person (HTTP 403)."""

    code = "not_yours"
    sentence = "Bạn không có quyền thực hiện việc này."
    status = 403
