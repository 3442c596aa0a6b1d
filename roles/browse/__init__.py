"""Browse: the list of roles with its filters, as a table, as a grid and as a download.

``filters`` declares the form and finds its roles; ``choices`` puts the values of each facet with their counts into the
form's lists; ``grid`` makes the rows and columns of the grid; ``export`` the table of a download. A facet is added in
``roles.facets.declared``, an order in ``filters.SORTS``.
"""
