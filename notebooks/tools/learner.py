"""The learner's own copies of the chapters, and JupyterLab on them.

The copies lie in `notebooks/my/`, which git ignores. They are made once and then belong to the learner: nothing here
overwrites or removes one. `.copies.json` beside them holds, for each, the fingerprint of the chapter it was made
from, which tells a copy that its chapter has moved on from a copy that the learner has edited. The kernels keep the
learner's results and guesses in `results/` and `guesses/` beside them.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import sys
import time
from pathlib import Path

import paths

RECORD = ".copies.json"
START = "00-start-here.ipynb"
#: Who may reach JupyterLab. Each is Jupyter's default, which a configuration of the user's may have changed.
GUARDED = [
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.sock=",
    "--ServerApp.allow_remote_access=False",
    "--ServerApp.allow_origin=",
    "--ServerApp.allow_origin_pat=",
    "--ServerApp.disable_check_xsrf=False",
    "--ServerApp.identity_provider_class=jupyter_server.auth.identity.PasswordIdentityProvider",
]


class LearnerError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def lab(arguments: list[str]) -> int:
    """Makes the missing copies, then runs JupyterLab on them, with a fresh token, until it is ended."""
    for line in make_copies():
        say(line)
    # Where this script lies are modules called `setup` and `kernel`: not for JupyterLab and its extensions.
    sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != Path(__file__).resolve().parent]
    from jupyter_core.application import NoStart
    from jupyterlab.labapp import LabApp

    paths.keep_in_my()
    say("JupyterLab opens your copies in notebooks/my; its address is below. Ctrl-C here ends it.")
    # In this process, so that no list of processes shows the token. Given like this it outranks a configuration's.
    server = LabApp.initialize_server([*lab_arguments(arguments), f"--PasswordIdentityProvider.token={secrets.token_hex(24)}"])
    # Jupyter prints an address with its token only if it is a fresh one. This one is.
    server.identity_provider.token_generated = True
    with contextlib.suppress(NoStart):  # something like --generate-config was asked for
        server.start()
    return 0


def lab_arguments(arguments: list[str]) -> list[str]:
    """Returns JupyterLab's arguments. Who may reach it is fixed, whatever else is asked for or configured.

    It may run anything as its user, so it listens on loopback only and answers its own pages only, with a token. The
    port is Jupyter's affair: when 8888 is busy it takes another and prints which.
    """
    first = START if (paths.MY / START).exists() else next((c.name for c in paths.chapters()), "")
    # Without language servers: a list of those that are not there would come below the address.
    command = [f"--LabApp.default_url=/lab/tree/{first}", "--LanguageServerManager.autodetect=False"]
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        # Without a screen Python would open a text browser in this terminal.
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    # Behind a bare -- Jupyter would read no options.
    command += [argument for argument in arguments if argument != "--"]
    return [*command, f"--ServerApp.root_dir={paths.MY}", *GUARDED]


def make_copies() -> list[str]:
    """Copies the chapters that have no copy yet; returns what the learner should know."""
    chapters = paths.chapters()
    if not chapters:
        raise LearnerError(f"There are no chapters in {paths.NOTEBOOKS}: is this a whole checkout?")
    paths.MY.mkdir(exist_ok=True)
    record = _read_record()
    notes = []
    made = []
    for chapter in chapters:
        copy = paths.MY / chapter.name
        if not copy.exists():
            if _place(chapter.read_bytes(), copy):
                record[chapter.name] = _fingerprint(chapter)
                _write_record(record)
                made.append(chapter.stem)
        elif record.get(chapter.name) not in (None, _fingerprint(chapter)):
            notes.append(f"{chapter.stem} has changed since your copy was made; make reset {_wish(chapter)} takes the new one and keeps yours.")
    if made:
        notes.insert(0, f"new in notebooks/my: {', '.join(made)}")
    return notes + _unreadable()


def lost_copies() -> list[str]:
    """Returns the names of the copies that were made here and are there no more."""
    return [name for name in _read_record() if not (paths.MY / name).exists()]


def reset(wish: str) -> list[str]:
    """Renews one copy; the old one stays beside it under another name. Returns what was done."""
    chapter = find_chapter(wish)
    copy = paths.MY / chapter.name
    content = chapter.read_bytes()
    paths.MY.mkdir(exist_ok=True)
    record = _read_record()
    done = []
    if copy.exists():
        if copy.read_bytes() == content:
            _write_record({**record, chapter.name: _fingerprint(chapter)})
            return [f"Your copy of {chapter.stem} is the chapter as it is: nothing to renew."]
        # The new one is written whole before the old one moves: on a full disk nothing has happened.
        new, old = _temporary(copy), _free_name(copy)
        try:
            new.write_bytes(content)
            copy.rename(old)
            new.rename(copy)
            _write_record({**record, chapter.name: _fingerprint(chapter)})
        except BaseException:
            if old.exists():
                old.replace(copy)
            raise
        finally:
            new.unlink(missing_ok=True)
        done.append(f"Your old copy is now notebooks/my/{old.name}.")
    else:
        _place(content, copy)
        _write_record({**record, chapter.name: _fingerprint(chapter)})
    return [f"notebooks/my/{copy.name} is the chapter as it is now.", *done]


def find_chapter(wish: str) -> Path:
    """Returns the chapter that `01`, `1`, `b` or the beginning of its name means."""
    chapters = paths.chapters()
    wanted = wish.strip().removesuffix(".ipynb").lower()
    if wanted.isdigit():
        wanted = wanted.zfill(2)
    found = [chapter for chapter in chapters if chapter.stem.lower().split("-")[0] == wanted]
    found = found or [chapter for chapter in chapters if wanted and chapter.stem.lower().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    asked = f"There is no chapter {wish!r}." if wanted else "Which chapter?"
    known = "\n".join(f"  {_wish(chapter)}   {chapter.stem}" for chapter in chapters)
    raise LearnerError(f"{asked} The chapters are:\n{known}")


def _wish(chapter: Path) -> str:
    return "CH=" + chapter.stem.split("-")[0]


def _unreadable() -> list[str]:
    """Returns a line for each copy that Jupyter will refuse to open."""
    lines = []
    for copy in sorted(paths.MY.glob("*.ipynb")):
        try:
            broken = "" if isinstance(json.loads(copy.read_bytes())["cells"], list) else "it has no cells"
        except (ValueError, KeyError, TypeError) as error:
            broken = "it has no cells" if isinstance(error, (KeyError, TypeError)) else str(error)
        except OSError as error:
            broken = error.strerror or str(error)
        if broken:
            lines.append(f"notebooks/my/{copy.name} cannot be opened ({broken}). If it is a chapter's copy, make reset CH=… renews it and keeps this one.")
    return lines


def _place(content: bytes, target: Path) -> bool:
    """Makes a file with the content, whole or not at all; returns false if somebody else made one meanwhile."""
    new = _temporary(target)
    try:
        new.write_bytes(content)
        try:
            os.link(new, target)  # unlike a rename, never replaces
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            if target.exists():
                return False
            new.rename(target)
        return True
    finally:
        new.unlink(missing_ok=True)


def _temporary(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")


def _free_name(copy: Path) -> Path:
    day = time.strftime("%Y-%m-%d")
    number = 1
    while (name := copy.with_name(f"{copy.stem}.before-{day}-{number}.ipynb")).exists():
        number += 1
    return name


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read_record() -> dict[str, str]:
    try:
        record = json.loads((paths.MY / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write_record(record: dict[str, str]) -> None:
    new = _temporary(paths.MY / RECORD)
    try:
        new.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(new, paths.MY / RECORD)
    finally:
        new.unlink(missing_ok=True)


def say(line: str) -> None:
    print("interleave:", line, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="learner.py", description=__doc__)
    wishes = parser.add_subparsers(dest="wish", required=True)
    wishes.add_parser("lab", help="open JupyterLab; further arguments are JupyterLab's")
    wishes.add_parser("copies", help="make the missing copies")
    wishes.add_parser("reset", help="renew one copy").add_argument("chapter", nargs="?", default="")
    given, rest = parser.parse_known_args(arguments)
    try:
        if given.wish == "lab":
            return lab(rest)
        for line in make_copies() if given.wish == "copies" else reset(given.chapter):
            say(line)
        return 0
    except LearnerError as error:
        say(str(error))
    except OSError as error:
        say(f"{error.filename or paths.MY}: {error.strerror or error}. Nothing of yours has been changed.")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
