"""A context becomes a page: templates, HTML, engines, fitting, and the check of the finished file."""
