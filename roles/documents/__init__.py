"""The document form of the catalogue: pydantic schemas, without a database.

- ``role.py``: the document of one role, and what is validated in it
- ``fields.py``: the fields of a role, each declared once for everything that reads or shows them
- ``files.py``: the files beside it: levels, tree, classifications, functions
- ``types.py``: the values of documents, with their limits
- ``reading.py``: reads data as one of these forms, with all its faults
- ``errors.py``: faults with file, line and location, and the sentence for each
"""
