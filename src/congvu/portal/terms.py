"""The life events that have a picture on the home page, in their order, with the words below the name."""

PICTURED = {
    "sinh-con": "Khai sinh, nhận cha, mẹ, con",
    "ket-hon": "Xác nhận độc thân, đăng ký kết hôn",
    "xay-nha": "Giấy phép xây dựng, gia hạn",
    "mo-quan": "Hộ kinh doanh, bán lẻ rượu, thuốc lá",
    "lam-vuon": "Đổi cây trồng, giếng khoan, hòa giải đất",
    "ho-tro-xa-hoi": "Khuyết tật, hộ nghèo, trợ cấp hằng tháng",
    "chung-thuc": "Bản sao, chữ ký, hợp đồng",
    "mat-nguoi-than": "Khai tử, di sản, hỗ trợ mai táng",
}

# Shown below the search box as examples of how people may type.
EXAMPLES = ("làm giấy khai sinh", "mo quan an", "sao y căn cước", "xin phép xây nhà")
