"""How pages of the admin read, check and decide.

``fields`` for form fields, ``parameters`` for what an address may contain, ``versions`` for two editors on one record,
``history`` for who changed what, ``review`` for decisions on one row, ``bulk`` for actions on many rows.
"""
