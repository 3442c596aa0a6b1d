"""British English, and times with the zone that they are in."""

DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i T"
