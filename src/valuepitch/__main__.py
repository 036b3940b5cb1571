"""``python -m valuepitch``."""

from valuepitch.cli import main

main()
