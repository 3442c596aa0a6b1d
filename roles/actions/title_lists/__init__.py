"""Lists of titles, worked on in a few processes beside the server.

Open ``jobs`` for what is written of a job from its beginning to its end, ``work`` for what is done to a list, and
``processes`` for the processes, their bounds and their end.
"""
