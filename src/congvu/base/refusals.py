"""The ways to say an expected no: about the thing, about the person, and for now."""


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


class TooOften(Refusal):
    """An expected no for now (HTTP 429): too much of the same within a time; `wait_seconds` says how long it lasts."""

    code = "too_often"
    sentence = "Việc này vừa được làm quá nhiều lần. Hãy đợi một lúc rồi thử lại."
    status = 429

    def __init__(self, *, wait_seconds: int) -> None:
        """Keep the seconds after which the same may be asked again."""
        self.wait_seconds = wait_seconds
        super().__init__()
