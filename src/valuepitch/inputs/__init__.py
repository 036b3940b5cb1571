"""Models out of YAML, every problem with its place; JSON schema; starter files."""
