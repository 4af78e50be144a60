"""A folder of pages: links that always lead somewhere, and a change that happens whole or not at all."""

from __future__ import annotations

import os
import threading
import types
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import export
import file_lock
import learner
import paths
import shelf
from learner import LearnerError
from run_notebook import NotebookError


def _page(folder: Path, name: str, *, title: str, body: str = "") -> None:
    article = f"<main><article><section><h1>{title}</h1><p>7 minutes</p><p>Promise of {title}.</p>{body}</section></article><!--turn--><!--/turn--></main>"
    (folder / name).write_text(f'<p><a data-page="index.html">home</a></p>{article}', encoding="utf-8")


def _links(page: Path) -> dict[str, str | None]:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return {link.get_text(" ", strip=True): link.get("href") for link in soup.find_all("a")}


def test_pages_know_their_neighbours_whatever_is_added_or_goes(tmp_path: Path) -> None:
    _page(tmp_path, "00-start.html", title="Start", body='<a data-page="01-threads.html#Cost">cost</a>')
    shelf.arrange(tmp_path, "Title", "Lead")
    assert _links(tmp_path / "00-start.html") == {"home": "index.html", "cost": None}
    _page(tmp_path, "01-threads.html", title="Threads & ownership")
    _page(tmp_path, "A-glossary.html", title="Glossary")
    shelf.arrange(tmp_path, "Title", "Lead")
    assert _links(tmp_path / "00-start.html") == {
        "home": "index.html",
        "cost": "01-threads.html#Cost",
        "Next Threads & ownership": "01-threads.html",
    }
    assert _links(tmp_path / "01-threads.html") == {
        "home": "index.html",
        "Before Start": "00-start.html",
        "Next Glossary": "A-glossary.html",
    }
    once = (tmp_path / "00-start.html").read_text()
    shelf.arrange(tmp_path, "Title", "Lead")
    assert (tmp_path / "00-start.html").read_text() == once
    (tmp_path / "01-threads.html").unlink()
    shelf.arrange(tmp_path, "Title", "Lead")
    assert _links(tmp_path / "00-start.html") == {
        "home": "index.html",
        "cost": None,
        "Next Glossary": "A-glossary.html",
    }


def test_index_lists_every_page_in_reading_order(tmp_path: Path) -> None:
    for name, title in (
        ("A-glossary.html", "Glossary"),
        ("10-pool.html", "Pool"),
        ("02-share.html", "</script> & <b>"),
    ):
        _page(tmp_path, name, title=title.replace("&", "&amp;").replace("<", "&lt;"))
    shelf.arrange(tmp_path, "Title", "Lead", {"href": "my/index.html", "text": "Mine"})
    index = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    entries = [item.get_text(" ", strip=True) for item in index.select(".chapters li")]
    assert entries == [
        "02 </script> & <b> Promise of </script> & <b>. 7 minutes",
        "10 Pool Promise of Pool. 7 minutes",
        "A Glossary Promise of Glossary. 7 minutes",
    ]
    assert index.find("a", href="my/index.html").get_text() == "Mine"


def test_a_change_is_whole_or_not_at_all(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("first")
    with pytest.raises(OSError, match="full"), shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("half")
        raise OSError("full")
    assert (site / "a.html").read_text() == "first"
    with shelf.replacing(site) as fresh:
        assert (fresh / "a.html").read_text() == "first"
        (fresh / "a.html").write_text("second")
    assert (site / "a.html").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_move_that_fails_brings_the_former_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    with shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("first")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "fresh":
            raise OSError("in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="in use"), shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("second")
    assert (site / "a.html").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("moves", [1, 2])
def test_an_interrupt_around_a_move_leaves_a_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    site = tmp_path / "site"
    with shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("first")
    rename, done = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        result = rename(self, target)
        done.append(target)
        if len(done) == moves:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), shelf.replacing(site) as fresh:
        (fresh / "a.html").write_text("second")
    assert (site / "a.html").read_text() == ("first" if moves == 1 else "second")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_former_site_that_a_killed_export_left_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number, text in enumerate(("older", "newer")):
        former = tmp_path / f".site-{text}" / "former"
        former.mkdir(parents=True)
        (former / "a.html").write_text(text)
        os.utime(former.parent, (number, number))
    shelf.restore(site)
    assert (site / "a.html").read_text() == "newer"
    assert not (tmp_path / ".site-newer").exists()
    # Where there is a site, a remnant is no better than it.
    shelf.restore(site)
    with shelf.replacing(site) as fresh:
        assert (fresh / "a.html").read_text() == "newer"
    (site / "a.html").unlink()
    site.rmdir()
    with shelf.replacing(site) as fresh:
        assert (fresh / "a.html").read_text() == "older"


def test_two_changes_at_once_lose_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    site = tmp_path / "site"
    waits_or_ended = threading.Event()
    monkeypatch.setattr(file_lock, "time", types.SimpleNamespace(sleep=lambda seconds: waits_or_ended.set()))

    def other() -> None:
        with shelf.replacing(site) as fresh:
            (fresh / "b.html").write_text("b")
        waits_or_ended.set()

    thread = threading.Thread(target=other)
    with shelf.replacing(site) as fresh:
        thread.start()
        assert waits_or_ended.wait(60)
        (fresh / "a.html").write_text("a")
    thread.join(60)
    assert sorted(path.name for path in site.iterdir()) == ["a.html", "b.html"]
    assert "Another export is writing pages" in capsys.readouterr().err


def test_export_of_all_copies_drops_only_the_pages_of_lost_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "MY", tmp_path / "my")
    for name in ("00-start", "01-threads"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    learner.make_copies()
    site = tmp_path / "site"
    with shelf.replacing(site) as fresh:
        (fresh / "my").mkdir()
        for name in ("00-start", "01-threads", "elsewhere"):
            _page(fresh / "my", f"{name}.html", title="Former")
        for name in ("00-start", "09-gone"):
            _page(fresh, f"{name}.html", title="Former")
    (paths.MY / "01-threads.ipynb").unlink()
    monkeypatch.setattr(export.run_notebook, "read", lambda notebook: None)
    monkeypatch.setattr(export, "_made", lambda notebook, *rest: "<main><article><h1>New</h1></article></main>")

    def texts() -> dict[str, bool]:
        """Says of each page whether it is new."""
        return {str(page.relative_to(site)): "New" in page.read_text() for page in site.rglob("*-*.html")}

    export.export(export.choose([], None, True), site, 1, full=True)
    assert "my/01-threads.html" not in texts() and texts()["my/00-start.html"]
    assert (site / "my" / "elsewhere.html").exists()
    assert not texts()["00-start.html"] and not texts()["09-gone.html"]
    export.export(export.choose([], None, False), site, 1, full=True)
    assert sorted(page.name for page in site.glob("*.html")) == ["00-start.html", "01-threads.html", "index.html"]
    assert (site / "my" / "elsewhere.html").exists()


def test_options_choose_the_notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tracked, mine = tmp_path / "notebooks", tmp_path / "notebooks" / "my"
    mine.mkdir(parents=True)
    for name in (
        "00-start",
        "01-threads",
        "A-glossary",
        "my/01-threads",
        "my/01-threads.before-2026-11-22-1",
        "my/own",
    ):
        (tracked / f"{name}.ipynb").touch()
    monkeypatch.setattr(paths, "NOTEBOOKS", tracked)
    monkeypatch.setattr(paths, "MY", mine)

    def chosen(*arguments: object) -> list[str]:
        return [str(file.relative_to(tracked)) for file in export.choose(*arguments)]

    assert chosen([], None, False) == ["00-start.ipynb", "01-threads.ipynb", "A-glossary.ipynb"]
    assert chosen([], "1", False) == chosen([], "01", False) == chosen([], "01-threads", False) == ["01-threads.ipynb"]
    assert chosen([], "A", False) == ["A-glossary.ipynb"]
    assert chosen([], None, True) == ["my/01-threads.ipynb", "my/own.ipynb"]
    assert chosen([], "01", True) == ["my/01-threads.ipynb"]
    assert chosen([], "a", False) == chosen([], "A-gloss", False) == ["A-glossary.ipynb"]
    (mine / "01-threads-Copy1.ipynb").touch()
    assert chosen([], "01", True) == chosen([], "01-thr", True) == ["my/01-threads.ipynb"]
    with pytest.raises(LearnerError, match="(?s)There is no chapter '02'.*CH=00   00-start.*CH=A   A-glossary"):
        chosen([], "02", False)
    with pytest.raises(NotebookError, match="00-start.ipynb. `make lab` makes your copies"):
        chosen([], "00", True)
    for file in mine.iterdir():
        file.unlink()
    with pytest.raises(NotebookError, match="holds no chapters. `make lab` makes your copies"):
        chosen([], None, True)
