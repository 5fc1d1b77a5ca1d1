"""The chronology pack: a dispute, or what a filter finds of it, as an archive that stands and can be checked alone."""
