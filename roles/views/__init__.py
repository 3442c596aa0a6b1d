"""Views: parse, query, present, render."""
