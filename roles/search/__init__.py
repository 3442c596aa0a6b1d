"""The search for roles by words.

Open ``query`` for which roles are found and in which order, ``postings`` for the SQL that reads the index,
``highlights`` for why a role was found, and ``spelling`` for corrections. ``title_parsing.tokens`` has the boosts of
the fields, ``models.search`` the tables of the index, and ``actions.search_index`` maintains them.
"""
