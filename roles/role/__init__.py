"""The page of a role.

Open ``page`` for what the page shows and in which words, ``rows`` for the query that reads its tables, and
``neighbours`` for the lists of other roles and how many they show.
"""
