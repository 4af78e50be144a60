"""`%%benchmark` as a learner meets it, in one real kernel: what it shows, what it refuses, and what it leaves: nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paths
import pytest
import run
from test_kernel import Running, error, started

GOOD = """%%benchmark threads=1,2
@State(Scope.Benchmark) public class Increments {
    int plain; final AtomicInteger atomic = new AtomicInteger();
    @Benchmark public int plain()  { return ++plain; }
    @Benchmark public int atomic() { return atomic.incrementAndGet(); }
}"""


@pytest.fixture(scope="module")
def java() -> Iterator[Running]:
    with started() as running:
        yield running


def children(java: Running) -> set[int]:
    """Returns the processes that descend from the kernel; only Linux tells."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    found = {java.process.pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {java.process.pid}


def refused(java: Running, cell: str, on_message: Any = None) -> str:
    """Runs a cell that must fail, looks that nothing is left of it, and returns what it says."""
    status, messages = java.run(cell, on_message)
    assert status == "error"
    assert not children(java)
    assert java.value("1 + 1")["text/plain"] == "2"
    said = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error(messages)["traceback"]))
    assert "org.dflib" not in said and "\tat " not in said and "folded" not in said, said
    shown = [m["content"]["data"] for m in messages if m["msg_type"].endswith("display_data")]
    assert not shown or "<progress" not in shown[-1]["text/html"], "half a bar is left"
    return said


def test_a_benchmark_shows_its_progress_in_one_place_then_a_chart_and_a_table(java: Running) -> None:
    status, messages = java.run(GOOD)
    assert status == "ok", error(messages)
    shown = [m for m in messages if m["msg_type"] in ("display_data", "update_display_data")]
    assert [m["msg_type"] for m in shown].count("display_data") == 1 and len(shown) > 4
    assert len({m["content"]["transient"]["display_id"] for m in shown}) == 1
    bars = [m["content"]["data"] for m in shown[:-1]]
    assert all("<progress" in bar["text/html"] and re.match(r"Increments: \d+ %", bar["text/plain"]) for bar in bars)
    assert any("ns/op" in bar["text/plain"] and " s left" in bar["text/plain"] for bar in bars)
    end = shown[-1]["content"]["data"]
    assert "<progress" not in end["text/html"] and re.match(r"measured in [\d.]+ s", end["text/plain"])
    result = [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"][-1]
    assert '<figure class="il-chart"' in result["text/html"] and "<td" in result["text/html"]
    assert result["text/plain"].startswith("Which takes less time: atomic or plain?")
    assert re.search(r"^atomic +2 +[\d.]+ +[\d.]+ +ns per operation", result["text/plain"], re.MULTILINE)
    assert "Quick budget: data without a verdict" in result["text/plain"]
    assert not children(java)


def test_a_class_that_does_not_compile_is_told_in_the_cells_own_lines(java: Running) -> None:
    said = refused(java, GOOD.replace("++plain; }", "++plain }"))
    assert said.startswith("line 4: ';' expected\n") and "    @Benchmark public int plain()" in said


def test_what_jmh_asks_for_is_explained(java: Running) -> None:
    said = refused(java, GOOD.replace("@State(Scope.Benchmark) ", ""))
    assert said.startswith('line 3: Field "plain"') and "Write @State(Scope.Benchmark) before the class" in said


@pytest.mark.parametrize(
    "cell, named",
    [
        (GOOD.replace("threads=1,2", "threads=1,,2"), "empty value"),
        (GOOD.replace("threads=1,2", "size=4"), "There is no parameter “size”"),
        (GOOD.replace("threads=1,2", "thread=4"), "threads=1,2,4"),
        ("%%benchmark\nint x = 1;", "public class"),
    ],
)
def test_what_cannot_be_measured_is_named_with_what_can(java: Running, cell: str, named: str) -> None:
    assert named in refused(java, cell)


def test_an_exception_in_the_benchmark_is_shown_with_its_line(java: Running) -> None:
    said = refused(java, '%%benchmark\npublic class Boom {\n    @Benchmark public void now() {\n        throw new IllegalStateException("boom"); }\n}')
    assert "java.lang.IllegalStateException: boom" in said
    assert 'line 4:  throw new IllegalStateException("boom"); }' in said


def test_an_interrupt_ends_the_measurement_with_every_process_of_it(java: Running) -> None:
    interrupted = []

    def interrupt(message: dict[str, Any]) -> None:
        if "ns/op" in message["content"].get("data", {}).get("text/plain", "") and not interrupted:
            interrupted.append(children(java))
            java.client.control_channel.send(java.client.session.msg("interrupt_request", {}))

    status, messages = java.run(GOOD, interrupt)
    assert status == "error"
    assert "interrupted" in "\n".join(error(messages)["traceback"]).lower()
    assert interrupted and interrupted[0], "nothing was running"
    # The cell answers at once; its thread is still killing.
    assert java.value('ProcessHandle.current().descendants().forEach(p -> p.onExit().join()); "gone"')["text/plain"] == "gone"
    assert not children(java)
    last = [m["content"]["data"] for m in messages if m["msg_type"] == "update_display_data"][-1]
    assert "<progress" not in last["text/html"]


def test_a_loop_without_an_end_is_stopped_and_named(java: Running) -> None:
    said = refused(java, "%%benchmark\npublic class Loop {\n    @Benchmark public void ever() {\n        while (true) Thread.onSpinWait();\n    }\n}")
    assert "ever did not end" in said and "so it was stopped" in said
    assert "line 4:  while (true)" in said


def test_the_same_from_a_shell_keeps_json_with_the_machine_and_a_page(tmp_path: Path, monkeypatch, capfd) -> None:
    monkeypatch.setattr(paths, "LIB", tmp_path / "lib")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert run.main(["bench", "--filter=virtualThread"]) == 0
    said = capfd.readouterr()
    assert "virtualThread" in said.out and "Quick budget: data without a verdict" in said.out
    assert "virtualThread: 1 of 1" in said.err.splitlines() and "\r" not in said.err
    kept = {file.suffix: file for file in (tmp_path / "lib" / "target" / "bench").iterdir()}
    assert set(kept) == {".json", ".html"}
    result = json.loads(kept[".json"].read_text(encoding="utf-8"))
    assert result["budget"] == "quick" and result["machine"] and result["jmh"]
    page = kept[".html"].read_text(encoding="utf-8")
    assert 'src="data:image/svg+xml' in page and not re.search(r"(?:src|href)=\"(?!data:)", page)
    assert run.main(["bench", "--filter=NoSuchThing"]) == 1
    assert "NoSuchThing" in capfd.readouterr().err
    assert run.main(["bench", "--filter=("]) == 2
    assert "not a regular expression" in capfd.readouterr().err
