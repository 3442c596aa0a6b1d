"""The document form: ``role`` and ``files`` declare it, ``reading`` reads it, ``errors`` tells what is wrong."""
