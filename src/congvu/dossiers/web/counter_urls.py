"""Addresses of the counter, below /dossiers/counter/."""

from django.urls import path

from congvu.dossiers.web import counter, counter_after

urlpatterns = [
    path("", counter.home, name="counter"),
    path("begin/", counter.begin, name="counter_begin"),
    path("<uuid:key>/", counter.intake, name="counter_intake"),
    path("<uuid:key>/discard/", counter.discard, name="counter_discard"),
    path("<uuid:key>/receipt/", counter_after.receipt, name="counter_receipt"),
    path("<uuid:key>/receipt.pdf", counter_after.receipt_paper, name="counter_receipt_paper"),
]
