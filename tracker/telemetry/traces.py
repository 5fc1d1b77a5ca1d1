"""Sends how long requests and tasks took to a collector of OpenTelemetry: patterns of addresses, never addresses."""

from typing import Any

from celery.signals import task_postrun, task_prerun
from django.conf import settings
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import NoOpTracer, Span, SpanKind, Status, StatusCode, Tracer


class Traces:
    """The one tracer of this process; it tells nobody until it is started."""

    def __init__(self) -> None:
        self.tracer: Tracer = NoOpTracer()
        self.provider: TracerProvider | None = None
        self.tasks: dict[str, Span] = {}

    def start(self, endpoint: str, *, part: str, percent: int) -> None:
        """Begin to tell a collector of so many in a hundred."""
        if self.provider is not None:
            return
        # Resource.create would add what the machine and the environment say of themselves.
        resource = Resource(
            {"service.name": "tracker", "service.version": settings.RELEASE, "service.instance.part": part}
        )
        self.provider = TracerProvider(
            sampler=TraceIdRatioBased(percent / 100), resource=resource, shutdown_on_exit=True
        )
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=5)
        self.provider.add_span_processor(BatchSpanProcessor(exporter))
        self.tracer = self.provider.get_tracer("tracker")
        if part == "worker":
            task_prerun.connect(self.begin_task, weak=False, dispatch_uid="traces")
            task_postrun.connect(self.end_task, weak=False, dispatch_uid="traces")

    def stop(self) -> None:
        """Send what waits, and end it."""
        task_prerun.disconnect(self.begin_task, dispatch_uid="traces")
        task_postrun.disconnect(self.end_task, dispatch_uid="traces")
        if self.provider is not None:
            self.provider.shutdown()
        self.tracer, self.provider = NoOpTracer(), None

    def begin_task(self, task_id: str, task: Any, **_: Any) -> None:
        """Note that a task begins; its arguments are nobody's business."""
        self.tasks[task_id] = self.tracer.start_span(task.name, kind=SpanKind.CONSUMER)

    def end_task(self, task_id: str, state: str | None = None, **_: Any) -> None:
        """Note how it ended."""
        span = self.tasks.pop(task_id, None)
        if span is None:
            return
        span.set_attribute("celery.state", state or "")
        if state == "FAILURE":
            span.set_status(Status(StatusCode.ERROR))
        span.end()


traces = Traces()
start, stop = traces.start, traces.stop


def begin_request(method: str) -> Span:
    """Begin the span of a request; what strangers send as the trace it belongs to is not believed."""
    return traces.tracer.start_span(method, kind=SpanKind.SERVER)


def end_request(span: Span, *, method: str, route: str, status: int, number: str) -> None:
    """End it with the pattern of its address, its status and its number in the log."""
    span.update_name(f"{method} /{route}" if route else method)
    span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
    span.set_attribute("request_id", number)
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))
    span.end()
