"""The picture of a dispute: lanes of marks, spans of proceedings, phases and bands, laid out on the server. Pure."""

from timeline.pages.chart.layout import Chart, draw

__all__ = ["Chart", "draw"]
