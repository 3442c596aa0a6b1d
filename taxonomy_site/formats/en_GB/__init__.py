"""Times say their zone: editors of several countries read them."""
