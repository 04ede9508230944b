"""Every address of the house, handed to the doors of its apps."""

from django.urls import include, path

from congvu.config import health
from congvu.dossiers.web.sign_many import sign_many

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("congvu.portal.web.urls")),
    path("desk/sign/", sign_many, name="sign_many"),
    path("desk/dossiers/", include("congvu.dossiers.web.desk_urls")),
    path("desk/", include("congvu.desk.web.urls")),
    path("accounts/", include("congvu.accounts.web.urls")),
    path("procedures/", include("congvu.procedures.web.urls")),
    path("dossiers/", include("congvu.dossiers.web.urls")),
    path("signing/", include("congvu.signing.web.desk_urls")),
    path("check/", include("congvu.signing.web.urls")),
    path("notices/", include("congvu.notify.web.urls")),
    path("files/", include("congvu.files.web.urls")),
    path("api/", include("congvu.api.web.urls")),
]

handler400 = "congvu.base.problems.bad_request"
handler403 = "congvu.base.problems.forbidden"
handler404 = "congvu.base.problems.not_found"
handler429 = "congvu.base.problems.too_often"  # asked for by allauth
handler500 = "congvu.base.problems.defect"
