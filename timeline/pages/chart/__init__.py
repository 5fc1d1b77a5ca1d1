"""The picture of a dispute: lanes of marks, spans of proceedings, phases and bands, laid out on the server. Pure."""

from timeline.pages.chart.layout import Chart, draw
from timeline.pages.chart.markup import write_names, write_plot
from timeline.pages.chart.strip import numbered, write_strip

__all__ = ["Chart", "draw", "numbered", "write_names", "write_plot", "write_strip"]
