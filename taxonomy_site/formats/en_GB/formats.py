"""British formats; what is not here is Django's."""

DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i e"
