"""Who the page is for."""

from __future__ import annotations

from valuepitch.page.context import Header
from valuepitch.page.figures import Figures


def header(f: Figures, date: str) -> Header:
    """Who the page is for."""
    contact = f.case.prospect.contact
    if contact is None:
        purpose = f.say("Investment case")
    elif contact.name:
        purpose = f.say("Investment case for {name}, {title}", name=contact.name, title=contact.title)
    else:
        purpose = f.say("Investment case for the {title}", title=contact.title)
    return Header(f.case.prospect.name, purpose, date)
