"""The sentences with which a check explains itself to people."""

CLOCK_TOLERANCE_SECONDS = 300

NOT_PDF = "Đây không phải tệp PDF."
BROKEN = "Tệp bị hỏng hoặc bị cắt cụt, không đọc được."
ENCRYPTED = "Tệp có mật khẩu nên không đọc được chữ ký."
UNSIGNED = "Tệp không có chữ ký số nào."
TOO_MANY = "Tệp có quá nhiều chữ ký, không kiểm tra được."
TOO_COSTLY = "Tệp quá nặng hoặc cố ý gây quá tải, đã dừng kiểm tra."

CHANGED = "Nội dung đã bị thay đổi sau khi ký."
CHANGED_LATER = "Sau chữ ký này, nội dung trang đã bị sửa theo cách chữ ký không cho phép."
ADDED_LATER = "Sau chữ ký cuối cùng còn có thay đổi không ai ký."
PARTIAL = "Chữ ký chỉ phủ một phần của tệp."
WRONG_MATHEMATICS = "Chữ ký không khớp với chứng thư số."
FIELD_RULES = "Chữ ký không đúng yêu cầu đặt ra cho ô ký."
REVOKED = "Chứng thư số đã bị thu hồi."
UNCOMPUTABLE = "Chữ ký bị hỏng, không tính lại được."

EXPIRED = "Chứng thư số đã hết hạn và không có dấu thời gian chứng minh ký khi còn hạn."
NOT_YET = "Chứng thư số chưa có hiệu lực."
UNTRUSTED = "Chứng thư số do nơi không có trong danh sách tin cậy cấp."
NO_ROOTS = "Chưa cài danh sách nơi cấp chứng thư tin cậy, nên chưa biết ai cấp chứng thư này."
CLAIMED_OUTSIDE = "Giờ ký ghi trong tệp nằm ngoài thời hạn của chứng thư số."
FUTURE = "Giờ ký ghi trong tệp ở tương lai."
LOOSE = "Tệp không theo đúng chuẩn PDF nên không thể kết luận chắc chắn."

CLAIMED_TIME = "Giờ ký lấy từ đồng hồ của máy người ký, không có bên thứ ba xác nhận."
STAMP_UNTRUSTED = "Dấu thời gian không do nơi tin cậy cấp; giờ ký lấy từ đồng hồ của máy người ký."
UNSTATED_TIME = "Chữ ký không ghi giờ ký."
EVIDENCE_ADDED = "Sau chữ ký chỉ có thêm bằng chứng để kiểm tra lâu dài."
TRIAL = "Đây là chữ ký thử nghiệm, không có giá trị pháp lý."
