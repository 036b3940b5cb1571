"""The preview's server: our page, its pictures and its PDF, to this machine alone.

Python's own server is enough: it answers GET from a few browsers on the same machine, and reads no bodies.
"""

from __future__ import annotations

import json
import re
import socketserver
import sys
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

from valuepitch.web.pictures import Pictures
from valuepitch.web.state import Board

ADDRESS = "127.0.0.1"
HEARTBEAT = 10.0  # seconds, after which a browser that has left is noticed
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/preview.css": ("preview.css", "text/css; charset=utf-8"),
    "/preview.js": ("preview.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
# A prospect's figures: other pages in the browser get neither text nor picture, and nothing is kept.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Serves a board on a port of this machine; 0 is any free one.

    Raises:
        OSError: the port is taken, or may not be had.
    """

    daemon_threads = True

    def __init__(self, board: Board, port: int, name: str) -> None:
        self.board, self.name, self.pictures = board, name, Pictures()
        super().__init__((ADDRESS, port), Handler)

    def server_bind(self) -> None:
        # HTTPServer would ask the resolver for the name of this machine.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of an answer is nothing to tell of."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """Where the preview is."""
        return f"http://{ADDRESS}:{self.server_port}/"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """What a request may call this server.

        *Why:* a page of another site can have its own name lead to this machine and would then be served as if it were
        ours (DNS rebinding); its requests still carry that name.
        """
        names = {f"{host}:{self.server_port}" for host in (ADDRESS, "localhost")}
        return frozenset(names | ({ADDRESS, "localhost"} if self.server_port == 80 else set()))


class Handler(BaseHTTPRequestHandler):
    """Answers one connection of a browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "valuepitch", ""
    timeout = 60  # seconds of silence on a connection

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal tells of builds, not of requests."""

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer a request: our files, the state, its events, pictures and the PDF."""
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self._say(HTTPStatus.MISDIRECTED_REQUEST, f"This preview is at {self.server.url} and nowhere else.")
            return
        url = urlsplit(self.path)
        if url.path in FILES:
            name, kind = FILES[url.path]
            self._send(_static(name), kind)
        elif url.path == "/state":
            self._send(self._state(), "application/json")
        elif url.path == "/events":
            self._events()
        elif match := re.fullmatch(r"/page/([0-9a-f]{64})\.(png|pdf)", url.path):
            self._page(match[1], match[2], parse_qs(url.query).get("width", ["1600"])[0])
        elif url.path == "/page.pdf":
            page = self.server.board.state.page
            self._page(page.digest if page else "", "pdf", "")
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page here.")

    def _page(self, digest: str, kind: str, width: str) -> None:
        pdf = self.server.board.pdf(digest)
        if pdf is None:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page, or no longer; a newer one has taken its place.")
        elif kind == "pdf":
            name = f'inline; filename="{self.server.name}.pdf"'
            self._send(pdf, "application/pdf", {"Content-Disposition": name})
        elif re.fullmatch(r"[0-9]{1,5}", width):
            self._send(self.server.pictures.get(digest, pdf, int(width)), "image/png")
        else:
            self._say(HTTPStatus.BAD_REQUEST, "A width is a number of pixels, such as 1600.")

    def _state(self) -> bytes:
        return json.dumps({"name": self.server.name, **self.server.board.state.plain()}).encode()

    def _events(self) -> None:
        """Each new state as a server-sent event, the present one first, until either side leaves."""
        self._head(HTTPStatus.OK, "text/event-stream", {"Connection": "close"})
        self.close_connection = True
        if self.command == "HEAD":
            return
        board, number = self.server.board, -1
        self.wfile.write(b"retry: 500\n\n")
        while not board.closed:
            state = board.after(number, HEARTBEAT)
            if state is None:
                self.wfile.write(b": still here\n\n")
                continue
            number = state.number
            data = json.dumps({"name": self.server.name, **state.plain()})
            self.wfile.write(f"id: {number}\nevent: state\ndata: {data}\n\n".encode())

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._send(f"{text}\n".encode(), "text/plain; charset=utf-8", status=status)

    def _send(
        self, data: bytes, kind: str, headers: dict[str, str] | None = None, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        self._head(status, kind, {"Content-Length": str(len(data)), **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **_HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()


def _static(name: str) -> bytes:
    return (resources.files("valuepitch.web") / "static" / name).read_bytes()
