"""Periodic work on the job table itself."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="base.retry_stalled", queue="default", queueing_lock="base.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Put the jobs of a worker that died back into their queue; twice is harmless: it is stalled no longer."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await manager.retry_job(job)


@app.periodic(cron="15 19 * * *")
@app.task(name="base.forget_finished", queue="default", queueing_lock="base.forget_finished")
async def forget_finished(timestamp: int) -> None:
    """Remove jobs that ended well a week ago, at night in Viet Nam; may run twice, as the second finds none."""
    await app.job_manager.delete_old_jobs(nb_hours=7 * 24)
