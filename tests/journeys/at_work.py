"""What a busy office does to a running house from a process of its own, until somebody pulls a plug.

`receipts` hands in and accepts without end, printing every code that it was answered; `approvals N` lays N results
before their signer and approves them all at once, printing the documents.
"""

import sys
from threading import Thread

import django

COMMUNE, CODE = "bd20-long-hoa-ubnd", "1.001193"


def receipts() -> None:
    """Write receipts in four threads; a thread that loses the database goes on with a new connection."""
    from django.db import DatabaseError, InterfaceError, connection

    def write() -> None:
        while True:
            try:
                print(_accepted().code, flush=True)
            except (DatabaseError, InterfaceError):
                connection.close()

    for thread in [Thread(target=write) for _ in range(4)]:
        thread.start()


def approvals(count: int) -> None:
    """Bring dossiers to their signer's table and approve all of them in one go."""
    from congvu.dossiers.actions import results
    from congvu.dossiers.models import Dossier
    from tests.dossiers.result_stories import draft, go_on
    from tests.dossiers.stories import actor_of, waiting

    now, ready = _now(), []
    for _ in range(count):
        dossier = _accepted()
        while (step := waiting(dossier)).node != "sign":
            dossier = Dossier.objects.get(pk=dossier.pk)
            if step.node == "examine":
                draft(dossier, officer=actor_of(step, now=now), now=now)
            go_on(dossier, step, now=now)
        ready.append((Dossier.objects.get(pk=dossier.pk).result.document, step))
    for document, step in ready:
        officer = actor_of(step, now=now)
        digest = document.file.sha256
        results.approve_result(step_id=step.pk, officer=officer, digest=digest, method="password", now=now)
        print(document.pk, flush=True)


def _now():
    from congvu.base import clock

    return clock.local(clock.now())


def _accepted():
    from tests.dossiers.declarations import data_on
    from tests.dossiers.stories import accepted

    now = _now()
    return accepted(CODE, now=now, committee=COMMUNE, data=data_on(CODE, now.date()))


if __name__ == "__main__":
    django.setup()
    receipts() if sys.argv[1] == "receipts" else approvals(int(sys.argv[2]))
