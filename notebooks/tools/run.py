"""Runs the tests, the benchmarks, the memory-model tests and the log counter with the JDK and jars of the set-up."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Callable

import jdk
import kernel
import paths

TESTS = paths.NOTEBOOKS / "tests"
#: What the annotation processors leave in the library's jar: one line for each benchmark, one for each stress test.
BENCHMARKS = "META-INF/BenchmarkList"
STRESS_TESTS = "META-INF/TestList"


def test() -> int:
    """Runs the library's tests and checks, then the notebooks', each to its end whatever the other does."""
    return _all({"library": _library_tests, "notebooks": lambda: _notebook_tests("not slow")})


def test_all() -> int:
    """Runs everything that can be run: a short pass over the benchmarks and the stress tests too."""
    return _all(
        {
            "library": _library_tests,
            "notebooks": lambda: _notebook_tests(""),
            "benchmarks": lambda: _if_any(BENCHMARKS, _try_benchmarks),
            "stress tests": lambda: _if_any(STRESS_TESTS, lambda: stress("")),
        }
    )


def bench(regex: str) -> int:
    """Runs the benchmarks whose name matches; the results are kept as JSON and as a page, also by `make clean`."""
    if not count(BENCHMARKS):
        return _nothing("benchmark")
    folder, name = _folder("bench"), time.strftime("%Y-%m-%d-%H%M%S")
    status = _measure(regex, folder, name)
    if status == 0:
        shown = (folder / name).relative_to(paths.ROOT)
        print(f"Results: {shown}.json, and as a page {shown}.html")
    return status


def stress(regex: str) -> int:
    """Runs the memory-model tests whose name matches, by the budget of the environment; 0 only if all passed."""
    if not count(STRESS_TESTS):
        return _nothing("memory-model test")
    return _java(["interleave.lab.StressTool", *([regex] if regex else [])])


def progress() -> int:
    """Prints how many exercises the learner has solved and how many predictions made, by chapter."""
    paths.keep_in_my()
    return _java(["interleave.lab.ProgressTool"])


def logs(file: str, as_json: bool) -> int:
    """Counts the entries of a log file; stdout carries the counter's words only."""
    if not file:
        print("Which file? For example: make logs FILE=/var/log/syslog", file=sys.stderr)
        return 2
    return _java(["interleave.workload.log.LogTool", *(["--json"] if as_json else []), file])


def count(listing: str) -> int:
    """Returns how many entries a listing in the library's jar has."""
    total = 0
    for jar in kernel.class_path(paths.ENV).split(os.pathsep):
        if Path(jar).name.startswith("interleave") and zipfile.is_zipfile(jar):
            with zipfile.ZipFile(jar) as content:
                if listing in content.namelist():
                    total += sum(1 for line in content.read(listing).splitlines() if line.strip())
    return total


def _library_tests() -> int:
    wrapper = "mvnw.cmd" if sys.platform == "win32" else "mvnw"
    command = [str(paths.ROOT / wrapper), "-B", "-ntp", "verify"]
    environment = jdk.maven_environment()
    environment.pop(paths.MY_VARIABLE, None)  # no test shall find or keep a learner's results
    return subprocess.run(command, cwd=paths.ROOT, env=environment).returncode


def _notebook_tests(marks: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *(["-m", marks] if marks else []), str(TESTS)]
    return subprocess.run(command, cwd=paths.ROOT).returncode


def _try_benchmarks() -> int:
    """Proves that every benchmark runs. What was measured beside all these tests is not kept."""
    with tempfile.TemporaryDirectory(prefix="interleave-") as folder:
        return _measure("", Path(folder), "results")


def _measure(regex: str, folder: Path, name: str) -> int:
    """Runs benchmarks by the budget of the environment; returns 0 only if all were measured and the results written."""
    return _java(["interleave.lab.BenchTool", str(folder), name, regex])


def _all(parts: dict[str, Callable[[], int]]) -> int:
    """Runs every part and ends with one line for each; returns 1 if any failed."""
    lines = []
    failed = False
    for name, part in parts.items():
        start = time.monotonic()
        status = part()
        failed |= status != 0
        lines.append(f"  {'failed' if status else 'passed':<8} {name:<14} {time.monotonic() - start:5.0f} s")
    print("", *lines, sep="\n", flush=True)
    return 1 if failed else 0


def _if_any(listing: str, part: Callable[[], int]) -> int:
    if count(listing):
        return part()
    print(f"The library has none yet ({listing}).")
    return 0


def _java(arguments: list[str]) -> int:
    """Runs a main class of the library's class path."""
    # JMH and jcstress reach for Unsafe and native code; the JDK's warnings of that would stand between their results.
    flags = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    command = [kernel.java(paths.ENV), *flags, "-cp", kernel.class_path(paths.ENV), *arguments]
    sys.stdout.flush()
    return subprocess.run(command).returncode


def _folder(name: str) -> Path:
    folder = paths.LIB / "target" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _nothing(what: str) -> int:
    print(f"The library has no {what} yet.", file=sys.stderr)
    return 1


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    wishes = parser.add_subparsers(dest="wish", required=True)
    wishes.add_parser("test", help=test.__doc__)
    wishes.add_parser("test-all", help=test_all.__doc__)
    for name, function in (("bench", bench), ("stress", stress)):
        wishes.add_parser(name, help=function.__doc__).add_argument("--filter", default="", metavar="REGEX")
    wishes.add_parser("progress", help=progress.__doc__)
    counter = wishes.add_parser("logs", help=logs.__doc__)
    counter.add_argument("--file", default="")
    counter.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if given.wish == "test":
        return test()
    if given.wish == "test-all":
        return test_all()
    if given.wish == "progress":
        return progress()
    if given.wish == "logs":
        return logs(given.file, given.json)
    return bench(given.filter) if given.wish == "bench" else stress(given.filter)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
