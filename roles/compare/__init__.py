"""Two to four roles side by side, and the step between two rungs.

``comparison``  the comparison with its sections, pairs and sentence
``components``  what roles share, by kind, and labels that are nearly the same
``export``      the comparison as a plain table
``step``        what changes from one rung of a focus to another
"""
