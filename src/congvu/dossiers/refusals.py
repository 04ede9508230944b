"""Every expected no about dossiers."""

from congvu.base.refusals import NotYours, Refusal, TooOften


class WrongStatus(Refusal):
    code = "wrong_status"
    sentence = "Hồ sơ đã chuyển sang trạng thái khác nên không làm được việc này nữa. Hãy tải lại trang để xem."


class NotOffered(Refusal):
    code = "not_offered"
    sentence = "Hệ thống chưa hỗ trợ việc này."


class NotYourStep(NotYours):
    code = "not_your_step"
    sentence = "Bước này do chức danh khác giữ. Hãy xem ai đang giữ hồ sơ."


class WrongPlace(Refusal):
    code = "wrong_place"
    sentence = "Với nội dung đã khai, việc này do cơ quan khác giải quyết. Hãy chọn lại nơi nộp."


class TakenByOther(Refusal):
    code = "taken_by_other"
    sentence = "Bước này vừa có người khác nhận. Hãy tải lại trang để xem."


class StepDone(Refusal):
    code = "step_done"
    sentence = "Bước này đã được xử lý xong. Hãy tải lại trang để xem hồ sơ đang ở đâu."


class NotComplete(Refusal):
    code = "not_complete"
    sentence = "Hồ sơ còn thiếu nội dung bắt buộc."


class NobodyHolds(Refusal):
    code = "nobody_holds"
    sentence = "Chưa có ai giữ chức danh xử lý bước này. Hãy báo người quản trị bổ nhiệm hoặc ủy quyền."


class AlreadyDecided(Refusal):
    code = "already_decided"
    sentence = "Kết quả đã được ký nên không rút được hồ sơ. Bạn có thể nhận kết quả như đã hẹn."


class SupplementUsed(Refusal):
    code = "supplement_used"
    sentence = "Hồ sơ này đã được yêu cầu bổ sung đủ số lần cho phép."


class NotYourDesk(NotYours):
    code = "not_your_desk"
    sentence = "Bộ phận một cửa này không tiếp nhận hồ sơ đó. Hãy chọn chức danh tiếp nhận của đơn vị giải quyết."


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    sentence = "Bản nháp này vừa được lưu ở nơi khác. Hãy tải lại trang để thấy nội dung mới nhất rồi sửa tiếp."


class NothingListed(Refusal):
    code = "nothing_listed"
    sentence = "Hãy ghi ít nhất một giấy tờ hoặc nội dung cần bổ sung và lý do."


class ReasonNeeded(Refusal):
    code = "reason_needed"
    sentence = "Hãy ghi lý do và căn cứ pháp lý."


class PaperNeeded(Refusal):
    code = "paper_needed"
    sentence = "Còn giấy tờ chưa được nộp, xuất trình hoặc ghi lý do miễn."


class NoSuchPaper(Refusal):
    code = "no_such_paper"
    sentence = "Hồ sơ này không cần giấy tờ đó. Hãy tải lại trang để xem danh sách giấy tờ."


class TooManyFiles(Refusal):
    code = "too_many_files"
    sentence = "Giấy tờ này đã có đủ số tệp cho phép. Hãy gộp các trang vào một tệp PDF."
    status = 422


class NothingAsked(Refusal):
    code = "nothing_asked"
    sentence = "Hiện không có yêu cầu bổ sung nào chờ bạn trả lời. Hãy xem lại trang theo dõi hồ sơ."


class TooManyTries(TooOften):
    code = "too_many_tries"
    sentence = "Bạn đã nhập sai nhiều lần. Hãy xem lại hai mã trên giấy tiếp nhận và thử lại sau 15 phút."


class NotFromOffice(NotYours):
    code = "not_from_office"
    sentence = "Tài khoản công vụ không dùng để nộp hồ sơ. Hãy đăng nhập bằng tài khoản công dân hoặc tổ chức."


class NowhereReceived(Refusal):
    code = "nowhere_received"
    sentence = "Hôm nay chưa có nơi nào trong hệ thống nhận thủ tục này. Hãy hỏi Bộ phận Một cửa gần nhất."


class FeeOutstanding(Refusal):
    code = "fee_outstanding"
    sentence = "Còn khoản phí, lệ phí chưa thu. Hãy ghi nhận đã thu hoặc miễn trước khi trả kết quả."


class NotYourFee(NotYours):
    code = "not_your_fee"
    sentence = "Chỉ người tiếp nhận, trả kết quả hoặc thu phí của cơ quan giải quyết mới ghi được khoản thu này."


class ResultMissing(Refusal):
    code = "result_missing"
    sentence = "Chưa có dự thảo kết quả. Chuyên viên lập dự thảo trước khi trình ký."


class FieldsMissing(Refusal):
    code = "fields_missing"
    sentence = "Kết quả còn ô chưa điền."


class CopyMissing(Refusal):
    code = "copy_missing"
    sentence = "Chưa có bản điện tử của giấy tờ cần chứng thực. Hãy đính kèm tệp PDF hoặc ảnh chụp rõ."


class SignerChanged(Refusal):
    code = "signer_changed"
    sentence = "Dự thảo in tên người ký khác. Hãy trả lại để lập dự thảo mới."


class AnswerNeeded(Refusal):
    code = "answer_needed"
    sentence = "Hãy ghi ngày, nơi gửi và tệp văn bản trả lời của cơ quan bên ngoài."


class WaitNotOver(Refusal):
    code = "wait_not_over"
    sentence = "Chưa hết thời gian chờ theo quy định nên chưa chuyển bước được."


class SamePerson(NotYours):
    code = "same_person"
    sentence = "Người lập dự thảo không được đóng dấu kết quả của mình."


class ResultSigned(Refusal):
    code = "result_signed"
    sentence = "Kết quả đã được ký nên không trả lại hoặc thu hồi được nữa."
