"""Views: parse the request, query, render. Each page has the module of its name.

``addresses``  codes in addresses: capitals, former codes, roles that do not exist
``downloads``  tables as CSV and XLSX
``paging``     the page of a long list that an address asks for
``public``     which pages are the same for everyone and may be kept
``throttle``   how often one visitor may do something
"""
