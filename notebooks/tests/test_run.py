"""Tests, benchmarks and the log counter are started with the right Java, each to its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import kernel
import paths
import pytest
import run

#: In the place of `java`: prints its arguments and ends with 7.
JAVA = "#!/bin/sh\nfor argument; do printf '%s\\n' \"$argument\"; done\nexit 7\n"


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "java"
    program.write_text(JAVA)
    program.chmod(0o755)
    monkeypatch.setattr(kernel, "java", lambda env: str(program))
    monkeypatch.setattr(kernel, "class_path", lambda env: str(tmp_path / "interleave.jar"))
    monkeypatch.setattr(paths, "LIB", tmp_path / "lib")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


def jar(folder: Path, **listings: str) -> None:
    with zipfile.ZipFile(folder / "interleave.jar", "w") as content:
        content.writestr("META-INF/MANIFEST.MF", "")
        for name, text in listings.items():
            content.writestr(f"META-INF/{name}", text)


def test_logs_pass_the_file_whole_and_the_status_on(java: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main(["logs", "--file=a b'c.log", "--json"]) == 7
    said = capfd.readouterr().out.splitlines()
    assert said[-3:] == ["interleave.workload.log.LogTool", "--json", "a b'c.log"]
    assert said[said.index("-cp") + 1] == str(java / "interleave.jar")


def test_logs_without_a_file_ask_for_one(java: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main(["logs", "--file=", "--json"]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert "make logs FILE=" in said.err


@pytest.mark.parametrize("wish", ["bench", "stress"])
def test_nothing_to_measure_is_said_and_is_no_success(java: Path, wish: str, capfd) -> None:
    jar(java)
    assert run.main([wish]) == 1
    assert "has no" in capfd.readouterr().err


def test_bench_measures_what_matches_and_says_where_the_results_are(java: Path, capfd, monkeypatch) -> None:
    jar(java, BenchmarkList="JMH S 1 one\nJMH S 1 two\n")
    assert run.count(run.BENCHMARKS) == 2
    assert run.main(["bench", "--filter=Channel.*|Lock"]) == 7
    said = capfd.readouterr().out.splitlines()
    place = said.index("interleave.lab.BenchTool")
    folder, name, regex = said[place + 1 :]
    assert Path(folder) == java / "lib" / "target" / "bench" and regex == "Channel.*|Lock"
    assert not any(line.startswith("Results:") for line in said)
    monkeypatch.setattr(run, "_java", lambda arguments: 0)
    assert run.main(["bench"]) == 0
    said = capfd.readouterr().out
    assert re.fullmatch(r"Results: (lib/target/bench/[\d-]+)\.json, and as a page \1\.html\n", said), said


def test_trying_the_benchmarks_leaves_no_results_among_the_measured(java: Path, monkeypatch) -> None:
    written = []

    def measure(arguments: list[str]) -> int:
        written.append(Path(arguments[1], arguments[2] + ".json"))
        written[0].write_text("{}")
        return 3

    monkeypatch.setattr(run, "_java", measure)
    assert run._try_benchmarks() == 3
    assert written and not written[0].exists() and not list(java.rglob("*.json"))


@pytest.mark.parametrize("arguments, asked", [([], []), (["--filter=Flag|Increments"], ["Flag|Increments"])])
def test_stress_runs_what_matches_and_passes_the_status_on(java: Path, capfd, arguments, asked) -> None:
    jar(java, TestList="one\n")
    assert run.main(["stress", *arguments]) == 7
    said = capfd.readouterr().out.splitlines()
    assert said[said.index("interleave.lab.StressTool") + 1 :] == asked


@pytest.mark.parametrize("library, notebooks, status", [(0, 0, 0), (1, 0, 1), (0, 1, 1), (5, 2, 1)])
def test_both_halves_run_to_the_end(monkeypatch, capsys, library: int, notebooks: int, status: int) -> None:
    ran = []
    monkeypatch.setattr(run, "_library_tests", lambda: ran.append("library") or library)
    monkeypatch.setattr(run, "_notebook_tests", lambda marks: ran.append(marks) or notebooks)
    assert run.main(["test"]) == status
    assert ran == ["library", "not slow"]
    said = capsys.readouterr().out
    assert said.count("failed") == (library != 0) + (notebooks != 0)


def test_test_all_leaves_nothing_out(monkeypatch, java: Path) -> None:
    jar(java, BenchmarkList="JMH S 1 one\n", TestList="one\n")
    ran = []
    monkeypatch.setattr(run, "_library_tests", lambda: ran.append("library") or 0)
    monkeypatch.setattr(run, "_notebook_tests", lambda marks: ran.append(f"notebooks{marks}") or 0)
    monkeypatch.setattr(run, "_try_benchmarks", lambda: ran.append("bench") or 0)
    monkeypatch.setattr(run, "stress", lambda regex: ran.append(f"stress {regex}") or 1)
    assert run.main(["test-all"]) == 1
    assert ran == ["library", "notebooks", "bench", "stress "]


def test_interrupt_ends_quietly(tmp_path: Path) -> None:
    program = "import sys, run\ndef stop(*a): raise KeyboardInterrupt\nrun.main = stop\n"
    source = (paths.NOTEBOOKS / "tools" / "run.py").read_text()
    entry = source[source.index('if __name__ == "__main__":') :].replace("main(sys", "run.main(sys")
    ended = subprocess.run(
        [sys.executable, "-c", program + entry], cwd=paths.NOTEBOOKS / "tools", capture_output=True, text=True, env=os.environ
    )
    assert (ended.returncode, ended.stderr) == (130, "")
