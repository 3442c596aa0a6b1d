"""Levels as pages show them.

``guide``   the guide of a level with a function's overrides
``ladder``  the rungs of a function, and the rail of one focus
"""
