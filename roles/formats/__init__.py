"""The formats that files come and go in: one module each, without a database.

- ``catalogue_yaml.py``: the catalogue's own YAML files, read with every fault and written in one canonical way
- ``catalogue_jsonl.py``: role documents as JSON Lines, read and written as a stream
- ``catalogue_paths.py``, ``strict_yaml.py``: which files belong to a catalogue, and YAML in which surprises are faults
- ``references.py``, ``circles.py``: whether the codes that catalogue files refer to exist, and what they define twice
- ``title_lists.py``: lists of job titles: pasted, CSV or XLSX
- ``tables.py``: tables as CSV and XLSX, safe to open in a spreadsheet
"""
