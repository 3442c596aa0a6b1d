"""The role catalogue. Packages by subject, each importing only from those above it in this list.

domain, documents, title_parsing, quality, formats   pure: rules, document form, titles, content checks, file formats
models                                               the tables
queries, facets, search                              reads that several pages share
adjacent, levels, role, browse, resolve, compare ... reads of one page each, named by the page's word
actions                                              the only code that writes
views, admin, management                             web pages, the admin, commands

``pyproject.toml`` has the whole order as import contracts.
"""
