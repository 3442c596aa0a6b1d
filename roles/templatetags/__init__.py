"""Tags and filters of the templates.

``numbers``        a count with its noun
``review_queues``  the queues on the first page of the admin
``tables``         the frame around wide tables
"""
