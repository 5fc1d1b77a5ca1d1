"""The textbook's serializers, view set and addresses."""

from django.db.models import QuerySet
from django.urls import include, path
from django_filters import rest_framework as filters  # type: ignore[import-untyped]  # it ships no types
from rest_framework import pagination, routers, serializers, viewsets

from timeline.bench.textbook.hooks import hook
from timeline.bench.textbook.models import Citation, Contract, Dispute, Event, EventParty, Party, Protest, Source


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    """A dispute within an event."""

    class Meta:
        model, fields = Dispute, ["slug", "name"]


class ContractSerializer(serializers.ModelSerializer[Contract]):
    """A contract within an event."""

    class Meta:
        model, fields = Contract, ["slug", "title", "acronym"]


class ProtestSerializer(serializers.ModelSerializer[Protest]):
    """A proceeding within an event."""

    class Meta:
        model, fields = Protest, ["public_id", "forum", "docket"]


class PartySerializer(serializers.ModelSerializer[Party]):
    """A party within an event."""

    class Meta:
        model, fields = Party, ["slug", "name", "short_name", "kind"]


class EventPartySerializer(serializers.ModelSerializer[EventParty]):
    """A party with its role."""

    party = PartySerializer(read_only=True)

    class Meta:
        model, fields = EventParty, ["party", "role"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source within a citation."""

    class Meta:
        model, fields = Source, ["public_id", "title", "url", "publisher", "published", "kind", "lang"]


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """A citation with its source."""

    source = SourceSerializer(read_only=True)  # type: ignore[assignment]  # a field may be called so

    class Meta:
        model, fields = Citation, ["source", "anchor"]


class EventSerializer(serializers.ModelSerializer[Event]):
    """An event with all that belongs to it."""

    dispute = DisputeSerializer(read_only=True)
    contract = ContractSerializer(read_only=True)
    protest = ProtestSerializer(read_only=True)
    parties = EventPartySerializer(source="event_parties", many=True, read_only=True)
    citations = CitationSerializer(many=True, read_only=True)

    class Meta:
        model = Event
        fields = [
            "public_id",
            "type",
            "slug",
            "dispute",
            "contract",
            "protest",
            "date",
            "title",
            "summary",
            "significance",
            "sealed",
            "confidence",
            "parties",
            "citations",
        ]


class EventFilter(filters.FilterSet):  # type: ignore[misc]  # untyped, see above
    """Contract, type and period."""

    contract = filters.CharFilter(field_name="contract__slug")
    type = filters.CharFilter()
    date_from = filters.DateFilter(field_name="date", lookup_expr="gte")
    date_to = filters.DateFilter(field_name="date", lookup_expr="lte")

    class Meta:
        model = Event
        fields: tuple[str, ...] = ()


class Hundred(pagination.PageNumberPagination):
    """Pages of a hundred, with a count."""

    page_size = 100


class EventViewSet(viewsets.ModelViewSet[Event]):
    """Events as the tutorial has it."""

    queryset: QuerySet[Event] = Event.objects.select_related("dispute", "contract", "protest").prefetch_related(
        "event_parties__party", "citations__source"
    )
    serializer_class = EventSerializer
    filterset_class = EventFilter
    pagination_class = Hundred


router = routers.SimpleRouter()
router.register("events", EventViewSet, basename="event")
urlpatterns = [path("", include(router.urls)), path("hook/", hook)]
