"""Installs the Java kernel: the library's jars, the kernelspec, and the AOT cache that makes it start fast."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jdk
import paths

#: A training run looks like the beginning of a chapter: what it loads and compiles, the cache brings back ready.
TRAINING = [
    "1 + 1",
    'Table.create("squares").addColumns(IntColumn.create("n", 1, 2, 3), DoubleColumn.create("square", 1.0, 4.0, 9.0))',
    "var words = List.of(\"to\", \"be\", \"or\", \"not\");\nwords.stream().map(String::toUpperCase).toList()",
    "record Point(int x, int y) {}",
    "new Point(1, 2)",
    "for (int i = 0; i < 3; i++) { System.out.println(i); }",
    'var thread = Thread.ofVirtual().start(() -> System.out.println("hello"));\nthread.join();',
    "int twice(int x) { return switch (x) { case 0 -> 0; default -> 2 * x; }; }",
    "twice(21)",
    "noSuchName",
    "1 / 0",
    "Table.create(\"words\").addColumns(StringColumn.create(\"word\", words))",
    # The first chapters' own first cells.
    "Machine.card()",
    "Source.of(Machine.class, \"card\")",
    # The first recording of a JVM is what makes a first timeline slow.
    "Timeline.of(() -> { Thread.sleep(1); })",
]
TRAINING_SECONDS = 180
#: Maven's advice about itself, which says nothing of what went wrong.
MAVEN_NOISE = ("Re-run Maven", "To see the full stack trace", "For more information about", "[Help 1] http", "mvn <args>",
               "After correcting the problems")


def install(env: Path) -> None:
    """Builds the library, installs the kernelspec into `env` and trains its cache.

    Raises `subprocess.CalledProcessError` with Maven's words if the library does not build. A cache that cannot be
    trained only makes starts slower: it is reported and left out.
    """
    folder = _folder(env)
    _maven("package", "-Dmaven.test.skip", f"-Dkernelspec={folder}")
    train(env)


def is_current(env: Path) -> bool:
    """Says whether the kernelspec is whole and its cache was trained with these jars, flags and this JDK."""
    folder = _folder(env)
    try:
        installed = spec(folder)
        trained = (folder / "kernel.aot.key").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return Path(installed["argv"][0]).exists() and trained == _key(folder, installed)


def spec(folder: Path) -> dict[str, Any]:
    """Returns the installed kernelspec."""
    return json.loads((folder / "kernel.json").read_text(encoding="utf-8"))


def java(env: Path) -> str:
    """Returns the absolute path of the `java` that runs the cells."""
    return str(spec(_folder(env))["argv"][0])


def class_path(env: Path) -> str:
    """Returns the class path of the library: its own jars and all that they need, without the kernel."""
    return os.pathsep.join(str(jar) for jar in sorted((_folder(env) / "lib").glob("*.jar")))


def train(env: Path) -> None:
    """Runs a kernel over the training cells and keeps what the JVM learnt as the cache."""
    folder = _folder(env)
    installed = spec(folder)
    cache = folder / "kernel.aot"
    new = folder / "kernel.aot.new"
    with contextlib.suppress(FileNotFoundError):
        cache.unlink()
    argv = [arg for arg in installed["argv"] if not arg.startswith(("-XX:AOTCache=", "-Xlog:"))]
    argv.insert(1, f"-XX:AOTCacheOutput={new}")
    failure = _run_training(argv, folder)
    if failure is None and new.is_file():
        os.replace(new, cache)
    else:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        print(f"interleave: the kernel's cache was not made ({failure}); it starts slower without", file=sys.stderr)
    # Also written without a cache: training again would fail the same way until something changes.
    key = folder / "kernel.aot.key.new"
    key.write_text(_key(folder, installed), encoding="utf-8")
    os.replace(key, folder / "kernel.aot.key")


def _run_training(argv: list[str], folder: Path) -> str | None:
    """Returns why the training failed, or `None`. The JVM writes the cache when it ends by itself."""
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import KernelSpec

    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, language="java", display_name="training", interrupt_mode="message")
    log = folder / "kernel.aot.log"
    with log.open("wb") as words:
        # The JVM's words about its cache would end up in the terminal of whoever sets up.
        manager.start_kernel(stdout=words, stderr=words, env={**os.environ, "JAVA_TOOL_OPTIONS": ""})
        client = manager.client()
        try:
            client.start_channels()
            client.wait_for_ready(timeout=TRAINING_SECONDS)
            for cell in TRAINING:
                client.execute_interactive(cell, timeout=TRAINING_SECONDS, output_hook=lambda message: None)
            client.execute("System.exit(0);")
            process = manager.provisioner.process
            status = process.wait(timeout=TRAINING_SECONDS)
        except (RuntimeError, TimeoutError, subprocess.TimeoutExpired) as error:
            return f"{type(error).__name__}: {error}; see {log}"
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    if status != 0:
        return f"the kernel ended with {status}; see {log}"
    log.unlink()
    return None


def _key(folder: Path, installed: dict[str, Any]) -> str:
    """What a cache depends on: the jars as the JVM checks them, the flags, and the build of the JDK."""
    digest = hashlib.sha256()
    for jar in sorted([*folder.glob("*.jar"), *(folder / "lib").glob("*.jar")]):
        stat = jar.stat()
        digest.update(f"{jar.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    digest.update("\n".join(installed["argv"]).encode())
    digest.update("\n".join(TRAINING).encode())
    release = Path(installed["argv"][0]).resolve().parents[1] / "release"
    digest.update(release.read_bytes())
    return digest.hexdigest() + "\n"


def _folder(env: Path) -> Path:
    return env / "share" / "jupyter" / "kernels" / "java"


def _maven(*goals: str) -> None:
    """Runs Maven; raises `CalledProcessError` that carries the lines which say what is wrong."""
    wrapper = paths.ROOT / ("mvnw.cmd" if sys.platform == "win32" else "mvnw")
    shell = [] if sys.platform == "win32" else [shutil.which("sh") or "sh"]
    # Not quiet: a warning of the compiler ends the build, and Maven keeps warnings to itself when quiet.
    command = [*shell, str(wrapper), "-B", "-ntp", *goals]
    done = subprocess.run(
        command,
        cwd=paths.ROOT,
        env=jdk.maven_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.startswith(("[ERROR]", "[WARNING]"))]
        telling = [line for line in lines if not any(noise in line for noise in MAVEN_NOISE) and len(line) > 8]
        words = "\n".join(telling) or done.stdout
        raise subprocess.CalledProcessError(done.returncode, command, output=words)
