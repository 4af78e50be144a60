"""Writes the chapters as HTML pages: runs each in a fresh kernel and puts the result into `site/`.

    python notebooks/tools/export.py [--chapter 01] [--mine] [FILE.ipynb ...]

Without arguments: every chapter, to site/. With --mine: the learner's copies in notebooks/my/, to site/my/. A FILE that
is not a chapter goes to site/my/ too. Nothing in site/ changes unless everything that was asked for succeeded.
"""

import argparse
import errno
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from nbformat import NotebookNode

import learner
import paths
import run_notebook
from learner import LearnerError
from run_notebook import NotebookError

sys.path.insert(0, str(paths.NOTEBOOKS / "export"))
import page
import shelf

TITLE, LEAD = "Interleave", "A laboratory for concurrency in Java: predict, run, measure, break and repair."
MY_TITLE, MY_LEAD = "My chapters", "Your own copies of the chapters and your other notebooks, each run anew for its page."


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make html", description="Writes the chapters as HTML pages into site/.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a notebook of your own")
    parser.add_argument("--chapter", metavar="CH", help="only this chapter, for instance 01")
    parser.add_argument("--mine", action="store_true", help="your copies in notebooks/my/ instead of the chapters")
    parser.add_argument("--site", type=Path, default=paths.SITE, help=argparse.SUPPRESS)
    parser.add_argument(
        "--timeout", type=int, default=run_notebook.CELL_TIMEOUT, metavar="S", help="seconds a cell may take"
    )
    options = parser.parse_args(arguments)
    # A stop from outside unwinds like an interrupt, so that kernels end and temporary files go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    paths.keep_in_my()
    try:
        export(
            choose(options.files, options.chapter, options.mine),
            options.site,
            options.timeout,
            full=not (options.files or options.chapter),
        )
    except (NotebookError, LearnerError) as e:
        print(f"\n{e}\n\n{_untouched(options.site)}", file=sys.stderr)
        return 1
    except OSError as e:
        place = f" ({e.filename})" if e.filename else ""
        print(f"\nCannot write {_shown(options.site)}{place}: {_reason(e)}.\n{_untouched(options.site)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. {_untouched(options.site)}", file=sys.stderr)
        return 130
    return 0


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error):  # the copy of a folder: a source, a target and a reason for each file
        return str(error.args[0][0][2])
    return error.strerror or str(error)


def _run_failed(error: OSError) -> str:
    """Says which place failed a run, which writes nothing but temporary files, and what to do about it."""
    temporary = Path(tempfile.tempdir or os.environ.get("TMPDIR") or "/tmp")
    file = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes, os.PathLike)) else None
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if file and not (is_full and file.is_relative_to(temporary)):
        return f"{file}: {_reason(error)}. `make doctor` looks at all that a run needs."
    return (
        f"Cannot write temporary files ({file or temporary}): {_reason(error)}.\n"
        "Make room there, or name another folder: TMPDIR=/path make html"
    )


def _untouched(site: Path) -> str:
    return f"{_shown(site)} is as it was." if site.exists() else "Nothing was written."


def _shown(file: Path) -> str:
    file = file.absolute()
    return str(file.relative_to(paths.ROOT)) if file.is_relative_to(paths.ROOT) else str(file)


def choose(files: list[Path], chapter: str | None, mine: bool) -> list[Path]:
    """Returns the notebooks that the options ask for, in reading order; an error says what there is instead."""
    if files:
        return [file.absolute() for file in files]
    if chapter is not None:
        found = learner.find_chapter(chapter)
        copy = paths.MY / found.name
        if mine and not copy.exists():
            raise NotebookError(f"There is no {_shown(copy)}. `make lab` makes your copies.")
        return [copy if mine else found]
    # What `make reset` kept is no chapter of the learner's any more.
    copies = [file for file in sorted(paths.MY.glob("*.ipynb")) if ".before-" not in file.name]
    folder, there = (paths.MY, copies) if mine else (paths.NOTEBOOKS, paths.chapters())
    if not there:
        raise NotebookError(f"{_shown(folder)} holds no chapters." + (" `make lab` makes your copies." if mine else ""))
    return there


def export(notebooks: list[Path], site: Path, timeout: int, full: bool) -> None:
    """Runs the notebooks, then changes the site; `full` drops the pages of chapters or copies that are there no more."""
    shelf.restore(site)
    tracked = set(paths.chapters())
    # All are read before the first is run: a damaged one shall not be found after minutes.
    contents = {notebook: run_notebook.read(notebook) for notebook in notebooks}
    made: dict[str, str] = {}
    for notebook, content in contents.items():
        place = f"{notebook.stem}.html" if notebook in tracked else f"{shelf.MINE}/{notebook.stem}.html"
        if place in made or notebook.stem == "index":
            raise NotebookError(f"{notebook}: two pages cannot be called {place}. Rename one of the notebooks.")
        try:
            made[place] = _made(notebook, content, None if notebook in tracked else notebook.parent, timeout)
        except OSError as e:
            raise NotebookError(f"{_shown(notebook)}: the run failed.\n{_run_failed(e)}") from e
    with shelf.replacing(site) as fresh:
        mine = fresh / shelf.MINE
        if full and any("/" in place for place in made):
            # Not every page there is a copy's: a FILE may lie anywhere.
            for name in learner.lost_copies():
                (mine / name).with_suffix(".html").unlink(missing_ok=True)
        elif full:
            for old in shelf.pages(fresh):
                old.unlink()
        for place, html in made.items():
            (fresh / place).parent.mkdir(exist_ok=True)
            (fresh / place).write_text(html, encoding="utf-8")
        if mine.exists():
            back = {"href": "../index.html", "text": "To the chapters"} if shelf.pages(fresh) else None
            shelf.arrange(mine, MY_TITLE, MY_LEAD, back)
        if shelf.pages(fresh):
            forth = {"href": f"{shelf.MINE}/index.html", "text": MY_TITLE} if mine.exists() else None
            shelf.arrange(fresh, TITLE, LEAD, forth)
    index = site / (shelf.MINE if all("/" in place for place in made) else "") / shelf.INDEX
    print(f"{len(made)} page{'s' if len(made) > 1 else ''} written. Open {_shown(index)} in a browser.")


def _made(notebook: Path, content: NotebookNode, folder: Path | None, timeout: int) -> str:
    """Returns the notebook's page after a run in a fresh kernel, and shows how far the run is."""
    start = time.monotonic()
    live = sys.stdout.isatty()

    def progress(done: int, cells: int) -> None:
        if live:
            print(f"\r{notebook.stem}: cell {done + 1} of {cells}", end="\x1b[K", flush=True)

    try:
        run_notebook.run(content, folder, timeout, progress)
    except NotebookError as e:
        raise NotebookError(f"{_shown(notebook)}: {e}") from None
    finally:
        if live:
            print("\r\x1b[K", end="", flush=True)
    html = page.render(content, notebook.stem, notebook.parent)
    cells = sum(cell.cell_type == "code" for cell in content.cells)
    print(f"{notebook.stem}: {cells} cells, {time.monotonic() - start:.1f} s", flush=True)
    return html


if __name__ == "__main__":
    sys.exit(main())
