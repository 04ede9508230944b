"""Why a charge cannot be changed."""

from congvu.base.refusals import Refusal


class WrongChargeState(Refusal):
    """The charge is not where this step starts."""

    code = "wrong_charge_state"
    sentence = "Khoản thu này không còn ở tình trạng cho phép làm việc đó."


class AmountUnknown(Refusal):
    """A payment needs its amount."""

    code = "amount_unknown"
    sentence = (
        "Chưa biết mức thu của khoản này. Hãy nhập số tiền theo nghị quyết của Hội đồng nhân dân tỉnh rồi ghi nhận."
    )


class AmountDiffers(Refusal):
    """What was collected is not what is owed."""

    code = "amount_differs"
    sentence = "Số tiền đã nhập khác mức thu của khoản này. Hãy kiểm tra lại số tiền."


class ReceiptMissing(Refusal):
    """A payment needs the number of its receipt."""

    code = "receipt_missing"
    sentence = "Hãy nhập số biên lai thu tiền, nhiều nhất 60 ký tự."


class ReasonMissing(Refusal):
    """An exemption or a return needs its reason."""

    code = "reason_missing"
    sentence = "Hãy nhập lý do miễn hoặc hoàn trả."
