"""Loading files into the database.

- ``catalogue.py``: the load itself: read, check, write, refresh the search index
- ``checks.py``, ``approvals.py``: what is checked before anything is written
- ``tree.py``, ``roles.py``, ``decisions.py``: the rows of each table, made of the files
- ``merge.py``: the engine that brings the rows of a table into line, and ``bulk.py`` the writes that it makes
- ``changes.py``: the change report
- ``id_lookups.py``: ids that rows refer to, and what a load remembers from batch to batch
"""
