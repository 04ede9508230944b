"""What machines that watch the house ask for: is it alive, is it ready, what does it measure."""

import hmac
import time

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest, multiprocess
from prometheus_client import REGISTRY as OWN

from congvu.base.web import public
from congvu.config import env

_schema_is_current = False


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and has the tables of this code, else 503 with the reason."""
    began = time.monotonic()
    problem = what_is_missing()
    answer = {"ready": not problem, "reason": problem, "database_ms": round((time.monotonic() - began) * 1000, 1)}
    return JsonResponse(answer, status=503 if problem else 200)


def what_is_missing() -> str:
    """Return why the house cannot serve, as a code; empty when it can."""
    global _schema_is_current
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _schema_is_current:
            executor = MigrationExecutor(connection)
            _schema_is_current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "database_down"
    return "" if _schema_is_current else "tables_outdated"


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the measurements to a watcher on this machine, or to one that knows `CONGVU_METRICS_TOKEN`."""
    token, given = env.text("CONGVU_METRICS_TOKEN"), request.headers.get("Authorization", "").removeprefix("Bearer ")
    near = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not request.headers.get("X-Forwarded-For")
    if not (near and not token) and not (token and hmac.compare_digest(given.encode(), token.encode())):
        return HttpResponse("Không có quyền xem số đo.\n", status=403, content_type="text/plain; charset=utf-8")
    registry = CollectorRegistry()
    if env.text("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)
    else:
        registry = OWN
    jobs = CollectorRegistry()
    count_jobs(jobs)
    return HttpResponse(generate_latest(registry) + generate_latest(jobs), content_type=CONTENT_TYPE_LATEST)


def count_jobs(registry: CollectorRegistry) -> None:
    """Add how many jobs wait, run and failed, and for how long the oldest has waited."""
    total = Gauge("congvu_jobs", "Background jobs", ["queue", "status"], registry=registry)
    oldest = Gauge("congvu_jobs_oldest_waiting_seconds", "Age of the oldest waiting job", registry=registry)
    with connection.cursor() as cursor:
        cursor.execute("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")
        for queue, status, number in cursor.fetchall():
            total.labels(queue, status).set(number)
        cursor.execute(
            "SELECT COALESCE(extract(epoch FROM now() - min(e.at)), 0) FROM procrastinate_jobs j"
            " JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
            " WHERE j.status = 'todo' AND j.scheduled_at IS NULL"
        )
        oldest.set(float(cursor.fetchone()[0]))
