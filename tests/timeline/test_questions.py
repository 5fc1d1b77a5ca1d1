"""Open questions: asked once when a day passes without its event, closed by the event, fair to silent sources."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import make_feed, make_protest
from tests.timeline.due_record import due_record, step_event
from timeline import questions
from timeline.codelists import FeedState, QuestionKind
from timeline.models import OpenQuestion
from timeline.publishing import publish, retract
from timeline.questions import Asked, watch_due_dates
from timeline.selectors.public_questions import open_questions
from timeline.tasks import watch_due_dates as task

pytestmark = pytest.mark.django_db
BEFORE = datetime(2018, 11, 14, 17, tzinfo=UTC)
# Past midnight in Greenwich, not yet in New York.
EVENING = datetime(2018, 11, 15, 3, tzinfo=UTC)
AFTER = datetime(2018, 11, 15, 12, tzinfo=UTC)


def decision():
    return OpenQuestion.objects.get(deadline__contains="GAO_DECISION_100")


def test_a_day_that_passed_without_its_event_is_asked_about_once_it_is_over_in_new_york():
    due_record(decided=False)
    make_feed(parser="gao", enabled=True, state=FeedState.OK)
    for moment in (BEFORE, EVENING):
        watch_due_dates(now=moment)
        assert not OpenQuestion.objects.filter(deadline__contains="GAO_DECISION_100").exists()
    watch_due_dates(now=AFTER)
    question = decision()
    assert question.kind == QuestionKind.OVERDUE
    assert question.asked["en"].endswith("GAO decides was due on 14 November 2018; the record has nothing that met it.")
    assert question.asked["de"].endswith(
        "Entscheidung des GAO war fällig am 14. November 2018; die Chronik enthält nichts, was die Frist erfüllt."
    )
    assert question.opened_at == AFTER
    assert not question.is_public


def test_a_second_look_adds_and_changes_nothing():
    due_record(decided=False)
    assert watch_due_dates(now=AFTER).opened > 0
    before = list(OpenQuestion.objects.values())
    later = datetime(2018, 11, 20, 12, tzinfo=UTC)
    assert watch_due_dates(now=AFTER) == Asked(0, 0, 0)
    assert watch_due_dates(now=later) == Asked(0, 0, 0)
    assert list(OpenQuestion.objects.values()) == before


def test_the_event_closes_the_question_and_is_named():
    _, protest, _ = due_record(decided=False)
    watch_due_dates(now=AFTER)
    late = step_event(protest, "2018-11-20", "decision", "gao.decided", disposition="denied")
    publish([late])
    now = datetime(2018, 11, 21, 12, tzinfo=UTC)
    assert watch_due_dates(now=now).closed > 0
    assert (decision().closed_at, decision().closed_by) == (now, late)
    assert not OpenQuestion.objects.filter(closed_at=None).exists()
    assert watch_due_dates(now=now) == Asked(0, 0, 0)


def test_an_answer_that_is_retracted_opens_the_same_question_again():
    _, protest, _ = due_record(decided=False)
    watch_due_dates(now=AFTER)
    late = step_event(protest, "2018-11-20", "decision", "gao.decided", disposition="denied")
    publish([late])
    watch_due_dates(now=datetime(2018, 11, 21, 12, tzinfo=UTC))
    retract([late], note="It was another protest.")
    watch_due_dates(now=datetime(2018, 11, 22, 12, tzinfo=UTC))
    assert decision().closed_at is None
    assert decision().closed_by is None
    assert OpenQuestion.objects.filter(deadline=decision().deadline).count() == 1


def test_a_decided_protest_and_projected_dates_and_unused_rights_ask_nothing():
    due_record()
    watch_due_dates(now=datetime(2026, 1, 1, 12, tzinfo=UTC))
    assert not OpenQuestion.objects.exists()
    due_record(decided=False)
    watch_due_dates(now=datetime(2026, 1, 1, 12, tzinfo=UTC))
    asked = {question.deadline.split("-")[1] for question in OpenQuestion.objects.all()}
    assert "GAO_DECISION_100" in asked
    assert not asked & {"GAO_COMMENTS_10", "GAO_RECON_10", "GAO_EXPRESS_REQUEST_5"}


def test_notice_report_and_comments_of_which_no_docket_tells_ask_nothing_even_when_one_came_late():
    _, protest, _ = due_record(decided=False)
    publish(
        [
            step_event(protest, "2018-08-07", "order", "gao.agency_notified"),
            step_event(protest, "2018-09-20", "order", "gao.report_filed"),
        ]
    )
    watch_due_dates(now=datetime(2018, 10, 20, 12, tzinfo=UTC))
    assert not OpenQuestion.objects.exists()
    watch_due_dates(now=AFTER)
    assert [question.deadline.split("-")[1] for question in OpenQuestion.objects.all()] == ["GAO_DECISION_100"]


@pytest.mark.parametrize("state", [FeedState.BLOCKED, FeedState.BROKEN])
def test_a_source_that_cannot_be_reached_is_said_instead_of_missing(state):
    due_record(decided=False)
    feed = make_feed(parser="gao", enabled=True, state=state, name="GAO docket")
    make_feed(parser="feed", enabled=True, state=FeedState.OK)
    watch_due_dates(now=AFTER)
    assert decision().kind == QuestionKind.UNREACHABLE
    assert "the source that would show it is unreachable: GAO docket" in decision().asked["en"]
    assert "nothing" not in decision().asked["en"]
    feed.state = FeedState.OK
    feed.save()
    assert watch_due_dates(now=AFTER).changed > 0
    assert decision().kind == QuestionKind.OVERDUE
    assert OpenQuestion.objects.filter(deadline=decision().deadline).count() == 1


def test_where_no_source_looks_nothing_is_called_missing():
    due_record(decided=False)
    agency = make_protest(docket="A-1", forum="agency")
    publish([agency.dispute, agency, step_event(agency, "2018-08-06", "protest-filed", "agency.filed")])
    make_feed(parser="gao", enabled=False, state=FeedState.OK)
    make_feed(parser="courtlistener", enabled=True, state=FeedState.OK)
    watch_due_dates(now=AFTER)
    found = {question.protest.forum: question for question in OpenQuestion.objects.select_related("protest")}
    assert set(found) == {"GAO", "agency"}
    for question in found.values():
        assert question.kind == QuestionKind.UNWATCHED
        assert question.asked["en"].endswith(
            "; no source that is watched shows this forum's docket, so nobody has looked."
        )
    make_feed(parser="gao", enabled=True, state=FeedState.OK)
    watch_due_dates(now=AFTER)
    assert decision().kind == QuestionKind.OVERDUE


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_every_passed_date_is_read_however_few_are_read_at_once(monkeypatch, at_once):
    for decided in (True, False, True, False, False):
        due_record(decided=decided)
    monkeypatch.setattr(questions, "AT_ONCE", at_once)
    assert watch_due_dates(now=AFTER).opened == 3
    assert OpenQuestion.objects.filter(deadline__contains="GAO_DECISION_100", closed_at=None).count() == 3
    assert watch_due_dates(now=AFTER) == Asked(0, 0, 0)


def test_one_reachable_source_is_enough_to_say_that_nothing_came():
    due_record(decided=False)
    make_feed(parser="gao", enabled=True, state=FeedState.BLOCKED)
    make_feed(parser="gao", enabled=True, state=FeedState.OK)
    watch_due_dates(now=AFTER)
    assert decision().kind == QuestionKind.OVERDUE


def test_the_task_is_on_the_beat(settings):
    assert settings.CELERY_BEAT_SCHEDULE["watch-due-dates"]["task"] == task.name
    due_record(decided=False)
    task.apply().get()
    assert OpenQuestion.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_due_dates(django_assert_max_num_queries):
    for _ in range(4):
        due_record(decided=False)
    with django_assert_max_num_queries(16):
        watch_due_dates(now=AFTER)


def test_readers_see_a_question_only_when_an_editor_shows_it(client):
    dispute, protest, events = due_record(decided=False)
    watch_due_dates(now=AFTER)
    path = f"/disputes/{dispute.slug}/"
    first = client.get(path)
    assert 'id="questions"' not in first.content.decode()
    OpenQuestion.objects.filter(pk=decision().pk).update(is_public=True, changed_at=datetime(2018, 11, 16, tzinfo=UTC))
    shown = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert shown.status_code == 200
    assert "GAO decides was due on 14 November 2018" in shown.content.decode().split('id="questions"')[1]
    retract([protest, *events], note="No.")
    assert open_questions(dispute.slug) == []


def test_an_editor_shows_and_hides_questions_in_the_list(client, django_user_model):
    due_record(decided=False)
    watch_due_dates(now=AFTER)
    client.force_login(django_user_model.objects.create_superuser("boss", password="x"))
    address = reverse("admin:timeline_openquestion_changelist")
    chosen = {"_selected_action": [str(decision().pk)]}
    client.post(address, {"action": "show_to_readers", **chosen})
    assert decision().is_public
    client.post(address, {"action": "hide_from_readers", **chosen})
    assert not decision().is_public
