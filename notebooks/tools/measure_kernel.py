"""Measures how fast the kernel starts, against the wheel's own kernelspec with the same jars.

From the start of the process to the first result (`1 + 1`), then to the first Tablesaw table, each in wall seconds and
in CPU seconds of the whole process tree. A round starts every variant once, in random order; a ratio is taken within a
round; quoted are the median and the range over the rounds. Run it on an otherwise idle machine:

    python notebooks/tools/measure_kernel.py --rounds 9
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

import kernel
import paths

FIRST = "1 + 1"
#: Spelled out, since the wheel's kernelspec does not import Tablesaw.
TABLE = 'tech.tablesaw.api.Table.create("t").addColumns(tech.tablesaw.api.IntColumn.create("n", 1, 2, 3))'


class Cost(NamedTuple):
    """What it took from the start of the process to a result."""

    wall: float
    cpu: float


class Variant(NamedTuple):
    """A way to start the kernel."""

    name: str
    argv: list[str]
    env: dict[str, str]


def variants(env: Path) -> list[Variant]:
    folder = env / "share" / "jupyter" / "kernels" / "java"
    java = Path(kernel.java(env))
    ours = Variant("ours", kernel.spec(folder)["argv"], {})
    # The wheel's launcher takes `java` from PATH. Our own jar stays out: none of its code runs there.
    others = [jar for jar in kernel.class_path(env).split(os.pathsep) if not Path(jar).name.startswith("interleave")]
    stock = Variant(
        "stock",
        ["java", "-jar", str(folder / "jjava-launcher.jar"), str(folder / "jjava.jar"), "{connection_file}"],
        {"PATH": str(java.parent) + os.pathsep + os.environ["PATH"], "JJAVA_CLASSPATH": os.pathsep.join(others)},
    )
    return [ours, stock]


def start(variant: Variant) -> dict[str, Cost]:
    """Starts a kernel, evaluates both cells, and ends it."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=variant.argv, env=variant.env, language="java", display_name=variant.name, interrupt_mode="message"
    )
    with open(os.devnull, "wb") as nowhere:
        began = time.perf_counter()
        manager.start_kernel(stdout=nowhere, stderr=nowhere)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=120)
            process = psutil.Process(manager.provisioner.process.pid)
            costs = {}
            for name, cell in (("first result", FIRST), ("first table", TABLE)):
                reply = client.execute_interactive(cell, timeout=120, output_hook=lambda message: None)
                if reply["content"]["status"] != "ok":
                    raise SystemExit(f"{variant.name}: {cell} failed: {reply['content']}")
                costs[name] = Cost(time.perf_counter() - began, cpu_seconds(process))
            return costs
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def cpu_seconds(process: psutil.Process) -> float:
    """Returns the CPU seconds of a process and of what it started, living or waited for."""
    total = 0.0
    for member in [process, *process.children(recursive=True)]:
        times = member.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default 7)")
    rounds = parser.parse_args(arguments).rounds
    if rounds < 1:
        parser.error("--rounds must be at least 1")
    ways = variants(paths.ENV)
    seen: dict[str, list[dict[str, Cost]]] = {way.name: [] for way in ways}
    for number in range(rounds + 1):
        for way in random.sample(ways, len(ways)):
            costs = start(way)
            if number:  # the first round warms the page cache
                seen[way.name].append(costs)
        print(f"\rround {number} of {rounds}, load {os.getloadavg()[0]:.1f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for milestone in ("first result", "first table"):
        print(f"{milestone}, median (range) of {rounds} rounds")
        for way in ways:
            wall = spread([costs[milestone].wall for costs in seen[way.name]])
            cpu = spread([costs[milestone].cpu for costs in seen[way.name]])
            print(f"  {way.name:<20} wall {wall:<20} s   CPU {cpu} s")
        for way in ways[1:]:
            pairs = list(zip(seen["ours"], seen[way.name]))
            wall = spread([a[milestone].wall / b[milestone].wall for a, b in pairs])
            cpu = spread([a[milestone].cpu / b[milestone].cpu for a, b in pairs])
            print(f"  ours / {way.name:<20} wall {wall:<18} CPU {cpu}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
