"""All vocabularies with their words in both languages: what the codes of documents and filters mean."""

from typing import Any

import orjson
from django.db.models import Choices
from django.utils import translation

from contracts import codelists as of_contracts
from contracts.procedure import DISPOSITIONS, REASONS, STEP_CODES
from contracts.texts import LANGUAGES
from timeline import codelists as of_timeline
from timeline.api.base import LogView
from timeline.api.reading import Parameters, read_nothing

# Those that documents, filters and the log speak of; the others belong to the desk.
CODELISTS: dict[str, type[Choices]] = {
    "event_type": of_timeline.EventType,
    "significance": of_timeline.Significance,
    "confidence": of_timeline.Confidence,
    "public_basis": of_timeline.PublicBasis,
    "role": of_contracts.Role,
    "relation": of_timeline.Relation,
    "statement_relation": of_timeline.StatementRelation,
    "stance": of_timeline.Stance,
    "finding": of_timeline.FindingDirection,
    "source_kind": of_timeline.SourceKind,
    "party_kind": of_contracts.PartyKind,
    "forum": of_contracts.Forum,
    "stage": of_contracts.Stage,
    "case_kind": of_contracts.CaseKind,
    "stay_kind": of_contracts.StayKind,
    "fate": of_contracts.Fate,
    "bid_outcome": of_contracts.BidOutcome,
    "award_status": of_contracts.AwardStatus,
    "deadline_kind": of_timeline.DueKind,
    "deadline_state": of_timeline.DueState,
    "document_type": of_timeline.DocumentType,
    "revision_kind": of_timeline.RevisionKind,
}


class CodelistsView(LogView):
    """Every code with its label; those of procedure come from the rules of procedure."""

    role = "codelists"

    def answer(self, parameters: Parameters) -> str:
        """Return codelist → list of codes, each with labels by language."""
        read_nothing(parameters)
        return orjson.dumps({"results": everything()}).decode()


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all codelists with labels by language."""
    found = {name: [_code(value, label) for value, label in choices.choices] for name, choices in CODELISTS.items()}
    found["step"] = [_code(code, step.label) for code, step in STEP_CODES.items()]
    found["disposition"] = [_code(code, code) for code in DISPOSITIONS]
    found["reason"] = [_code(code, code) for code in REASONS]
    return found


def _code(value: object, label: object) -> dict[str, Any]:
    labels = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            labels[lang] = translation.gettext(str(label))
    return {"code": value, "label": labels}
