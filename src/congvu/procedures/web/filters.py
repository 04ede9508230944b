"""The filter over the list of procedures."""

from django import forms

from congvu.procedures.queries import Choice, Shelf
from congvu.procedures.terms import Regime

_TIERS = {"2020": (("xa", "Cấp xã"), ("huyen", "Cấp huyện")), "2025": (("xa", "Cấp xã"), ("tinh", "Cấp tỉnh"))}
_ONLINE = {
    "2020": (("4", "Mức độ 4"), ("3", "Mức độ 3")),
    "2025": (("toan_trinh", "Toàn trình"), ("mot_phan", "Một phần")),
}


class CatalogueFilter(forms.Form):
    """What to narrow the list by: words, field, online level, tier, life event."""

    q = forms.CharField(label="Từ cần tìm", max_length=200, required=False)
    field = forms.ChoiceField(label="Lĩnh vực", required=False)
    online = forms.ChoiceField(label="Nộp trực tuyến", required=False)
    tier = forms.ChoiceField(label="Nơi tiếp nhận", required=False)
    event = forms.ChoiceField(label="Việc trong đời", required=False)

    def __init__(self, *args: object, shelf: Shelf, regime: Regime | str, **kwargs: object) -> None:
        """Offer only what is on the shelf under this regime."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        fields = dict.fromkeys(card.field for card in shelf.cards.values())
        offered = {
            "field": [(name, name) for name in fields],
            "online": _ONLINE[str(regime)],
            "tier": _TIERS[str(regime)],
            "event": [(event.id, event.name) for event in shelf.events],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Tất cả"), *choices]
            field.error_messages["invalid_choice"] = f"{field.label}: không có lựa chọn này."

    def choice(self) -> Choice:
        """Return the narrowing that the database does."""
        data = self.cleaned_data
        return Choice(field=data.get("field", ""), tier=data.get("tier", ""), online=data.get("online", ""))
