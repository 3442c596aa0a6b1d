"""The pages of titles: open ``pages`` for the page of one title and for all titles from A to Z."""
