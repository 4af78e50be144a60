"""Where things are: the one place that knows the layout of the checkout and of the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
LIB = ROOT / "lib"

#: The Python environment that holds JupyterLab and the kernel: `.venv` unless the Makefile chose another.
ENV = Path(os.environ.get("INTERLEAVE_ENV") or ROOT / ".venv").absolute()
#: Our kernelspec. It lies where the wheel puts its own, under the same name, so that a notebook works with either.
KERNELSPEC = ENV / "share" / "jupyter" / "kernels" / "java"

#: The learner's own copies of the chapters: made once, never overwritten, never cleaned.
MY = NOTEBOOKS / "my"
#: What tells a kernel where the learner's results and guesses lie.
MY_VARIABLE = "INTERLEAVE_MY"
#: The exported pages.
SITE = ROOT / "site"


def env_program(name: str) -> str:
    """Returns the path of a program of the environment, for instance `jupyter`."""
    folder = ENV / ("Scripts" if sys.platform == "win32" else "bin")
    return str(folder / (name + (".exe" if sys.platform == "win32" else "")))


def chapters() -> list[Path]:
    """Returns the tracked chapters in reading order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb")) + sorted(NOTEBOOKS.glob("[A-E]-*.ipynb"))


def keep_in_my() -> None:
    """Lets every kernel that this process starts keep results and guesses with the learner's copies."""
    os.environ.setdefault(MY_VARIABLE, str(MY))
