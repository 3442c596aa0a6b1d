"""What the site is measured beside: each peer as it is installed, prepared, started and asked."""
