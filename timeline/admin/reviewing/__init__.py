"""The review of candidates: the evidence beside the proposed event, and the decisions on it."""
