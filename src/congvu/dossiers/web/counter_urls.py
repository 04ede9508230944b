"""Addresses of the counter, below /dossiers/counter/."""

from django.urls import path

from congvu.dossiers.web import counter, counter_after, counter_returns, counter_scans, counter_slips

urlpatterns = [
    path("", counter.home, name="counter"),
    path("begin/", counter.begin, name="counter_begin"),
    path("returns/", counter_returns.returns, name="counter_returns"),
    path("returns/together/", counter_returns.return_many, name="counter_return_many"),
    path("returns/<int:step_id>/", counter_returns.return_one, name="counter_return"),
    path("fees/", counter_returns.unpaid, name="counter_unpaid"),
    path("<uuid:key>/fees/", counter_returns.fees, name="counter_fees"),
    path("<uuid:key>/", counter.intake, name="counter_intake"),
    path("<uuid:key>/discard/", counter.discard, name="counter_discard"),
    path("<uuid:key>/files/<int:given>/", counter_scans.scan, name="counter_file"),
    path("<uuid:key>/ask/", counter_slips.ask, name="counter_ask"),
    path("<uuid:key>/refuse/", counter_slips.refuse, name="counter_refuse"),
    path("<uuid:key>/slip/", counter_slips.slip, name="counter_slip"),
    path("<uuid:key>/slip.pdf", counter_slips.slip_paper, name="counter_slip_paper"),
    path("<uuid:key>/receipt/", counter_after.receipt, name="counter_receipt"),
    path("<uuid:key>/receipt.pdf", counter_after.receipt_paper, name="counter_receipt_paper"),
]
