"""Short titles of the steps that many processes share, for drawings; other steps are cut from their own name."""

import re
from collections.abc import Mapping

from congvu.workflow.rules.tables import Node

TITLES: Mapping[str, str] = {
    "receive": "Tiếp nhận",
    "assign": "Phân công",
    "examine": "Thẩm tra",
    "propose": "Trình ký",
    "review": "Thẩm định, trình ký",
    "draft": "Lập dự thảo",
    "sign": "Ký kết quả",
    "publish": "Cấp số, chuyển trả",
    "verify": "Xác minh",
    "look_up": "Đối chiếu sổ gốc",
    "posting": "Niêm yết",
    "interview": "Làm việc trực tiếp",
    "site_check": "Kiểm tra thực địa",
    "check_design": "Đối chiếu quy hoạch",
    "check_papers": "Thẩm tra giấy tờ",
    "check_status": "Công an xác minh",
    "check_parties": "Kiểm tra các bên",
    "check_property": "Tra cứu tài sản",
    "check_content": "Kiểm tra nội dung",
    "check_owner": "Tra cứu chủ hộ",
    "check_home": "Xác minh nơi cư trú",
    "check_data": "Tra cứu dữ liệu",
    "check_case": "Kiểm tra hồ sơ",
    "check_housing": "Kiểm tra chỗ ở",
    "consents": "Chờ xác nhận",
    "consult_others": "Lấy ý kiến",
    "cadastral_data": "Hồ sơ địa chính",
    "tax_code": "Tạo mã số thuế",
    "sign_before": "Ký trước cán bộ",
    "reflect": "Chờ đổi ý kiến",
    "reconsider": "Chờ ý kiến khác",
    "set_up_council": "Lập Hội đồng",
    "verify_land": "Thẩm tra đất",
    "verify_residence": "Xác minh cư trú",
    "invite": "Mời họp",
    "meet": "Họp hòa giải",
    "meeting": "Họp thôn",
    "survey": "Rà soát hộ",
    "committee": "Tổng hợp, kiểm tra",
    "council": "Hội đồng xét duyệt",
    "convene": "Mời Hội đồng",
    "assess": "Hội đồng đánh giá",
    "conclude": "Kết luận",
    "commune_sign": "Xã đề nghị",
    "upper_review": "Huyện thẩm định",
    "upper_sign": "Huyện ký",
    "update": "Cập nhật dữ liệu",
}


def title_of(node: Node) -> str:
    """Return a title of few words: the shared one, or the first clause of the step's name."""
    return TITLES.get(node.id) or re.split(r"[,;:(]", node.name, maxsplit=1)[0].strip() or node.id
