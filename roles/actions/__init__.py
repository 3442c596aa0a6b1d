"""The only code that writes to the catalogue.

Every action is keyword-only and atomic, checks the rules first, records who and why, and raises the revision.
"""
