"""Saves as editors make them are all noticed, each once; what is not ours is not."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from valuepitch.web import watched_files
from valuepitch.web.watch import changes, stamps


class Seen:
    """Counts what :func:`changes` yields, in a thread of its own."""

    def __init__(self, watched: Callable[[], list[Path]]) -> None:
        self.count = 0
        self.stop = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, args=(watched,))
        self._thread.start()
        self.wait(1)
        time.sleep(0.1)  # the watch is in place

    def _run(self, watched: Callable[[], list[Path]]) -> None:
        for _ in changes(watched, self.stop):
            with self._changed:
                self.count += 1
                self._changed.notify_all()

    def wait(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.count >= count, 10), f"{self.count} changes, not {count}"

    def end(self) -> None:
        self.stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def watch() -> Iterator[Callable[..., Seen]]:
    """Watches paths until the test ends."""
    made: list[Seen] = []

    def start(*paths: Path) -> Seen:
        made.append(Seen(lambda: list(paths)))
        return made[-1]

    yield start
    for seen in made:
        seen.end()


def write_over(file: Path) -> None:
    file.write_text("written over", "utf-8")


def replace(file: Path) -> None:
    new = file.with_suffix(".new")
    new.write_text("replaced", "utf-8")
    new.replace(file)


def keep_a_copy(file: Path) -> None:
    file.rename(file.with_suffix(".bak"))
    file.write_text("and made anew", "utf-8")


def remove(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("save", [write_over, replace, keep_a_copy, remove])
def test_a_save_is_noticed_and_so_is_the_next(
    save: Callable[[Path], None], tmp_path: Path, watch: Callable[..., Seen]
) -> None:
    file = tmp_path / "product.yaml"
    file.write_text("old", "utf-8")
    seen = watch(file)
    save(file)
    seen.wait(2)
    before = seen.count
    write_over(file) if save is remove else replace(file)
    seen.wait(before + 1)


def test_a_file_that_is_not_there_yet_is_noticed_when_it_comes(tmp_path: Path, watch: Callable[..., Seen]) -> None:
    seen = watch(tmp_path / "wording.yaml")
    write_over(tmp_path / "wording.yaml")
    seen.wait(2)


def test_a_folder_is_watched_with_what_is_in_it_and_what_comes(tmp_path: Path, watch: Callable[..., Seen]) -> None:
    templates = tmp_path / "templates"
    seen = watch(templates)
    (templates / "onepager").mkdir(parents=True)
    write_over(templates / "onepager" / "page.css")
    seen.wait(2)
    time.sleep(0.6)  # a new folder is watched from the next look on
    before = seen.count
    replace(templates / "onepager" / "page.css")
    seen.wait(before + 1)


def test_what_a_link_points_to_is_watched(tmp_path: Path, watch: Callable[..., Seen]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write_over(tmp_path / "a" / "product.yaml")
    (tmp_path / "b" / "product.yaml").symlink_to(tmp_path / "a" / "product.yaml")
    seen = watch(tmp_path / "b" / "product.yaml")
    replace(tmp_path / "a" / "product.yaml")
    seen.wait(2)


def test_other_files_of_the_folder_are_nothing_to_us(tmp_path: Path, watch: Callable[..., Seen]) -> None:
    file = tmp_path / "product.yaml"
    write_over(file)
    seen = watch(file)
    for name in ("page.pdf", ".product.yaml.swp", "notes"):
        write_over(tmp_path / name)
    time.sleep(0.6)
    assert seen.count == 1


def test_a_change_while_a_page_is_made_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "product.yaml"
    file.write_text("old", "utf-8")
    stop = threading.Event()
    told = changes(lambda: [file], stop)
    next(told)  # the first page is being made
    file.write_text("newer", "utf-8")
    next(told)
    file.write_text("newest of all", "utf-8")
    next(told)
    stop.set()
    assert list(told) == []


def test_it_ends_while_it_waits(tmp_path: Path, watch: Callable[..., Seen]) -> None:
    seen = watch(tmp_path / "product.yaml")
    began = time.monotonic()
    seen.end()
    assert time.monotonic() - began < 2


def test_a_stamp_changes_with_time_size_and_file(tmp_path: Path) -> None:
    file = tmp_path / "product.yaml"
    assert stamps([file]) == {file: None}
    file.write_text("same", "utf-8")
    first = stamps([file])
    assert stamps([file]) == first
    os.utime(file, ns=(1, 1))
    assert stamps([file]) != first


def test_both_files_their_tables_and_what_is_named_are_watched() -> None:
    found = watched_files(Path("acme/p.yaml"), Path("network.yaml"), [Path("templates")])
    assert list(map(str, found)) == [
        "acme/p.yaml",
        "network.yaml",
        "wording.yaml",
        "readers.toml",
        "acme/wording.yaml",
        "acme/readers.toml",
        "templates",
    ]
