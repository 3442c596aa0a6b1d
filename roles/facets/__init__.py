"""Facets: by which properties of a role lists are filtered and counted, and the index that does it without a query.

To add or change a facet, open ``declared``: one entry there gives the filter, its counts and its address key.
To see how a set of roles is kept, open ``role_set``; how the roles with one value are found, ``indexed``; how they are
read from the database, ``read``. ``index`` answers the pages (filter, count, a page in an order) and decides how long
an index lives. ``listing`` is what pages and downloads are given: roles in an order, read a part at a time.
"""
