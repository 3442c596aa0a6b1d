"""What the content of the catalogue is held to: pure rules on role documents, each with a name and a severity.

``rules.RULES`` lists them all, ``linting.lint`` applies them, and ``manage.py check_catalogue`` shows what they find.
"""
