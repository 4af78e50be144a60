"""Names each part of the laboratory, its version and state, and how to mend what is missing. Changes nothing.

Standard library only and Python 3.8 or newer: it must work on a machine where nothing is set up yet.
"""

from __future__ import annotations

import glob
import importlib.util
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Callable, NamedTuple

import chromium
import jdk
import paths

OK, MISSING, UNMADE, STALE, NOTE = "ok", "missing", "not yet", "stale", "note"
#: What the packages, the library and the kernel's cache take together, in MB, when nothing is there yet.
SPACE = 900


class Part(NamedTuple):
    """One line of the report. `mend` is empty when there is nothing to do.

    `MISSING` is what a person must bring before `make lab` can work. `UNMADE` and `STALE` are made, or made anew, by the
    next command by itself. `NOTE` is what only some commands need.
    """

    state: str
    name: str
    found: str
    mend: str = ""


def report() -> list[Part]:
    """Looks at every part, in the order in which they build on each other."""
    looks: list[Callable[[], Part]] = [
        make,
        python,
        environment,
        lambda: package("jupyterlab", "JupyterLab"),
        lambda: package("nbconvert", "nbconvert"),
        lambda: package("jjava", "kernel (JJava)"),
        java,
        maven,
        library,
        kernelspec,
        jupyter_configuration,
        browser,
        space,
        port,
        cores,
    ]
    return [look() for look in looks]


def make() -> Part:
    version = _first_line(["make", "--version"])
    if not version:
        return Part(NOTE, "make", "not found", "install GNU make, or use: sh notebooks/tools/bootstrap.sh learner.py lab")
    number = re.search(r"\d+(\.\d+)+", version)
    return Part(OK, "make", f"{number.group() if number else version}, {shutil.which('make')}")


def python() -> Part:
    found = f"{platform.python_version()}, {sys.executable}"
    if _environment_is_made():
        return Part(OK, "Python", found)
    conda = _conda()
    if conda:
        return Part(OK, "Python", f"{found}; {conda} will bring its own")
    if sys.version_info < (3, 10):
        return Part(MISSING, "Python", found + " is too old", "install Python 3.10 or newer beside it")
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        version = "%d.%d" % sys.version_info[:2]
        mend = f"sudo apt-get install python{version}-venv   (Debian, Ubuntu)"
        return Part(MISSING, "Python", found + " cannot make an environment: venv or ensurepip is missing", mend)
    return Part(OK, "Python", found)


def environment() -> Part:
    if not _environment_is_made():
        what = "half made" if paths.ENV.is_dir() else "not made yet"
        return Part(UNMADE, "environment", f"{what}: {paths.ENV}", "make setup")
    route = re.search(r"^route=(\w+)$", _read(paths.ENV / "interleave-env"), re.MULTILINE)
    kinds = {"venv": "private environment", "conda": "made by conda", "found": "one that was there"}
    return Part(OK, "environment", f"{kinds.get(route.group(1) if route else '', 'unknown kind')}, {paths.ENV}")


def package(distribution: str, name: str) -> Part:
    version = _installed(distribution)
    wanted = _pinned(distribution)
    if not version:
        return Part(UNMADE, name, "not installed", "make setup")
    if wanted and _plain(version) != _plain(wanted):
        return Part(STALE, name, f"{version}, but {wanted} is pinned", "make setup")
    return Part(OK, name, version)


def java() -> Part:
    home = jdk.find()
    found = jdk.look_at(home) if home else None
    if found:
        return Part(OK, f"JDK {jdk.FEATURE}", f"{found.version} ({found.vendor}), {found.home}")
    others = "; ".join(f"{other.home} {other.flaw}" for other in jdk.found())
    mend = f"`make setup` downloads one; without a network install it:\n{jdk.HOW_TO_INSTALL}"
    return Part(UNMADE, f"JDK {jdk.FEATURE}", f"none on this machine{': ' + others if others else ''}", mend)


def maven() -> Part:
    settings = _read(paths.ROOT / ".mvn" / "wrapper" / "maven-wrapper.properties")
    version = re.search(r"apache-maven-([\d.]+)-bin", settings)
    if not version:
        return Part(MISSING, "Maven wrapper", "not in this checkout", "git checkout -- .mvn mvnw mvnw.cmd")
    user = Path(os.environ.get("MAVEN_USER_HOME") or Path.home() / ".m2")
    there = any((user / "wrapper" / "dists").glob(f"apache-maven-{version.group(1)}*/*"))
    return Part(OK, "Maven wrapper", version.group(1) + ("" if there else ", downloaded at first use"))


def library() -> Part:
    jars = sorted((paths.KERNELSPEC / "lib").glob("interleave*.jar"))
    if not jars:
        return Part(UNMADE, "library", "not built", "make setup")
    if not _step_stands("library"):
        return Part(STALE, "library", "its sources have changed", "the next command builds it; or: make setup")
    return Part(OK, "library", ", ".join(jar.name for jar in jars))


def kernelspec() -> Part:
    try:
        spec = json.loads(_read(paths.KERNELSPEC / "kernel.json"))
        program = Path(spec["argv"][0])
    except (ValueError, KeyError, IndexError, TypeError):
        return Part(UNMADE, "kernel `java`", "not installed", "make setup")
    if not program.is_absolute():
        return Part(UNMADE, "kernel `java`", "only the one of the wheel, which takes any Java", "make setup")
    if not program.is_file():
        return Part(STALE, "kernel `java`", f"its Java is gone: {program}", "make setup")
    caches = sorted(paths.KERNELSPEC.rglob("*.aot"))
    cache = f"start-up cache {caches[0].stat().st_size >> 20} MB" if caches else "no start-up cache: starts slower"
    return Part(OK, "kernel `java`", f"{spec.get('display_name', '')}, {cache}")


def jupyter_configuration() -> Part:
    name = "configuration"
    if not _state().get("jupyter"):
        return Part(UNMADE, name, "Jupyter's configuration is not installed", "make setup")
    if not _step_stands("jupyter"):
        return Part(STALE, name, "Jupyter's configuration has changed", "the next command renews it; or: make setup")
    return Part(OK, name, f"{paths.ENV / 'etc' / 'jupyter'}")


def browser() -> Part:
    program = chromium.find()
    if program:
        return Part(OK, "Chromium", f"{_first_line([program, '--version']) or 'present'}, {program} (for `make test`)")
    return Part(NOTE, "Chromium", "not found; only `make test` needs it", "sudo apt-get install chromium   (or .ci/run)")


def space() -> Part:
    free = shutil.disk_usage(paths.ROOT).free >> 20
    needed = 100 if _environment_is_made() else SPACE
    if free < needed:
        return Part(MISSING, "disk space", f"{free} MB free, about {needed} MB are needed", "free some")
    return Part(OK, "disk space", f"{free / 1024:.1f} GB free")


def port() -> Part:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 8888))
        except OSError:
            return Part(OK, "port", "8888 is busy; JupyterLab takes the next free one and names it")
    return Part(OK, "port", "8888 is free")


def cores() -> Part:
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:
        count = os.cpu_count() or 1
    few = "" if count >= 2 else "; with one core threads only take turns"
    return Part(OK if count >= 2 else NOTE, "cores", f"{count}, {platform.machine()}, {platform.system()}{few}")


def _conda() -> str:
    if os.environ.get("NO_CONDA", "") not in ("", "0"):
        return ""
    return next(filter(None, map(shutil.which, ("micromamba", "mamba", "conda"))), "")


def _environment_is_made() -> bool:
    made = _read(paths.ENV / "interleave-env")
    return f"path={paths.ENV}" in made.splitlines() and os.access(paths.env_program("python"), os.X_OK)


def _installed(distribution: str) -> str:
    """Returns the version of a package of the environment, from the folder that pip leaves; works from any Python."""
    for lib in ("lib/python3.*/site-packages", "Lib/site-packages"):
        for folder in glob.glob(f"{glob.escape(str(paths.ENV))}/{lib}/{distribution}-*.dist-info"):
            return Path(folder).name[len(distribution) + 1 : -len(".dist-info")]
    return ""


def _pinned(distribution: str) -> str:
    pin = re.search(rf"^{distribution}==(\S+)", _read(paths.NOTEBOOKS / "requirements.txt"), re.MULTILINE)
    return pin.group(1) if pin else ""


def _plain(version: str) -> str:
    """Returns a version as PEP 440 normalises it, as far as our pins need: 1.0-a8 is 1.0a8."""
    return version.replace("-", "")


def _state() -> dict:
    try:
        state = json.loads(_read(paths.ENV / "interleave-setup.json"))
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _step_stands(name: str) -> bool:
    """Asks the set-up itself, as the environment's Python: only it can say what a fingerprint must be."""
    asks = f"import setup, sys; sys.exit(not all(setup.is_current(s) for s in setup.steps() if s.name == {name!r}))"
    try:
        ended = subprocess.run(
            [paths.env_program("python"), "-c", asks],
            cwd=paths.NOTEBOOKS / "tools",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return ended.returncode == 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _first_line(command: list[str]) -> str:
    try:
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.strip().splitlines()[0] if said.strip() else ""


def main() -> int:
    parts = report()
    for part in parts:
        print(f"  {part.state:<8} {part.name:<15} {part.found}")
        if part.mend:
            print("\n".join(f"  {'':<24} {'-> ' if not n else ''}{line}" for n, line in enumerate(part.mend.splitlines())))
    missing = [part.name for part in parts if part.state == MISSING]
    made = [part.name for part in parts if part.state in (UNMADE, STALE)]
    print()
    if missing:
        print("`make lab` lacks: " + ", ".join(missing) + ". See above how to mend it.")
    elif made:
        print("`make lab` makes what it still needs: " + ", ".join(made) + ".")
    else:
        print("`make lab` has all it needs.")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
