"""`%%exercise` as a learner meets it, in one real kernel: what it says of each answer, and what it leaves: nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lint_exercises import starter
from test_kernel import Running, error, started

HIT_COUNTER = "%%exercise 02-1\n" + starter("02-1")
ATOMIC = """%%exercise 02-1
class HitCounter {
    private final AtomicInteger hits = new AtomicInteger();
    void hit()  { hits.incrementAndGet(); }
    int total() { return hits.get(); }
}"""


@pytest.fixture(scope="module")
def java() -> Iterator[Running]:
    with started() as running:
        yield running


def checked(java: Running, cell: str) -> tuple[str, str]:
    """Runs a cell whose answer is checked, and returns what is shown: as text and as HTML."""
    bundle = java.value(cell)
    return bundle["text/plain"], bundle["text/html"]


def test_the_untouched_starter_is_not_run_and_shows_what_to_do_and_the_first_hint(java: Running) -> None:
    text, html = checked(java, HIT_COUNTER)
    assert text.startswith("02-1 ") and "not started" in text.splitlines()[0]
    assert "Hint 1 of " in text and "held" not in text
    assert 'role="group"' in html and "<script" not in html


def test_an_answer_that_loses_hits_is_shown_the_schedule(java: Running) -> None:
    text, html = checked(java, HIT_COUNTER.replace("private int", "private volatile int"))
    assert "not yet" in text.splitlines()[0]
    assert re.search(r"✗ failed: two threads, one hit each", text) and "a hit is lost" in text
    assert "– not reached:" in text and "Hint 1 of " in text
    table = html[html.index('<figure class="il-table il-schedule">') :]
    assert "<code>first</code>" in table and "<code>second</code>" in table
    assert re.search(r"HitCounter\.java:\d+|line \d+", table), "the place in the learner's own lines"
    assert "Hint 2 of " in checked(java, HIT_COUNTER.replace("private int", "private volatile long"))[0]


def test_a_right_answer_is_solved_and_sees_a_solution_and_others_with_their_cost(java: Running) -> None:
    text, html = checked(java, ATOMIC)
    assert "solved" in text.splitlines()[0]
    assert "✗" not in text and "✓ held: two threads, one hit each" in text
    assert "A solution:" in text and "Another: a lock" in text
    assert html.count("<details>") >= 3 and "<summary>A solution</summary>" in html and "Hint" not in html


def test_what_does_not_compile_is_told_in_the_cells_own_lines(java: Running) -> None:
    text, _ = checked(java, ATOMIC.replace("new AtomicInteger();", "new AtomicInteger()"))
    assert "✗ failed: it compiles" in text and "line 3: ';' expected" in text
    text, _ = checked(java, ATOMIC.replace("hits.get()", "hits.gett()"))
    assert "line 5:" in text and "exercise1" not in text and "exercise2" not in text


def test_an_answer_that_hangs_is_stopped_and_the_next_one_is_checked(java: Running) -> None:
    text, _ = checked(java, ATOMIC.replace("hits.incrementAndGet();", "while (true) Thread.onSpinWait();"))
    assert "your answer did not come back within 2 s" in text and "`HitCounter.hit` (line 4)" in text
    assert text.count("✗") == 1
    assert "solved" in checked(java, ATOMIC)[0].splitlines()[0]


@pytest.mark.parametrize(
    "cell, words",
    [
        ("%%exercise 02-9\nclass X {}", "There is no exercise “02-9”. There are: 02-1 ("),
        ("%%exercise\nclass X {}", "for instance %%exercise 02-1"),
        ("%%exercise 02-1 hint\nclass X {}", "%%exercise 02-1 solution shows a solution"),
    ],
)
def test_an_exercise_that_is_not_there_is_named_with_those_that_are(java: Running, cell: str, words: str) -> None:
    status, messages = java.run(cell)
    said = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error(messages)["traceback"]))
    assert status == "error" and words in said and "\tat " not in said and "org.dflib" not in said, said


def test_the_solution_is_shown_on_request(java: Running) -> None:
    text, html = checked(java, "%%exercise 02-1 solution\n" + starter("02-1"))
    assert "A solution:\n" in text and "Another: " in text and "il-code" in html


def test_the_standing_counts_what_was_solved_here(java: Running) -> None:
    row = next(line for line in java.value("Chapters.progress()")["text/plain"].splitlines() if line.strip().startswith("02"))
    assert row.split()[1] == "1", row
