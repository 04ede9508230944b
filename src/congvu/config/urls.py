"""Every address of the house, handed to the doors of its apps."""

from django.urls import include, path

urlpatterns = [
    path("", include("congvu.portal.web.urls")),
    path("desk/", include("congvu.desk.web.urls")),
    path("accounts/", include("congvu.accounts.web.urls")),
    path("procedures/", include("congvu.procedures.web.urls")),
    path("dossiers/", include("congvu.dossiers.web.urls")),
    path("check/", include("congvu.signing.web.urls")),
    path("notices/", include("congvu.notify.web.urls")),
    path("files/", include("congvu.files.web.urls")),
    path("api/", include("congvu.api.web.urls")),
]
