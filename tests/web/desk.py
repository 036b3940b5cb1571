"""A file of one number, the height of its page, and the preview that follows it: pages that are made in no time."""

from __future__ import annotations

import functools
import http.client
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from valuepitch.errors import Problem
from valuepitch.pipeline import Built
from valuepitch.web import Preview, State


@functools.cache
def pdf_of(height: int) -> bytes:
    """A PDF of one empty page, 600 points wide."""
    out = io.BytesIO()
    with pdfium.PdfDocument.new() as document:
        document.new_page(600, height).close()
        document.save(out)
    return out.getvalue()


def built(height: int = 800, warnings: tuple[Problem, ...] = ()) -> Built:
    """A page, told from another by its height."""
    return Built(None, pdf_of(height), 0.84, ("spacing: close",), "5C62-3426", {"Payback": "16 months"}, warnings)


@dataclass
class Desk:
    """A file of one number, the height of its page, and the preview that follows it."""

    file: Path
    preview: Preview
    told: list[State] = field(default_factory=list)
    errors: dict[str, Exception] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    def write(self, text: str) -> State:
        """Save the file; what the preview shows thereafter."""
        before = self.preview.board.state.number
        self.file.write_text(text, "utf-8")
        return self.after(before)

    def after(self, number: int) -> State:
        state = self.preview.board.after(number, 10)
        assert state is not None, "nothing was built within ten seconds"
        return state

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        connection = self.connect()
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.ask("/state")[2]))

    def connect(self) -> http.client.HTTPConnection:
        host, _, port = self.preview.url.removeprefix("http://").rstrip("/").partition(":")
        return http.client.HTTPConnection(host, int(port), timeout=10)
