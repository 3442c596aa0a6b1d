"""Loading: ``catalogue.load`` reads files, ``checks`` refuses, ``tree`` and ``roles`` write what differs."""
