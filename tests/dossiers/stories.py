"""How a test moves a dossier along: the officers of the cast act, and the jobs that wait run at once."""

import datetime as dt

import time_machine
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.accounts.models import User
from congvu.accounts.queries import holders_of
from congvu.dossiers.actions import drafts, receive, steps
from congvu.dossiers.models import Dossier, Step
from congvu.files.actions import store_file
from congvu.org.models import Agency
from congvu.procedures.data import form
from congvu.procedures.queries import published

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
COMMUNE = "vl25-binh-dai-ubnd"


def valid_data(code: str) -> dict:
    """Return the example declaration of a procedure."""
    return form(code)["examples"]["valid"]


def draft_of(code: str, *, now: dt.datetime, committee: str = COMMUNE, data: dict | None = None) -> Dossier:
    """Begin a dossier online, filled and with its papers, ready to hand in."""
    submitter, _ = User.objects.get_or_create(
        username="mau", defaults={"full_name": "Nguyễn Văn Mẫu", "email": "mau@nguoidan.example"}
    )
    dossier = drafts.begin_draft(
        version=published(code, now.date()),
        committee=Agency.objects.get(key=committee),
        submitter=submitter,
        data=data or valid_data(code),
        now=now,
    )
    drafts.set_people(
        dossier,
        owner={"name": "Nguyễn Văn Mẫu", "id_number": "099090000001"},
        submitter={"name": "Nguyễn Văn Mẫu"},
        receiver_name="",
        result_wanted="online",
        by=submitter.ref,
        now=now,
    )
    for paper in drafts.prepare_papers(dossier_id=dossier.pk, now=now):
        if not paper.shown_only:
            file = store_file(content=PDF, name="giấy tờ.pdf", by=submitter.ref, now=now)
            drafts.add_file(paper_id=paper.pk, file=file, by=submitter.ref, now=now)
    drafts.declare(dossier_id=dossier.pk, now=now)
    return dossier


def submitted(code: str, *, now: dt.datetime, **more) -> Dossier:
    """Hand in a dossier online."""
    dossier = draft_of(code, now=now, **more)
    return receive.submit_dossier(dossier_id=dossier.pk, submitter=dossier.submitter, now=now)


def waiting(dossier: Dossier) -> Step:
    """Return the step that waits first."""
    return dossier.steps.filter(done_at=None, suspended=False).order_by("id").first()


def actor_of(step: Step, *, now: dt.datetime):
    """Return somebody of the cast who may act at the step."""
    return next(a for a in holders_of(step.post.key, now.date()) if not step.role or a.has(step.role))


def holder(post_key: str, *, now: dt.datetime):
    """Return who holds the post that day, the first of several."""
    return holders_of(post_key, now.date())[0]


def pass_on(dossier: Dossier, *, now: dt.datetime) -> Step:
    """Finish the step that waits first, by somebody of its post; return it."""
    step = waiting(dossier)
    steps.complete_step(step_id=step.pk, officer=actor_of(step, now=now), now=now)
    return step


def examined(code: str, *, now: dt.datetime, **more) -> tuple[Dossier, Step]:
    """Accept a dossier and bring it from the desk to whoever examines it."""
    dossier = accepted(code, now=now, **more)
    pass_on(dossier, now=now)
    dossier.refresh_from_db()
    return dossier, waiting(dossier)


def accepted(code: str, *, now: dt.datetime, **more) -> Dossier:
    """Hand in a dossier and accept it."""
    dossier = submitted(code, now=now, **more)
    step = waiting(dossier)
    return receive.accept_dossier(step_id=step.pk, officer=actor_of(step, now=now), now=now)


def run_jobs(*, now: dt.datetime) -> None:
    """Run the jobs that wait, in order, at this instant, until none is left."""
    from procrastinate.contrib.django import app

    with time_machine.travel(now, tick=False):
        while True:
            connection.run_on_commit.clear()  # as if the transaction that asked for the jobs had ended
            job = ProcrastinateJob.objects.filter(status="todo").order_by("id").first()
            if job is None:
                return
            app.tasks[job.task_name].func(**job.args)
            ProcrastinateJob.objects.filter(pk=job.pk).update(status="succeeded")
