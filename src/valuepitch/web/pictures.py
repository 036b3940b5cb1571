"""Pictures of a finished PDF, drawn by PDFium, which also draws it in Chrome: what is seen is what was written."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict

import pypdfium2 as pdfium

WIDTHS = (200, 4000)  # pixels; the widest is a page that fills a large screen of high density
KEPT = 16


def picture(pdf: bytes, width: int) -> bytes:
    """The first page of a PDF as a PNG of so many pixels across."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=width / page.get_size()[0], rev_byteorder=True)
        out = io.BytesIO()
        # It goes no further than this machine: packing it well would take longer than sending it.
        bitmap.to_pil().save(out, "PNG", compress_level=1)
        bitmap.close()
        page.close()
    return out.getvalue()


class Pictures:
    """Pictures by digest and width, each drawn once.

    *Why the lock:* PDFium may be used by one thread at a time, and each request has its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def get(self, digest: str, pdf: bytes, width: int) -> bytes:
        """The picture of a PDF; its width is kept within bounds."""
        key = (digest, min(max(width, WIDTHS[0]), WIDTHS[1]))
        with self._lock:
            if key not in self._made:
                self._made[key] = picture(pdf, key[1])
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[key]
