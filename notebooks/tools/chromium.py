"""The browser of the tests: under which names Chromium is found. Standard library and Python 3.8, as the doctor."""

from __future__ import annotations

import os
import shutil

#: In the order in which they are tried; `.ci/run` has the same.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str:
    """Returns the program that CHROMIUM names, else the first there is on the PATH, else nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
