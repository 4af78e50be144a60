"""The lint refuses what it says it refuses, and the tracked chapters are clean."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lint
import lint_exercises
import paths
from notebook_format import KERNELSPEC, LANGUAGE_INFO, canonical, is_meaningful, suggested_id

TITLE = "# Title\n\n20 minutes"


def _chapter(*cells: tuple[str, str, str]) -> dict[str, Any]:
    """A clean chapter of these cells (kind, id, source)."""
    whole = [("markdown", "title", TITLE), *cells]
    made = [{"cell_type": kind, "id": name, "metadata": {}, "source": source} for kind, name, source in whole]
    return json.loads(canonical({"cells": made}))


def _code(source: str) -> dict[str, Any]:
    return _chapter(("code", "some-code", source))


def _prose(source: str) -> dict[str, Any]:
    return _chapter(("markdown", "some-prose", source))


def _changed(change: Callable[[dict], None]) -> dict[str, Any]:
    chapter = _code("1 + 1")
    change(chapter)
    return chapter


def _check(folder: Path, chapter: dict[str, Any] | str, as_is: bool = False) -> list[str]:
    file = folder / "98-bad.ipynb"
    text = (
        chapter
        if isinstance(chapter, str)
        else json.dumps(chapter, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )
    file.write_text(text, encoding="utf-8")
    return lint.check(file, [file])


@pytest.mark.parametrize("chapter", paths.chapters(), ids=lambda path: path.stem)
def test_tracked_chapters_are_clean(chapter: Path) -> None:
    assert lint.check(chapter, paths.chapters()) == []


CLEAN = [
    "var list = List.of(1, 2);\nlist.size()",
    "%%time\n" + "\n".join(f"int x{i};" for i in range(30)),
    "%%benchmark threads=1,2\n@State(Scope.Benchmark) public class Increments {\n    volatile int plain;\n"
    "    @Benchmark public int plain() { return ++plain; }\n}\nrecord Pair(int a, int b) {}",
    "%%benchmark\nimport java.util.zip.*;\npublic class Sums { @Benchmark public long crc() { return new CRC32().getValue(); } }",
    "class Counter { private volatile int hits; synchronized void hit() { hits++; } final int none = 0; }",
    "synchronized (list) { list.size(); }",
    '{\n  int count = 0;\n  Runnable r = () -> System.out.println("import x;");\n}',
    'String s = """\n    %-5s %,d\n    one %d\n    """.formatted("a", 1, 2);',
    "int n = 4;\nvar t = Thread.ofVirtual().start(() -> System.out.println(n));\nt.join();",
    "int sum = 0;\nfor (int i = 0; i < 3; i++) sum += i;\nsum",
    "// new Thread(r).start(); volatile import final\nfinal class A {}",
    # What each thread has of its own, reads that nothing can change any more, and changes outside of what threads run.
    "{\n  int[] count = {0};\n  Thread.ofVirtual().start(() -> count[0]++).join();\n}",
    "int n = 4;\nvoid run() { for (int i = 0; i < n; i++) { int count = i; count++; } }",
    "int count = 0;\ncount++;\nclass Counter { int count; void hit() { count++; } }",
    "int a = 0;\na++;\nIntBinaryOperator plus = (a, b) -> a + b;\nIntUnaryOperator next = a -> a + 1;",
    "var list = new ArrayList<>(List.of(1));\nlist.add(2);\nvar t = new Thread(() -> IO.println(list.size()));",
    "Thread[] all = new Thread[4];\nfor (int i = 0; i < 4; i++) all[i] = Thread.ofVirtual().start(() -> {});",
    "var hits = new LongAdder();\nvar seen = new ConcurrentHashMap<Integer, Integer>();\n"
    "Runnable r = () -> { hits.add(1); seen.put(1, 2); };",
    "int size = 0;\nsize = switch (words.size()) { case 0 -> size; default -> 1; };",
    "int count = 0;\ncount++;\nif (a > count) count = 2;\nvar text = Map.<String, Integer>of();",
]


@pytest.mark.parametrize("source", CLEAN)
def test_good_code_passes(tmp_path: Path, source: str) -> None:
    assert _check(tmp_path, _code(source)) == []


BAD = {
    "canonical form": (json.dumps(_code("1 + 1")), "is not in the committed form"),
    "broken JSON": ('{"cells": [', "is not a notebook"),
    "conflict": ("<<<<<<< HEAD\n" + canonical(_code("1")), "is not a notebook"),
    "outputs": (_changed(lambda c: c["cells"][1].update(outputs=[{"name": "stdout", "output_type": "stream", "text": "2"}])), "has outputs"),
    "count": (_changed(lambda c: c["cells"][1].update(execution_count=3)), "has execution counts"),
    "kernel": (_changed(lambda c: c["metadata"].update(kernelspec={"name": "python3"})), "is not for the kernel 'java'"),
    "language version": (_changed(lambda c: c["metadata"]["language_info"].update(version="25.0.3")), "has not the usual language_info"),
    "machine metadata": (_changed(lambda c: c["cells"][1]["metadata"].update(execution={"a": "2026"})), "metadata of a machine or a tool (execution)"),
    "noisy id": (_changed(lambda c: c["cells"][1].update(id="8f0c2a1b")), "cell with the id '8f0c2a1b'"),
    "id with capitals": (_changed(lambda c: c["cells"][1].update(id="Spawn_1")), "cell with the id 'Spawn_1'"),
    "same id": (_changed(lambda c: c["cells"][1].update(id="title")), "two cells with the id 'title'"),
    "no title": (_changed(lambda c: c["cells"].pop(0)), "does not begin with its title"),
    "title of level 2": (_changed(lambda c: c["cells"][0].update(source=["## Title\n", "\n", "5 minutes"])), "does not begin with its title"),
    "no minutes": (_changed(lambda c: c["cells"][0].update(source=["# Title"])), "how long it takes"),
    "second title": (_prose("# Another"), "second heading of level 1, 'Another'"),
    "jump": (_prose("## Two\n\n#### Four"), "jumps from a heading of level 2 to one of level 4, 'Four'"),
    "silence": (_chapter(*[("code", f"code-{word}", "1") for word in ("one", "two", "three", "four")]), "more than 3 code cells in a row, up to 'code-four'"),
    "link to a file": (_prose("[code](../lib/pom.xml)"), "links to '../lib/pom.xml', which is no chapter"),
    "link to no chapter": (_prose("[next](99-none.ipynb)"), "links to '99-none.ipynb', which is no chapter"),
    "link to no heading": (_prose("[there](#Nowhere)"), "'#Nowhere', but 98-bad.ipynb has no such heading"),
    "picture from outside": (_prose("![a](https://example.org/a.png)"), "shows the picture 'https://example.org/a.png'"),
    "picture without words": (_prose("![](data:image/png;base64,AAAA)"), "shows a picture without words"),
    "script": (_prose("<script>1</script>"), "would load or run something ('<script')"),
    "refresh": (_prose('<meta http-equiv="refresh" content="0;url=https://example.org/">'), "would load or run something ('<meta')"),
    "look-up": (_prose('<link rel="dns-prefetch" href="https://example.org/">'), "would load or run something ('<link')"),
    "base": (_prose('<base href="https://example.org/">'), "would load or run something ('<base')"),
    "form": (_prose('<form action="https://example.org/"></form>'), "would load or run something ('<form')"),
    "formula": (_prose(r"$\left( x$"), "has a formula that cannot be drawn"),
    "home in prose": (_prose("See /home/ada/x."), "names a place of one machine"),
    "raw cell": (_chapter(("raw", "some-raw", "x")), "is a raw cell"),
    "home in code": (_code('Path.of("/home/ada/log.txt")'), "names a place of one machine"),
    "empty cell": (_code(""), "is empty"),
    "long cell": (_code("\n".join(f"int x{i} = 1;" for i in range(19))), "has 19 lines, 18 are allowed"),
    "large file": (_prose("word " * 20_000), "are allowed. Move code"),
    "benchmark without a class": (_code("%%benchmark\n@Benchmark public int plain() { return 1; }"), "has no public class below %%benchmark"),
    "benchmark that is not public": (_code("%%benchmark threads=2\nclass A { @Benchmark public void a() {} }"), "has no public class below %%benchmark"),
    "benchmark with a statement": (_code("%%benchmark\npublic class A { }\nint n = 4;"), "has code outside of a class in line 3"),
    "long benchmark": (_code("%%benchmark\npublic class A {\n" + "\n".join(f"    int x{i};" for i in range(16)) + "\n}"), "has 19 lines, 18 are allowed"),
    "magic behind a blank line": (_code("\n%%time\n1 + 1"), "begins with a blank before its magic"),
    "empty benchmark": (_code("%%benchmark"), "has no public class below %%benchmark"),
    "import": (_code("int a = 1;\nimport java.util.zip.CRC32;"), "imports in line 2"),
    "volatile": (_code("volatile boolean stop = false;"), "declares a volatile variable at the top level in line 1"),
    "final": (_code("private static final int N = 4;"), "declares a final variable at the top level"),
    "synchronized": (_code("synchronized void hit() { }"), "declares a synchronized method at the top level"),
    "text block": (_code('String s = """\n    %d items\n    """;'), "has the line '%d items' in a text block"),
    "shared counter": (_code("int count = 0;\nvar t = Thread.ofVirtual().start(() -> count++);\nt.join();"), "variable 'count', which changes"),
    "shared flag": (
        _chapter(("code", "flag", "boolean stop;\nThread spinner = new Thread(() -> { while (!stop) { } });"), ("code", "raise", "stop = true;")),
        "variable 'stop', which changes",
    ),
    "shared by a pool": (_code("long sum = 0;\npool.submit(() -> { sum += 1; });"), "variable 'sum', which changes"),
    **{
        f"shared, {source}": (_code(source.replace("; ", ";\n", 1)), f"variable {name!r}, which changes")
        for name, source in [
            ("count", "int[] count = {0}; Thread.ofVirtual().start(() -> count[0]++);"),
            ("count", "int[] count = {0}, other = {1}; Runnable r = () -> { ++count[0]; };"),
            ("list", "List<Integer> list = new ArrayList<>(); new Thread(() -> list.add(1)).start();"),
            ("list", "var list = new java.util.LinkedList<Integer>(List.of(1)); IntStream.range(0, 9).forEach(list::add);"),
            ("seen", "var seen = new HashMap<String, Integer>(); void see() { seen.merge(\"a\", 1, Integer::sum); }"),
            ("text", "var text = new StringBuilder(); Runnable r = () -> text.append(1);"),
            ("count", "int count; IntStream.range(0, 9).parallel().forEach(i -> count++);"),
            ("count", "int count = 0; var t = Thread.ofPlatform().unstarted(() -> count++);"),
            ("count", "int count = 0; Runnable r = () -> count++;"),
            ("count", "int other = 1, count = 0; Runnable r = () -> { for (int i = 0; i < 9; i++) count += i; };"),
            ("count", "int count = 0; void hit() { count++; }"),
            ("count", "int count = 0; int hit(int by) throws Exception { if (by > count) return count = by; return 0; }"),
            ("count", "int count = 0; CompletableFuture.runAsync(() -> count++);"),
            ("count", "int count = 0; var t = new Thread() { @Override public void run() { count++; } };"),
            ("count", "int count = 0; class Hitter { static void hit() { count--; } }"),
            ("box", "var box = new java.awt.Point(1, 2); Runnable r = () -> box.x = 3;"),
            ("a", "int a = 1; switch (words.size()) { default: Runnable r = () -> a++; }"),
            ("a", "int a = 1; switch (words.size()) { default -> pool.submit(x -> a++); }"),
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize(("chapter", "words"), BAD.values(), ids=BAD.keys())
def test_bad_chapters_are_refused(tmp_path: Path, chapter: dict[str, Any] | str, words: str) -> None:
    findings = _check(tmp_path, chapter)
    assert [finding for finding in findings if words in finding and finding.startswith("98-bad.ipynb")], findings


def test_neighbours_must_be_linked(tmp_path: Path) -> None:
    for name in ("96-a.ipynb", "97-b.ipynb", "98-c.ipynb"):
        (tmp_path / name).write_text(canonical(_prose("[back](96-a.ipynb)")), encoding="utf-8")
    siblings = sorted(tmp_path.iterdir())
    assert lint.check(siblings[0], siblings) == [
        "96-a.ipynb: does not end with links to its neighbours. Link to 97-b.ipynb in the last cell."
    ]
    assert lint.check(siblings[1], siblings) == [
        "97-b.ipynb: does not end with links to its neighbours. Link to 98-c.ipynb in the last cell."
    ]


def test_fix_makes_what_is_form_clean_and_keeps_the_rest(tmp_path: Path) -> None:
    messy = _code("1 + 1")
    messy["cells"][1].update(
        id="8f0c2a1b", execution_count=2, outputs=[{"name": "stdout", "output_type": "stream", "text": "2"}]
    )
    messy["cells"][0]["metadata"] = {"collapsed": True, "tags": ["kept"]}
    messy["metadata"]["widgets"] = {}
    file = tmp_path / "98-bad.ipynb"
    file.write_text(json.dumps(messy), encoding="utf-8")
    run = subprocess.run([sys.executable, lint.__file__, "--fix", str(file)], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout
    assert "rewritten: 98-bad.ipynb" in run.stdout and "1 chapters, 0 findings" in run.stdout
    fixed = json.loads(file.read_text(encoding="utf-8"))
    assert fixed["cells"][0]["metadata"] == {"tags": ["kept"]} and fixed["cells"][1]["source"] == ["1 + 1"]
    assert (fixed["metadata"]["kernelspec"], fixed["metadata"]["language_info"]) == (KERNELSPEC, LANGUAGE_INFO)
    assert not lint.fix(file), "a second time changes nothing"


def test_findings_end_the_program_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "98-bad.ipynb"
    file.write_text(canonical(_code("import a.B;")), encoding="utf-8")
    assert lint.main([str(file)]) == 1
    assert "cell 'some-code': imports in line 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "meaningful"),
    [("lost-update", True), ("queue-03-spsc", True), ("add-2", True), ("dead-beef", True), ("8f0c2a1b", False),
     ("9f0c1a2b-1234-4567-89ab-0123456789ab", False), ("A", False), ("a_b", False), ("", False), (None, False), ("x" * 65, False), ("12", False)],
)  # fmt: skip
def test_ids_are_words(name: Any, meaningful: bool) -> None:
    assert is_meaningful(name) is meaningful


def test_ids_come_from_the_first_words() -> None:
    assert suggested_id("Source.of(LostUpdate.class)") == "source-of-lost-update-class"
    assert is_meaningful(suggested_id("1 + 1")) and is_meaningful(
        suggested_id("## Über — 3 Threads & more of them all")
    )


# --- Exercises --------------------------------------------------------------------------------------------------------

EXERCISE = """//# exercise 98-{n} Twice
//# ask
// Return twice the number.
//# answer
class Twice{n} {{
//# starter
    int of(int x) {{ return x; }}
//# solution
    int of(int x) {{ return 2 * x; }}
//# end
}}

//# alternative by adding: nothing
class Twice{n} {{}}
"""
STARTER = "class Twice{n} {{\n    int of(int x) {{ return x; }}\n}}"


def _asks(*cells: tuple[int, str]) -> list[tuple[dict[str, Any], str]]:
    return [({"cell_type": "code", "id": f"exercise-98-{n}"}, body.format(n=n)) for n, body in cells]


@pytest.mark.parametrize(
    "cells, words",
    {
        "as it should be": (_asks((1, "%%exercise 98-{n}\n" + STARTER), (2, "%%exercise 98-{n}\n" + STARTER)), None),
        "another text": (
            _asks((1, "%%exercise 98-{n}\n" + STARTER.replace("return x", "return 0")), (2, "%%exercise 98-2\n" + STARTER)),
            "'exercise-98-1' another text than the starter of exercise 98-1. Write below '%%exercise 98-1', or change the file:\n"
            + STARTER.format(n=1),
        ),
        "left out": (_asks((1, "%%exercise 98-1\n" + STARTER)), "asks exercise 98-2 in no cell. Ask it in one"),
        "twice": (
            _asks(*[(n, "%%exercise 98-{n}\n" + STARTER) for n in (1, 2, 2)]), "asks exercise 98-2 in 2 cells"
        ),
        "in another order": (
            _asks(*[(n, "%%exercise 98-{n}\n" + STARTER) for n in (2, 1)]), "in the order 98-2, 98-1. Put them in"
        ),
        "of another chapter": (
            _asks(*[(n, "%%exercise 98-{n}\n" + STARTER) for n in (1, 2)], (3, "%%exercise 02-1\nclass X {{}}")),
            "'exercise-98-3' for exercise '02-1'. This chapter's are: 98-1, 98-2.",
        ),
    }.values(),
)
def test_a_cell_asks_an_exercise_as_its_file_does(tmp_path: Path, cells: list, words: str | None) -> None:
    for n in (1, 2):
        (tmp_path / f"98-{n}-twice.java").write_text(EXERCISE.format(n=n), encoding="utf-8")
    found = list(lint_exercises.check(Path("98-twice.ipynb"), cells, tmp_path))
    assert found == [] if words is None else any(words in finding for finding in found), found
