"""The vocabulary of steps is complete and every code belongs to a forum."""

from datetime import UTC, date, datetime, time

import pytest

from contracts.procedure import DISPOSITIONS, FORUMS, REASONS, STEP_CODES, Effect, When
from contracts.procedure.forums import forum_of_code

TEXT = """
agency.filed agency.independent_review_requested agency.redacted_ssd_provided agency.supplemented agency.denied
agency.dismissed agency.sustained agency.corrective_action agency.withdrawn agency.entry
gao.filed gao.agency_notified gao.report_filed gao.comments_filed gao.comments_missed gao.dismissal_requested
gao.protective_order gao.intervenor_admitted gao.extension_granted gao.hearing_held gao.adr_held gao.express_granted
gao.consolidated gao.dismissed_part gao.corrective_action_notice gao.dismissal_refused gao.dismissed gao.withdrawn
gao.decided gao.recon_requested gao.recon_decided gao.costs_requested gao.costs_decided gao.rec_implemented
gao.rec_not_implemented gao.entry stay.imposed stay.override stay.override_set_aside stay.lifted
cofc.prefiling_notice cofc.filed cofc.complaint_published cofc.intervention_moved cofc.intervenor_admitted
cofc.ar_filed cofc.ar_amended cofc.amended_complaint cofc.motion_filed cofc.motion_decided cofc.mjar_filed
cofc.mjar_decided cofc.pi_moved cofc.tro_granted cofc.tro_denied cofc.pi_granted cofc.pi_denied
cofc.injunction_dissolved cofc.motion_to_dismiss_filed cofc.motion_to_dismiss_denied cofc.remand_moved cofc.remanded
cofc.remand_extended cofc.remand_completed cofc.hearing_held cofc.voluntary_dismissal cofc.dismissed
cofc.judgment_entered cofc.opinion_published cofc.reconsideration_filed cofc.reconsideration_denied
cofc.reconsideration_granted cofc.entry cafc.notice_of_appeal cafc.docketed cafc.brief_filed cafc.motion_filed
cafc.argued cafc.decided cafc.rehearing_filed cafc.rehearing_denied cafc.rehearing_granted cafc.mandate cafc.entry
scotus.petition_filed scotus.response_filed scotus.brief_filed scotus.denied scotus.granted scotus.decided scotus.entry
"""
CODES_OF_THE_RECORD = TEXT.split()


@pytest.mark.parametrize("code", CODES_OF_THE_RECORD)
def test_every_code_that_records_use_is_known(code: str) -> None:
    assert STEP_CODES[code].code == code


def test_every_step_belongs_to_a_forum_and_says_what_it_is() -> None:
    for step in STEP_CODES.values():
        assert step.forum in FORUMS
        assert step.label
        assert step.help.endswith(".")


def test_a_docket_entry_moves_nothing_in_any_forum() -> None:
    entries = [step for step in STEP_CODES.values() if step.code.endswith(".entry")]
    assert len(entries) == 6
    assert {step.effect for step in entries} == {Effect.NOTES}


def test_vocabularies_spell_their_codes_in_kebab_case() -> None:
    for code in (*DISPOSITIONS, *REASONS):
        assert code == code.lower().replace("_", "-")


def test_a_forum_is_found_however_it_is_spelled() -> None:
    assert forum_of_code("AGENCY").code == "agency"
    assert forum_of_code("gao").code == "GAO"
    assert forum_of_code("OTHER").code == "other"


def test_an_instant_becomes_the_day_in_new_york() -> None:
    assert When.instant(datetime(2025, 3, 15, 2, 0, tzinfo=UTC)) == When.on(date(2025, 3, 14), time(22, 0))


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        When.instant(datetime(2025, 3, 15, 2, 0))  # noqa: DTZ001 - the naive value is the point
