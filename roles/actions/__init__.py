"""The only code that writes to the catalogue.

An action takes keywords and ``by``, the user, and is one transaction: it checks the rules, records who and why, and
raises the catalogue's revision.

- ``aliases.py``, ``mappings.py``: what editors review; ``decisions.py`` is the one way to decide on them
- ``roles.py``, ``tree.py``: edits, status and moves of roles, and changes of the tree above them
- ``suggestions.py``: titles that visitors suggest and that the catalogue generates
- ``load/``: files into the database
- ``search_index.py``, ``component_counts.py``: what is derived from roles and follows every write
- ``editors.py``, ``receipts.py``: accounts, and kept answers
- ``rows.py``, ``refusal.py``: locked and validated writes of one row, and refusals in words
"""
