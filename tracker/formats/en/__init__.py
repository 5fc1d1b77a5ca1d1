"""English without a.m. and p.m.: the desk's readers are on both sides of the Atlantic."""
