"""What people write on the pages of accounts: read and checked here, saved by actions."""

import re
from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.vn import mst

from congvu.accounts.models import Business, Citizen
from congvu.accounts.terms import Gender
from congvu.base.text import nfc

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PHONE_HINT = "10 số, bắt đầu bằng 0. Đây là tên đăng nhập của bạn."


def phone_number(value: str) -> str:
    """Return a phone number without spaces, dots and +84. Raises ValidationError."""
    digits = re.sub(r"[\s.\-()]", "", value)
    digits = "0" + digits[3:] if digits.startswith("+84") else digits
    if not re.fullmatch(r"0\d{9,10}", digits):
        raise ValidationError("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0. Ví dụ: 0912 345 678.")
    return digits


class AddKeyForm(AddWebAuthnForm):
    """Add a passkey (khóa truy cập) of this device; it signs in alone unless somebody wants it as a second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên gọi, để nhớ khóa ở máy nào"
        self.fields["passwordless"].label = "Đăng nhập chỉ bằng khóa này, không cần mật khẩu"
        self.fields["passwordless"].help_text = "Bỏ dấu thì khóa chỉ dùng thêm sau mật khẩu."
        self.fields["passwordless"].initial = True


class NewAddressForm(AddEmailForm):
    """Another e-mail address in place of the one in use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Địa chỉ mới"


class SignInForm(LoginForm):
    """Sign in by phone number, e-mail address or an officer's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Số điện thoại, địa chỉ thư hoặc tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        login = super().clean_login()
        return re.sub(r"[\s.]", "", login) if re.fullmatch(r"[\d\s.]+", login) else login


class Neat(forms.Form):
    """Texts in Unicode NFC, without blanks at the ends."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        secret = {"password", "again"}
        return {k: nfc(v) if isinstance(v, str) and k not in secret else v for k, v in cleaned.items()}


class Account(Neat):
    """What every new account needs."""

    phone = forms.CharField(
        label="Số điện thoại",
        help_text=PHONE_HINT,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label="Địa chỉ thư điện tử (không bắt buộc)",
        required=False,
        help_text="Để nhận thông báo về hồ sơ và đặt lại mật khẩu khi quên.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="Mật khẩu",
        help_text="Ít nhất 8 ký tự, không chỉ toàn chữ số.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "password" in cleaned and cleaned.get("again") != cleaned["password"]:
            self.add_error("again", "Hai lần nhập mật khẩu không giống nhau.")
        cleaned.pop("again", None)
        return cleaned


class CitizenSignUpForm(Account):
    """A citizen opens an account."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=200,
        help_text="Ghi như trên giấy tờ tùy thân.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["full_name"]


class BusinessSignUpForm(Account):
    """A business opens an account."""

    name = forms.CharField(label="Tên tổ chức, hộ kinh doanh", max_length=200)
    owner_name = forms.CharField(label="Họ và tên người đại diện", max_length=200)
    tax_code = forms.CharField(label="Mã số thuế (không bắt buộc)", max_length=14, required=False)
    field_order = ["name", "owner_name", "tax_code"]

    def clean_tax_code(self) -> str:
        return tax_code(self.cleaned_data["tax_code"])


def tax_code(value: str) -> str:
    """Return the tax code in its plain form, empty when not given. Raises ValidationError."""
    if not value:
        return ""
    try:
        return str(mst.format(mst.validate(value)))
    except StdnumError:
        raise ValidationError("Mã số thuế gồm 10 hoặc 13 chữ số. Hãy xem lại.") from None


class CitizenForm(forms.ModelForm):
    """A citizen corrects what forms are prefilled with."""

    phone = forms.CharField(label="Số điện thoại", max_length=20)
    gender = forms.ChoiceField(label="Giới tính", choices=[("", "Chọn"), *Gender.choices], required=False)
    field_order = ["phone"]

    class Meta:
        model = Citizen
        fields = ["birth_date", "gender", "id_number", "id_issued_on", "id_issued_by", "address_line", "occupation"]
        widgets = {"birth_date": DAY, "id_issued_on": DAY}

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean_id_number(self) -> str:
        number = re.sub(r"\s", "", self.cleaned_data["id_number"])
        if number and not re.fullmatch(r"\d{9}|\d{12}", number):
            raise ValidationError("Số định danh gồm 12 chữ số (chứng minh nhân dân cũ: 9 chữ số).")
        others = Citizen.objects.exclude(pk=self.instance.pk).filter(id_number=number)
        if number and others.exists():
            raise ValidationError("Số định danh này đã thuộc tài khoản khác.")
        return number


class BusinessForm(forms.ModelForm):
    """A business corrects what forms are prefilled with."""

    phone = forms.CharField(label="Số điện thoại", max_length=20)

    class Meta:
        model = Business
        fields = ["name", "owner_name", "registration_code", "tax_code", "lines", "address_line"]

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean_tax_code(self) -> str:
        return tax_code(self.cleaned_data["tax_code"])


class DelegationForm(Neat):
    """An officer lets a colleague act in their post."""

    to_user_id = forms.TypedChoiceField(
        label="Người được ủy quyền",
        coerce=int,
        widget=forms.Select,
        error_messages={"invalid_choice": "Hãy chọn một người trong danh sách.", "required": "Hãy chọn một người."},
    )
    valid_from = forms.DateField(label="Từ ngày", widget=DAY)
    valid_to = forms.DateField(label="Đến hết ngày", widget=DAY)
    reason = forms.CharField(label="Lý do", max_length=300)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user_id"].choices = [("", "Chọn người"), *people]  # type: ignore[attr-defined]
