"""How the site itself fares: its servers, the sign of life of its workers, what waits, and for how long."""
