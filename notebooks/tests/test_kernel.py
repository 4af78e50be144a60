"""The Java kernel as a learner meets it: imports, results, short errors, interrupt, memory bound, and its end."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import kernel as kernel_tool  # noqa: E402
import paths  # noqa: E402

#: A bound against hanging, not a measure.
SECONDS = 60


class Running:
    """A kernel and its client."""

    def __init__(self, manager: KernelManager, client: Any) -> None:
        self.manager = manager
        self.client = client

    @property
    def process(self) -> Any:
        return self.manager.provisioner.process

    def run(self, code: str, on_message: Any = None) -> tuple[str, list[dict[str, Any]]]:
        """Runs a cell; returns its status and the messages it published."""
        messages: list[dict[str, Any]] = []

        def hook(message: dict[str, Any]) -> None:
            messages.append(message)
            if on_message:
                on_message(message)

        reply = self.client.execute_interactive(code, timeout=SECONDS, output_hook=hook)
        return reply["content"]["status"], messages

    def value(self, code: str) -> dict[str, str]:
        """Runs a cell that must succeed and returns the bundle of its last value."""
        status, messages = self.run(code)
        assert status == "ok", error(messages)
        return [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"][-1]


def error(messages: list[dict[str, Any]]) -> dict[str, Any]:
    found = [m["content"] for m in messages if m["msg_type"] == "error"]
    return found[-1] if found else {}


def printed(messages: list[dict[str, Any]]) -> str:
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")


@contextlib.contextmanager
def started(extra: list[str] | None = None) -> Iterator[Running]:
    spec = kernel_tool.spec(paths.KERNELSPEC)
    argv = [spec["argv"][0], *(extra or []), *spec["argv"][1:]]
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=argv, language="java", display_name="test", interrupt_mode=spec["interrupt_mode"]
    )
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield Running(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def java() -> Iterator[Running]:
    with started() as running:
        yield running


def test_every_start_up_import_is_there(java: Running) -> None:
    assert java.value("List.of(Duration.ofSeconds(1), Path.of(\"x\"), new AtomicInteger(2)).size()")["text/plain"] == "3"
    assert "JavaKernel" in java.value("kernel().getClass().getName()")["text/plain"]
    assert java.value('Table.create("t").name()')["text/plain"] == "t"
    assert "threads" in java.value("threads(2)")["text/plain"].lower()
    status, messages = java.run('display("<b>x</b>", "text/html");')
    assert status == "ok"
    assert any(m["content"].get("data", {}).get("text/html") == "<b>x</b>" for m in messages)


def test_preview_features_of_java_25_compile(java: Running) -> None:
    code = """
    try (var scope = StructuredTaskScope.open()) {
        var answer = scope.fork(() -> 42);
        scope.join();
        System.out.println(answer.get());
    }
    """
    status, messages = java.run(code)
    assert status == "ok", error(messages)
    assert printed(messages) == "42\n"


def test_a_table_comes_as_html_and_as_text(java: Running) -> None:
    bundle = java.value('Table.create("Squares").addColumns(IntColumn.create("n", 1, 2), IntColumn.create("n²", 1, 4))')
    assert bundle["text/plain"].splitlines() == ["Squares", "n  n²", "1   1", "2   4"]
    assert ">Squares</span></caption>" in bundle["text/html"]
    assert bundle["text/html"].count('<th scope="col"') == 2


def test_a_listing_comes_as_html_and_as_text(java: Running) -> None:
    bundle = java.value("Source.of(TableView.class)")
    assert "class TableView" in bundle["text/plain"]
    assert "<pre" in bundle["text/html"]


def test_an_error_is_short_and_shows_the_learners_line(java: Running) -> None:
    java.run("class Ratio { static int of(int x) {\n    return 10 / x;\n} }")
    status, messages = java.run('var zero = 0;\nList.of(1).forEach(x -> {\n    Ratio.of(zero);\n});')
    assert status == "error"
    found = error(messages)
    assert (found["ename"], found["evalue"]) == ("java.lang.ArithmeticException", "/ by zero")
    text = "\n".join(found["traceback"])
    assert "in Ratio.of:  return 10 / x;" in text
    assert "in the cell:  Ratio.of(zero);" in text
    assert "org.dflib" not in text and "ImmutableCollections" not in text
    assert len(found["traceback"]) <= 6


def test_a_failed_cell_keeps_its_number(java: Running) -> None:
    numbers = []
    for cell in ("1 / 0", "1 + 1", "noSuchName"):
        reply = java.client.execute_interactive(cell, timeout=SECONDS, output_hook=lambda message: None)
        numbers.append(reply["content"]["execution_count"])
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_a_compiler_error_names_the_line_and_the_reason(java: Running) -> None:
    status, messages = java.run('int ok = 1;\nint bad = "text";')
    assert status == "error"
    assert error(messages)["ename"] == "Does not compile"
    assert "String cannot be converted to int" in error(messages)["evalue"]


def test_unicode_survives(java: Running) -> None:
    _, messages = java.run('System.out.println("αβγ – 漢字 🙂");')
    assert printed(messages) == "αβγ – 漢字 🙂\n"


def test_a_forgotten_sender_is_told_in_the_next_cells(java: Running) -> None:
    java.run("var kept = new ArrayList<Object>();\nfor (int i = 0; i < 5; i++) kept.add(Channel.oneshot().receiver());")
    told = ""
    for _ in range(100):
        _, messages = java.run("System.gc(); Thread.sleep(20);")
        told = printed(messages)
        if told:
            break
    assert told.startswith("A sender of a channel (oneshot) was forgotten without being closed"), told
    assert "in the cell:  for (int i = 0; i < 5; i++) kept.add(Channel.oneshot().receiver());" in told, told
    assert len(told.splitlines()) < 6, told


def test_an_interrupt_ends_a_waiting_cell_and_the_kernel_goes_on(java: Running) -> None:
    def interrupt(message: dict[str, Any]) -> None:
        # It comes while the next statement is being compiled, where the kernel itself would lose it.
        if message["msg_type"] == "stream":
            java.client.control_channel.send(java.client.session.msg("interrupt_request", {}))

    status, messages = java.run('System.out.println("waiting"); new CountDownLatch(1).await();', interrupt)
    assert status == "error"
    assert "interrupted" in "\n".join(error(messages)["traceback"]).lower()
    assert java.value("1 + 1")["text/plain"] == "2"


def test_memory_is_bounded_and_running_out_of_it_leaves_the_kernel_alive(java: Running) -> None:
    status, messages = java.run("{ var hoard = new ArrayList<byte[]>(); while (true) hoard.add(new byte[1 << 24]); }")
    assert status == "error"
    assert error(messages)["ename"] == "java.lang.OutOfMemoryError"
    assert java.value("1 + 1")["text/plain"] == "2"


def test_an_error_while_a_value_is_drawn_is_shown_and_the_kernel_goes_on(java: Running) -> None:
    java.run('record Boom() implements Tabular { public Table table() { throw new AssertionError("boom"); } }')
    status, messages = java.run("new Boom()")
    assert status == "error"
    assert (error(messages)["ename"], error(messages)["evalue"]) == ("java.lang.AssertionError", "boom")
    assert java.value("1 + 1")["text/plain"] == "2"


def test_a_full_heap_ends_the_kernel_rather_than_leaving_it_deaf() -> None:
    with started() as running:
        running.run("var hold = new ArrayList<byte[]>();")
        running.client.execute("while (true) hold.add(new byte[1 << 16]);")
        # It may survive the cell itself; the next ones find no room. A deaf kernel would stay for ever.
        for _ in range(20):
            running.client.execute("hold.size()")
        assert running.process.wait(timeout=SECONDS) != 0


def test_shutdown_ends_the_process_whatever_threads_a_cell_left_behind() -> None:
    with started() as running:
        code = 'new Thread(() -> { while (true) Thread.onSpinWait(); }).start(); System.out.println("spinning");'
        assert running.run(code)[0] == "ok"
        process = running.process
        running.client.shutdown()
        assert process.wait(timeout=SECONDS) == 0


def test_the_cache_is_the_one_for_these_jars_flags_and_jdk() -> None:
    # In this mode a JVM that cannot use its cache refuses to start.
    with started(["-XX:AOTMode=on"]) as running:
        assert running.value("1 + 1")["text/plain"] == "2"


def test_the_cache_is_trained_again_when_a_jar_the_flags_or_the_jdk_change(tmp_path: Path) -> None:
    env = tmp_path / "env"
    folder = env / "share" / "jupyter" / "kernels" / "java"
    shutil.copytree(paths.KERNELSPEC, folder, copy_function=shutil.copy2, ignore=shutil.ignore_patterns("*.aot"))
    assert kernel_tool.is_current(env)
    jar = next((folder / "lib").glob("interleave.jar"))
    before = jar.stat()
    os.utime(jar, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000_000))
    assert not kernel_tool.is_current(env)
    os.utime(jar, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kernel_tool.is_current(env)
    spec = (folder / "kernel.json").read_text(encoding="utf-8")
    (folder / "kernel.json").write_text(spec.replace("-Xmx1g", "-Xmx2g"), encoding="utf-8")
    assert not kernel_tool.is_current(env)
    (folder / "kernel.json").write_text(spec, encoding="utf-8")
    # Another JDK: the same program beside a release file that names another build.
    jdk_home = tmp_path / "jdk"
    (jdk_home / "bin").mkdir(parents=True)
    (jdk_home / "release").write_text('JAVA_VERSION="25.0.99"\n', encoding="utf-8")
    (jdk_home / "bin" / "java").write_text("", encoding="utf-8")
    other = spec.replace(kernel_tool.java(paths.ENV), str(jdk_home / "bin" / "java"))
    (folder / "kernel.json").write_text(other, encoding="utf-8")
    assert not kernel_tool.is_current(env)
    (folder / "kernel.json").unlink()
    assert not kernel_tool.is_current(env)
