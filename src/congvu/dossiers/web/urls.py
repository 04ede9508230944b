"""Addresses of the app `dossiers` for citizens and businesses."""

from django.urls import include, path

from congvu.dossiers.web import (
    citizen,
    citizen_check,
    citizen_correct,
    citizen_form,
    citizen_papers,
    citizen_supplement,
    tracking,
)

app_name = "dossiers"
urlpatterns = [
    path("", citizen.list_dossiers, name="list"),
    path("new/<str:code>/", citizen_form.begin, name="begin"),
    path("track/", tracking.track, name="track"),
    path("<uuid:key>/", citizen.show_dossier, name="show"),
    path("<uuid:key>/continue/", citizen_form.go_on, name="go_on"),
    path("<uuid:key>/form/<str:step>/", citizen_form.fill, name="form"),
    path("<uuid:key>/change/<str:step>/", citizen_form.fill, {"then": "check"}, name="change"),
    path("<uuid:key>/place/", citizen_form.place, name="place"),
    path("<uuid:key>/people/", citizen_form.people, name="people"),
    path("<uuid:key>/papers/", citizen_papers.papers, name="papers"),
    path("<uuid:key>/papers/<str:paper>/", citizen_papers.give, name="give"),
    path("<uuid:key>/files/<int:given>/", citizen_papers.open_file, name="file"),
    path("<uuid:key>/files/<int:given>/remove/", citizen_papers.remove_file, name="remove_file"),
    path("<uuid:key>/check/", citizen_check.check, name="check"),
    path("<uuid:key>/sent/", citizen_check.sent, name="sent"),
    path("<uuid:key>/supplement/", citizen_supplement.supplement, name="supplement"),
    path("<uuid:key>/correct/", citizen_correct.correct, name="correct"),
    path("<uuid:key>/correct/<str:step>/", citizen_correct.correct_step, name="correct_step"),
    path("<uuid:key>/supplement/<str:paper>/", citizen_supplement.give, name="answer"),
    path("<uuid:key>/withdraw/", citizen.withdraw, name="withdraw"),
    path("<uuid:key>/letters/<int:letter>/", citizen.open_letter, name="letter"),
    path("<uuid:key>/receive/", citizen.receive_result, name="receive"),
    path("<uuid:key>/result/", citizen.open_result, name="result"),
    path("<uuid:key>/discard/", citizen_check.discard, name="discard"),
    path("counter/", include("congvu.dossiers.web.counter_urls")),
]
