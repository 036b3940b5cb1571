"""The command as a user runs it, seen in Debian's Chromium: the page follows its files without a reload."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart"
INSTALL = "apt-get install --yes --no-install-recommends chromium chromium-driver (make setup-dev does it)"
PATIENCE = 30  # seconds for a first page on a busy machine


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing; install it: {INSTALL}"
    return found


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium")
    profile = tmp_path_factory.mktemp("profile")
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000"):
        options.add_argument(word)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # With both named, selenium looks for neither on the network.
    with webdriver.Chrome(options, webdriver.ChromeService(program("chromedriver"))) as driver:
        yield driver


class Page:
    """The preview of a case, in the browser."""

    def __init__(self, browser: webdriver.Chrome, folder: Path) -> None:
        self.browser, self.folder = browser, folder

    def text(self, css: str) -> str:
        return str(self.browser.find_element(By.CSS_SELECTOR, css).text)

    def shown(self, css: str) -> bool:
        return bool(self.browser.find_element(By.CSS_SELECTOR, css).is_displayed())

    def picture(self) -> str:
        """The address of the picture, once it has been drawn; else nothing."""
        script = (
            "const p = document.getElementById('picture'); return p && p.complete && p.naturalWidth > 500 ? p.src : ''"
        )
        return str(self.browser.execute_script(script))

    def until(self, what: Callable[[], object]) -> None:
        WebDriverWait(self.browser, PATIENCE, 0.05).until(lambda _: what(), f"{self.text('body')}")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> Iterator[Page]:
    """The quickstart sample, previewed by the command in a process of its own, open in the browser."""
    for name in ("prospect.yaml", "product.yaml"):
        shutil.copyfile(QUICKSTART / name, tmp_path / name)
    words = [sys.executable, "-m", "valuepitch", "preview", "prospect.yaml", "-p", "product.yaml", "--no-browser"]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_plainly()
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert address, process.communicate(timeout=PATIENCE)
            browser.get(address[0])
            yield Page(browser, tmp_path)
            assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
            browser.get("about:blank")
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err.strip()) == (130, "interrupted"), out


def _plainly() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


def test_the_page_follows_its_files(page: Page) -> None:
    page.until(page.picture)
    first = page.picture()
    assert page.text("#status").startswith("Up to date")
    assert page.text("h1") == "prospect"
    assert "$662K" in page.text("#measures")
    assert re.fullmatch(r"\d+% full", page.text("#full"))
    assert "spacing: close" in page.text("#fitted")
    page.browser.execute_script("window.untouched = true")

    page.edit("product.yaml", "amount: 318_000", "amount: 218_000")
    page.until(lambda: page.picture() not in ("", first))
    second = page.picture()
    assert "$662K" not in page.text("#measures")

    page.edit("prospect.yaml", "value: 11%", "value: 11")
    page.until(lambda: page.shown("#old"))
    assert page.text("#status") == "1 problem"
    assert page.text("#problems .place") == "prospect.yaml:9:22"
    assert page.text("#problems .path") == "hurdle_rate.value"
    assert "is 11" in page.text("#problems .message")
    assert page.text("#problems .remedy") == "write 11% or 0.11"
    assert page.picture() == second
    assert page.browser.title.startswith("(1) ")

    page.edit("prospect.yaml", "value: 11", "value: 12%")
    page.until(lambda: page.picture() not in ("", first, second))
    assert not page.shown("#old")
    assert page.text("#status").startswith("Up to date")
    assert page.browser.execute_script("return window.untouched"), "the page was loaded anew"


def test_what_a_file_says_is_text_and_never_markup(page: Page) -> None:
    page.until(page.picture)
    page.edit("product.yaml", "currency: USD", "currency: USD\n\"<img src=x onerror='window.ran=1'>\": 1")
    page.until(lambda: page.shown("#old"))
    assert "<img src=x" in page.text("#problems")
    assert page.browser.execute_script("return window.ran === undefined && document.images.length === 1")


def test_it_can_be_read_by_name_and_role(page: Page) -> None:
    page.until(page.picture)
    tree = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = {(node.get("role", {}).get("value"), node.get("name", {}).get("value")) for node in tree}
    assert ("heading", "Problems") in named
    assert ("meter", "Room on the page") in named
    assert ("link", "Open the PDF") in named
    assert ("complementary", "What is said of the page") in named
    pictures = [name for role, name in named if role == "image"]
    assert len(pictures) == 1
    assert "Net present value $662K" in pictures[0]
    assert {role for role, _ in named} >= {"main", "banner", "status"}


def test_a_missing_browser_is_a_failure_that_says_what_installs_it() -> None:
    with pytest.raises(AssertionError, match="no-such-browser is missing; install it: apt-get install"):
        program("no-such-browser")


def test_the_page_follows_a_template_beside_the_files(page: Page) -> None:
    page.until(page.picture)
    first = page.picture()
    template = page.folder / "templates" / "onepager" / "page.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(
        '{% extends "base.html.j2" %}{% block decision %}{{ super() }}<p>Ours</p>{% endblock %}', "utf-8"
    )
    page.until(lambda: page.picture() not in ("", first))
    second = page.picture()
    template.write_text('{% extends "base.html.j2" %}{% block decision %}{{ page.titel }}{% endblock %}', "utf-8")
    page.until(lambda: "titel" in page.text("body"))
    assert page.picture() == second  # the last good page stays
