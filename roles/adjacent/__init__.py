"""The roles near a role.

Open ``nearest`` for the few nearest by structural distance, ``ranking`` for all roles by distance, ``by_content`` for
those that share the most components, ``neighbour`` for what is known of one of them, ``map`` for the layout of the map,
and ``explanation`` for the terms of a distance. ``domain.coordinates`` defines the distance, ``domain.overlap`` the
share of content.
"""
