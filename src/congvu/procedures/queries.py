"""What is published: the version in force, its form, its plan, its result."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.db.models import Q

from congvu.procedures.models import FormLibrary, ProcedureVersion
from congvu.procedures.refusals import NotPublished
from congvu.procedures.rules.forms.compiler import compile_form
from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.plans import Plan, plan
from congvu.procedures.rules.results import resolved
from congvu.procedures.terms import Regime


def published(code: str, on: date) -> ProcedureVersion:
    """Return the version of the procedure in force on that day. Raises NotPublished."""
    version = (
        ProcedureVersion.objects.select_related("procedure")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), procedure__code=code, valid_from__lte=on)
        .first()
    )
    if version is None:
        raise NotPublished(code=code, on=on.isoformat())
    return version


def form_of(version: ProcedureVersion) -> Form:
    """Return the compiled form of the version; compiled once a process, for a published version never changes."""
    return _compiled(version.pk)


@lru_cache(maxsize=256)
def _compiled(version_id: int) -> Form:
    version = (
        ProcedureVersion.objects.select_related("form_library").only("form", "form_library__content").get(pk=version_id)
    )
    return compile_form(version.form, _library(version.form_library_id))


@lru_cache(maxsize=16)
def _library(library_id: int) -> Mapping[str, Any]:
    return FormLibrary.objects.get(pk=library_id).content


def plan_of(
    version: ProcedureVersion,
    *,
    regime: Regime | str,
    data: Mapping[str, object],
    agency_key: str,
    today: date | None = None,
) -> Plan:
    """Return how a dossier with this declaration goes, decided under that agency.

    `today` is the day on which conditions about ages are read; the first day of the version when None.
    """
    cut_off = version.catalogue["thoi_han"].get("gio_chot")
    return plan(
        version.process,
        regime=regime,
        data=data,
        committee=agency_key,
        today=today or version.valid_from,
        cut_off=time.fromisoformat(cut_off) if cut_off else None,
    )


def result_of(version: ProcedureVersion, *, regime: Regime | str, agency_key: str) -> dict[str, Any]:
    """Return the result document's specification with its signer row for the agency that handles the dossier."""
    return resolved(version.result, regime=regime, committee=agency_key)
