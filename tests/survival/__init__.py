"""`make survive`: the whole site as processes, under load, to which one thing after the other is done."""
