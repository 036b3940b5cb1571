"""What the preview answers: its page, the state, events, pictures, the PDF; and to whom."""

from __future__ import annotations

import http.client
import io
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk
from PIL import Image

from valuepitch.errors import InputError, PageOverflowError, Problem, RenderError
from valuepitch.web import Preview
from valuepitch.web.server import FILES

WRONG = Problem("is 11", "write 11% or 0.11", "hurdle_rate", "acme.yaml", 9, 22)
DOUBT = Problem("is old", "look it up", "facts.sites", "acme.yaml", 3, 1, severity="warning")


def png(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        return image.size


def test_it_is_served_on_this_machine_alone(desk: Desk) -> None:
    assert desk.preview.url.startswith("http://127.0.0.1:")
    assert desk.preview._server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("path", FILES)
def test_its_files_are_its_own_and_name_no_other_host(path: str, desk: Desk) -> None:
    status, headers, body = desk.ask(path)
    assert status == 200
    assert headers["content-type"] == FILES[path][1]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert b"://" not in body.replace(b"http://www.w3.org/2000/svg", b"")


@pytest.mark.parametrize("path", ["/", "/state", "/events", "/page.pdf"])
def test_other_sites_get_nothing(path: str, desk: Desk) -> None:
    _, headers, _ = desk.ask(path, "HEAD")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1.evil.example:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/state", "/events", "/page.pdf"])
def test_a_request_that_names_another_host_is_refused(host: str, path: str, desk: Desk) -> None:
    port = desk.preview.url.rsplit(":", 1)[1].strip("/")
    status, _, body = desk.ask(path, Host=host.format(port=port))
    assert status == 421
    assert body.decode() == f"This preview is at {desk.preview.url} and nowhere else.\n"


def test_a_request_without_a_host_is_refused(desk: Desk) -> None:
    connection = desk.connect()
    connection.putrequest("GET", "/state", skip_host=True)
    connection.endheaders()
    assert connection.getresponse().status == 421
    connection.close()


def test_this_machine_may_be_called_localhost(desk: Desk) -> None:
    port = desk.preview.url.rsplit(":", 1)[1].strip("/")
    assert desk.ask("/state", Host=f"LocalHost:{port}")[0] == 200


@pytest.mark.parametrize(
    "path", ["/nope", "/../pyproject.toml", "/static/index.html", "/page/12.png", f"/page/{'0' * 64}.png"]
)
def test_what_is_not_there_is_not_found(path: str, desk: Desk) -> None:
    assert desk.ask(path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent_to_it(method: str, desk: Desk) -> None:
    assert desk.ask("/", method)[0] == 501


def test_the_state_says_page_fill_and_what_was_done(desk: Desk) -> None:
    state = desk.state()
    assert state["name"] == "acme"
    assert (state["number"], state["old"], state["problems"], state["errors"]) == (1, False, [], 0)
    assert state["page"]["fill"] == 0.84
    assert state["page"]["fitted"] == ["spacing: close"]
    assert state["page"]["measures"] == {"Payback": "16 months"}
    assert state["page"]["fingerprint"] == "5C62-3426"


def test_the_pdf_and_its_picture_are_those_of_the_state(desk: Desk) -> None:
    digest = desk.state()["page"]["digest"]
    status, headers, pdf = desk.ask("/page.pdf")
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert headers["content-disposition"] == 'inline; filename="acme.pdf"'
    assert desk.ask(f"/page/{digest}.pdf")[2] == pdf == desk.preview.board.pdf(digest)
    status, headers, picture = desk.ask(f"/page/{digest}.png?width=900")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert png(picture) == (900, 1200)


@pytest.mark.parametrize("width, pixels", [("1", 200), ("200", 200), ("4000", 4000), ("99999", 4000)])
def test_a_picture_is_neither_tiny_nor_huge(width: str, pixels: int, desk: Desk) -> None:
    assert png(desk.ask(f"/page/{desk.state()['page']['digest']}.png?width={width}")[2])[0] == pixels


@pytest.mark.parametrize("width", ["-1", "1e3", "wide", "123456", "12px"])
def test_a_width_that_is_no_number_is_refused(width: str, desk: Desk) -> None:
    assert desk.ask(f"/page/{desk.state()['page']['digest']}.png?width={width}")[0] == 400


def test_a_picture_is_drawn_once(desk: Desk) -> None:
    digest = desk.state()["page"]["digest"]
    pictures, pdf = desk.preview._server.pictures, desk.preview.board.pdf(digest)
    assert pdf is not None
    assert pictures.get(digest, pdf, 300) is pictures.get(digest, pdf, 300)
    assert pictures.get(digest, pdf, 300) is not pictures.get(digest, pdf, 301)


def test_a_save_makes_a_new_page(desk: Desk) -> None:
    before = desk.state()["page"]["digest"]
    assert desk.write("900").number == 2
    state = desk.state()
    assert state["page"]["digest"] != before
    assert png(desk.ask(f"/page/{state['page']['digest']}.png?width=600")[2]) == (600, 900)
    assert desk.ask(f"/page/{before}.png")[0] == 200  # a browser may still be asking for it


def test_while_there_are_problems_the_last_good_page_stays_marked_as_old(desk: Desk) -> None:
    good = desk.state()["page"]
    desk.errors["bad"] = InputError("acme.yaml", (WRONG,))
    desk.found[:] = [DOUBT, WRONG]
    desk.write("bad")
    state = desk.state()
    assert state["page"] == good
    assert state["old"] is True
    assert state["problems"] == [WRONG.plain(), DOUBT.plain()]  # errors first, each once
    assert state["errors"] == 1
    assert desk.ask("/page.pdf")[0] == 200
    desk.write("800")
    state = desk.state()
    assert (state["old"], state["problems"], state["page"]) == (False, [], good)


@pytest.mark.parametrize(
    "error, message, fault",
    [
        (PageOverflowError("the title is too long", "remove 9 characters"), "the title is too long", False),
        (RenderError("the finished page does not pass"), "the finished page does not pass", True),
        (ZeroDivisionError("float division"), "a fault of valuepitch (ZeroDivisionError: float division)", True),
        (KeyError(), "a fault of valuepitch (KeyError)", True),
    ],
)
def test_whatever_stops_a_build_is_said_and_the_next_save_is_built(
    error: Exception, message: str, fault: bool, desk: Desk
) -> None:
    desk.errors["bad"] = error
    state = desk.write("bad")
    assert [problem.message for problem in state.problems] == [message]
    assert state.old
    assert ("Traceback" in state.fault) is fault
    assert "Traceback" not in json.dumps(desk.state())  # it has paths of this machine: the terminal's alone
    assert desk.write("700").problems == ()


def events(answer: http.client.HTTPResponse) -> Iterator[dict[str, Any]]:
    for line in answer:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_each_state_is_pushed_the_present_one_first(desk: Desk) -> None:
    connection = desk.connect()
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    pushed = events(answer)
    assert next(pushed) == desk.state()
    desk.write("900")
    assert next(pushed) == desk.state()
    answer.close()
    connection.close()


def test_events_end_with_the_preview(desk: Desk) -> None:
    connection = desk.connect()
    connection.request("GET", "/events")
    answer = connection.getresponse()
    pushed = events(answer)
    next(pushed)
    desk.preview.stop()
    assert list(pushed) == []
    answer.close()
    connection.close()


def test_a_port_that_is_taken_is_an_error(desk: Desk) -> None:
    port = int(desk.preview.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OSError):
        Preview(lambda: None, list, port=port)  # type: ignore[arg-type, return-value]


def test_a_browser_that_leaves_makes_no_noise(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    port = int(desk.preview.url.rsplit(":", 1)[1].strip("/"))
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as gone:
            gone.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # as a crash leaves
    desk.write("900")
    desk.write("901")
    assert desk.ask("/state")[0] == 200
    assert capfd.readouterr().err == ""
