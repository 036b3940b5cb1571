"""The peer of a cold build: import WeasyPrint, write the same HTML. ``bare.py HTML PDF``."""

import sys
from pathlib import Path

from weasyprint import HTML

Path(sys.argv[2]).write_bytes(HTML(filename=sys.argv[1]).write_pdf(pdf_variant="pdf/ua-1"))
