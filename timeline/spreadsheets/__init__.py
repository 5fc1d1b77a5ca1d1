"""Tables of events in and out of the desk: read within bounds, mapped, tried, imported in one act, taken back."""
