"""Sets up the environment it runs in: packages, JDK, library and kernel, Jupyter's configuration.

Run by `bootstrap.sh` before every command. Each step leaves a fingerprint of what it was made from in
`<env>/interleave-setup.json` when it has ended, so a step runs only when something of its own has changed, an
interrupted set-up goes on where it stopped, and one with nothing to do ends after a look at some small files. All talk is on stderr: stdout belongs to the command that follows.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, NamedTuple

import file_lock
import jdk
import paths

STATE = paths.ENV / "interleave-setup.json"
LOCK = paths.ENV / "interleave-setup.lock"
REQUIREMENTS = paths.NOTEBOOKS / "requirements.txt"
#: Tells bootstrap.sh that the environment's interpreter cannot see its packages: only a new environment helps.
REBUILD = 75


class Step(NamedTuple):
    """One part of the set-up: what it is made from, whether it still stands, and how it is made."""

    name: str
    says: str
    fingerprint: Callable[[], str]
    stands: Callable[[], bool]
    make: Callable[[], None]


def steps() -> list[Step]:
    """Returns the steps in their order."""
    return [
        Step("packages", "Python packages (JupyterLab, nbconvert, the kernel)", packages, lambda: True, install_packages),
        Step("library", "library and Java kernel", library, kernel_stands, install_kernel),
        Step("jupyter", "Jupyter's configuration", jupyter, jupyter_stands, install_jupyter),
    ]


# --- What each step is made from ------------------------------------------------------------------------------------


def packages() -> str:
    return _digest([REQUIREMENTS], "%d.%d" % sys.version_info[:2], str(paths.ENV))


def library() -> str:
    """All that the library's jar and the kernel's class path are built from; tests are not among them."""
    sources = sorted(path for path in (paths.LIB / "src" / "main").rglob("*") if path.is_file())
    builds = [paths.ROOT / "pom.xml", paths.LIB / "pom.xml", paths.NOTEBOOKS / "tools" / "kernel.py"]
    return _digest([*builds, *sources], packages())


def jupyter() -> str:
    return _digest([paths.NOTEBOOKS / "tools" / "jupyter_config.py"], packages())


def kernel_stands() -> bool:
    return bool(importlib.import_module("kernel").is_current(paths.ENV))


def jupyter_stands() -> bool:
    return bool(importlib.import_module("jupyter_config").is_current(paths.ENV))


def _digest(files: list[Path], *words: str) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(word.encode() + b"\0")
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(paths.ROOT)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


# --- How each step is made ------------------------------------------------------------------------------------------


def install_packages() -> None:
    if importlib.util.find_spec("pip") is None:
        raise SystemExit(REBUILD)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)]
    run(command)
    importlib.invalidate_caches()


def install_kernel() -> None:
    if jdk.find() is None:
        say(f"no JDK {jdk.FEATURE} on this machine: downloading one (about 200 MB, once)")
        # maven_environment() looks here first; the next run finds it in cjdk's cache.
        os.environ[f"JAVA{jdk.FEATURE}_HOME"] = str(jdk.obtain())
    importlib.import_module("kernel").install(paths.ENV)


def install_jupyter() -> None:
    importlib.import_module("jupyter_config").install(paths.ENV)


def run(command: list[str]) -> None:
    """Runs a program in silence; `main` shows its last words, and what they mean, if it fails."""
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=True)


def _tail(text: str) -> str:
    """Returns the last lines that say something; Maven ends with a page about itself."""
    padding = re.compile(r"^\[ERROR\]\s*($|\[Help|To see the full|Re-run Maven|For more information|After correcting)")
    lines = [re.sub(r" -> \[Help \d+\]$", "", line) for line in text.splitlines()]
    lines = [line for line in lines if line.strip() and not padding.match(line)]
    return "".join(f"  {line[:300]}\n" for line in lines[-12:])


def _advice(text: str) -> str:
    """Returns what to do about the commonest failures of pip and Maven, told from their own words."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return "The disk is full. Free about 1 GB and run the same command again: it goes on where it stopped."
    if any(word in text for word in ("NewConnectionError", "Name or service not known", "Temporary failure in name")):
        return "The network cannot be reached from here; run the same command again when it can."
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in text:
        return "A download was damaged or changed on its way. Nothing was installed from it; try again."
    if "No matching distribution found" in text:
        version = "%d.%d" % sys.version_info[:2]
        return f"There may be no ready-made package for Python {version} on this system; try another Python from 3.10."
    return "Run the same command again: it goes on where it stopped. `make doctor` shows what is there."


# --- State ----------------------------------------------------------------------------------------------------------


def read_state() -> dict[str, str]:
    """Returns the fingerprints of the finished steps; a missing or damaged file is an empty one."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(state: dict[str, str]) -> None:
    """Replaces the state in one move: it is the old or the new one, never a half."""
    new = STATE.with_suffix(".new")
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(state, file, indent=1, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, STATE)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def is_current(step: Step) -> bool:
    return read_state().get(step.name) == step.fingerprint() and step.stands()


# --- Main -----------------------------------------------------------------------------------------------------------


def say(words: str) -> None:
    print("interleave:", words, file=sys.stderr, flush=True)


def set_up(wanted: list[Step]) -> None:
    """Makes those of the wanted steps that are not there or not current, each after all that it builds on."""
    if all(is_current(step) for step in wanted):
        return
    with file_lock.held(LOCK, lambda: say("another set-up of this environment is running; waiting for it to end")):
        for number, step in enumerate(wanted, 1):
            if is_current(step):  # an earlier run, or the one we waited for, made it
                continue
            say(f"[{number}/{len(wanted)}] {step.says} …")
            # Not done until it has ended: an interrupted step must not pass for a finished one.
            forget(step.name)
            start = time.monotonic()
            fingerprint = step.fingerprint()
            step.make()
            write_state({**read_state(), step.name: fingerprint})
            say(f"[{number}/{len(wanted)}] done in {time.monotonic() - start:.0f} s")


def forget(name: str) -> None:
    state = read_state()
    if state.pop(name, None):
        write_state(state)


def main(names: list[str]) -> int:
    """Sets up all, or the named steps."""
    # What the steps start may write to stdout, which belongs to the command that follows.
    sys.stdout.flush()
    os.dup2(2, 1)
    wanted = [step for step in steps() if step.name in names] if names else steps()
    try:
        set_up(wanted)
    except KeyboardInterrupt:
        say("stopped; the same command goes on from here")
        return 130
    except jdk.NoJdk as error:
        say(f"set-up stopped.\n{error}")
        return 1
    except subprocess.CalledProcessError as error:
        said = "".join(part if isinstance(part, str) else "" for part in (error.stdout, error.stderr))
        say(f"set-up stopped (status {error.returncode}).\n{_tail(said)}{_advice(said)}")
        return 1
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            where = error.filename or paths.ENV
            advice = _advice("No space left on device")
            say(f"set-up stopped: {where}: {os.strerror(error.errno)}. Nothing is half written.\n{advice}")
        else:
            say(f"set-up stopped: {error}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
