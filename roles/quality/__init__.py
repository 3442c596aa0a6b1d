"""Checks of the catalogue's content: pure rules on role documents, which ``manage.py check_catalogue`` applies.

- ``rules.py``: all rules with name, severity and sentence; ``linting.py`` applies them and what documents accept
- ``findings.py``: what a rule, an issue and a finding are; ``corpus.py``: the documents that rules check
- one file for each family of rules: ``sections.py``, ``prose.py``, ``wording.py``, ``spelling.py``, ``duplicates.py``,
  ``leadership.py``, ``years.py``, ``level_words.py``, ``aliases.py``, ``mappings.py``
- ``words.py``: stems and spellings of words
"""
