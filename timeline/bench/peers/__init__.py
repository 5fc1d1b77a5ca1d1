"""What a page with a timeline is measured against: a bare list, vis-timeline and TimelineJS3 with the same events."""
