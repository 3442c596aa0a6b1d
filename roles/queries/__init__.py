"""How rows are read quickly: the means that the reads of several pages share.

Open ``compiled`` for SQL that is built once, ``json_rows`` for rows of many tables in one query, ``role_summaries`` for
roles as a line of a list shows them, and ``prefix`` for "begins with" on an index.
"""
