"""What titles and texts mean word by word, without a database.

Open ``lexicon`` for the level words, short forms and synonyms, ``parser`` for how a title is taken apart, ``names`` for
the names of roles, ``matching`` for the scores and bands of title resolution, and ``tokens`` for the words and weights
of search.
"""
