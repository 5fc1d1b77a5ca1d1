from django.conf import settings

from tracker.celery import app


def test_workers_speak_json_only():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_a_task_is_taken_off_the_queue_only_when_it_is_done():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_no_task_outlives_its_claim():
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < settings.CLAIM_SECONDS


def test_results_are_kept_nowhere():
    assert app.conf.task_ignore_result
    assert app.conf.result_backend in {None, "disabled://"}


def test_emptying_the_cache_leaves_the_queue_alone():
    assert app.conf.broker_url != settings.CACHE_URL


def test_a_worker_waits_for_its_broker_however_long_that_is_away():
    assert app.conf.broker_connection_max_retries is None
