"""Exchange formats: one module each, which reads and writes."""
