"""Resolve: job titles in, roles out.

``resolver`` answers one title or many: it makes a shortlist of roles by the words that their names share with the
title, and leaves the decision to ``roles.title_parsing.matching``. ``name_index`` has the roles that each word and each
level belongs to. ``batch`` makes the lines and counts of a whole list of titles, ``receipt`` reads a kept answer and
finds what has changed, ``stored`` packs an answer that waits to be fetched, and ``list_form`` is the form for a list.
"""
