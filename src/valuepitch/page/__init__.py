"""What the page says: figures, claims, chart geometry and the context of a template."""
