"""Levels as pages show them.

``guide``   the guide of a level with a function's overrides
``level``   the levels with their counts, and the roles of one
``ladder``  the rungs of a function, and the rail of one focus
"""
