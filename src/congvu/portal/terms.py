"""The life events that have a picture on the home page, in their order: the picture and the words below the name."""

PICTURED = {
    "sinh-con": ("portal/pictures/sinh-con.html", "Khai sinh, nhận cha, mẹ, con"),
    "ket-hon": ("portal/pictures/ket-hon.html", "Xác nhận độc thân, đăng ký kết hôn"),
    "xay-nha": ("portal/pictures/xay-nha.html", "Giấy phép xây dựng, gia hạn"),
    "mo-quan": ("portal/pictures/mo-quan.html", "Hộ kinh doanh, bán lẻ rượu, thuốc lá"),
    "lam-vuon": ("portal/pictures/lam-vuon.html", "Đổi cây trồng, giếng khoan, hòa giải đất"),
    "ho-tro-xa-hoi": ("portal/pictures/ho-tro-xa-hoi.html", "Khuyết tật, hộ nghèo, trợ cấp hằng tháng"),
    "chung-thuc": ("portal/pictures/chung-thuc.html", "Bản sao, chữ ký, hợp đồng"),
    "mat-nguoi-than": ("portal/pictures/mat-nguoi-than.html", "Khai tử, di sản, hỗ trợ mai táng"),
}

# Shown below the search box as examples of how people may type.
EXAMPLES = ("làm giấy khai sinh", "mo quan an", "sao y căn cước", "xin phép xây nhà")
