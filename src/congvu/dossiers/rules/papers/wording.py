"""The sentences of decisions and of the words of certification (lời chứng), one set per procedure.

Law: the forms annexed to Nghị định 23/2015/NĐ-CP and Thông tư 01/2020/TT-BTP (words of certification) and the sources
of each form in the catalogue (decisions). Wording is [unverified] until compared with the annexes; names in braces are
keys of the result's lines or of the signing officer.
"""

from collections.abc import Mapping

BASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "1.011607": {
        "2020": ("Thông tư số 17/2016/TT-BLĐTBXH", "Thông tư số 14/2018/TT-BLĐTBXH"),
        "2025": ("Nghị định số 07/2021/NĐ-CP", "Nghị định số 30/2025/NĐ-CP", "Quyết định số 24/2021/QĐ-TTg"),
    },
    "1.001776": {
        "2020": ("Nghị định số 136/2013/NĐ-CP", "Thông tư liên tịch số 29/2014/TTLT-BLĐTBXH-BTC"),
        "2025": ("Nghị định số 20/2021/NĐ-CP", "Nghị định số 76/2024/NĐ-CP"),
    },
    "1.001731": {
        "2020": ("Nghị định số 136/2013/NĐ-CP", "Thông tư liên tịch số 29/2014/TTLT-BLĐTBXH-BTC"),
        "2025": ("Nghị định số 20/2021/NĐ-CP", "Nghị định số 76/2024/NĐ-CP"),
    },
}

_IN_FORCE = "Quyết định này có hiệu lực kể từ ngày ký."
_DUTY = "Các bộ phận chuyên môn, cơ quan, đơn vị có liên quan và {who} chịu trách nhiệm thi hành Quyết định này./."

ARTICLES: Mapping[str, tuple[str, ...]] = {
    "1.011607": (
        "Công nhận hộ ông/bà {head}, nơi ở: {address}, được đưa vào danh sách hộ nghèo, hộ cận nghèo theo đề nghị:"
        " {kind}. Số điểm rà soát (B1/B2): {score}. Thời điểm công nhận: {effective_from}. Thành viên của hộ như"
        " danh sách kèm theo.",
        _IN_FORCE,
        _DUTY.format(who="hộ gia đình có tên tại Điều 1"),
    ),
    "1.001776": (
        "Trợ cấp xã hội hằng tháng đối với ông/bà {person}, sinh ngày {birth}, số định danh cá nhân {id_number}, nơi"
        " cư trú: {address}; thuộc đối tượng: {group}. Hệ số: {coefficient}. Mức trợ cấp hằng tháng: {amount} (bằng"
        " chữ: {amount_words}). Hưởng từ tháng {from_month}.",
        _IN_FORCE,
        _DUTY.format(who="ông/bà có tên tại Điều 1"),
    ),
    "1.001731": (
        "Hỗ trợ chi phí mai táng đối với {deceased}, chết ngày {died_on}, thuộc đối tượng: {group}. Cấp cho:"
        " {receiver}. Mức hỗ trợ: {amount} (bằng chữ: {amount_words}). Nguồn kinh phí: {budget}.",
        _IN_FORCE,
        _DUTY.format(who="người nhận hỗ trợ có tên tại Điều 1"),
    ),
}

_I = "Tôi: {officer}, {officer_post}."

CERTIFICATIONS: Mapping[str, tuple[str, ...]] = {
    "2.000815": ("Chứng thực bản sao đúng với bản chính: {paper_names}.",),
    "2.000884": (
        "Tại: {place}.",
        _I,
        "Chứng thực",
        "Ông/bà {signer_name}, giấy tờ tùy thân số {signer_id}, cam đoan đã hiểu, tự chịu trách nhiệm về nội dung của"
        " giấy tờ, văn bản: {document_name}; và đã {mode} vào giấy tờ, văn bản này trước mặt tôi.",
    ),
    "2.000884/cannot": (
        "Tại: {place}.",
        _I,
        "Chứng thực",
        "Ông/bà {signer_name}, giấy tờ tùy thân số {signer_id}, không thể ký và điểm chỉ, cam đoan đã hiểu, tự chịu"
        " trách nhiệm về nội dung và xác nhận đồng ý với nội dung của giấy tờ, văn bản: {document_name} trước mặt tôi.",
    ),
    "2.001035": (
        "Tại: {office}.",
        _I,
        "Chứng thực",
        "Giao dịch ({kind}) được giao kết giữa bên A: {side_a} và bên B: {side_b}; tài sản: {property}.",
        "Các bên tham gia giao dịch cam đoan chịu trách nhiệm trước pháp luật về nội dung của giao dịch; tại thời điểm"
        " chứng thực, các bên minh mẫn, nhận thức và làm chủ được hành vi của mình; tự nguyện thỏa thuận giao kết và"
        " đã cùng ký, điểm chỉ vào giao dịch này trước mặt tôi.",
        "Giao dịch này gồm {pages} trang, được lập thành {copies} bản chính, có giá trị pháp lý như nhau; mỗi bên giữ"
        " bản của mình, 01 bản lưu tại cơ quan chứng thực.",
    ),
    "2.001016": (
        "Tại: {office}.",
        _I,
        "Chứng thực",
        "Văn bản từ chối nhận di sản ({estate}) do {deceased} để lại được lập bởi: {refusers}.",
        "Người từ chối nhận di sản cam đoan chịu trách nhiệm trước pháp luật về nội dung của văn bản, cam đoan việc từ"
        " chối không nhằm trốn tránh thực hiện nghĩa vụ tài sản; tại thời điểm chứng thực minh mẫn, nhận thức và làm"
        " chủ được hành vi của mình và đã ký, điểm chỉ vào văn bản này trước mặt tôi.",
        "Văn bản này được lập thành {copies} bản chính, 01 bản lưu tại cơ quan chứng thực.",
    ),
    "2.000992": (
        "Tại: {office}.",
        _I,
        "Chứng thực",
        "Ông/bà {translator}, giấy tờ tùy thân số {translator_id}, cam đoan đã dịch chính xác nội dung của giấy tờ,"
        " văn bản: {document_name}, từ {languages} sang {to_language}, và đã ký vào bản dịch này trước mặt tôi.",
    ),
}


# A copy gets a number and a sheet of its own: the sheet names only the paper that it is bound to.
BOUND: Mapping[str, tuple[str, ...]] = {
    "2.000815": ("Bản sao giấy tờ, văn bản: {name}.", "Chứng thực bản sao đúng với bản chính."),
}

# Choices that the result spells out with other answers of the same form: by code, key of the line and choice.
SPELLED: Mapping[tuple[str, str, str], str] = {
    ("1.004873", "purpose", "marriage"): (
        "Để kết hôn với {future_spouse}, sinh ngày {future_spouse_birth}, quốc tịch {future_spouse_nationality}, giấy"
        " tờ tùy thân số {future_spouse_id}; nơi dự định đăng ký kết hôn: {marriage_place}"
    ),
    ("1.004873", "purpose", "other"): "{purpose_text}",
    ("1.004873", "status", "current"): (
        "Hiện tại đang có vợ/chồng là {spouse_name} (Giấy chứng nhận kết hôn: {marriage_certificate})"
    ),
    ("1.004873", "status", "period"): (
        "Từ ngày {from_on} đến ngày {to_on} chưa đăng ký kết hôn với ai; hiện tại đang có vợ/chồng là {spouse_name}"
        " (Giấy chứng nhận kết hôn: {marriage_certificate})"
    ),
    ("1.004873", "status", "divorced"): (
        "Đã đăng ký kết hôn nhưng đã ly hôn theo {divorce_decision}; hiện tại chưa đăng ký kết hôn với ai"
    ),
    ("1.004873", "status", "widowed"): (
        "Đã đăng ký kết hôn nhưng vợ/chồng đã chết (giấy tờ khai tử: {spouse_death}); hiện tại chưa đăng ký kết hôn"
        " với ai"
    ),
    ("1.004873", "status", "other"): "{status_other}",
}
