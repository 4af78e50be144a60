"""What the README points at is in every clone, and so is all else that is tracked."""

from __future__ import annotations

import re
import shutil
import subprocess

import page
import pytest
from bs4 import BeautifulSoup

import paths

README = paths.ROOT / "README.md"


def git(*words: str) -> list[str]:
    """Returns the lines that git answers; outside of a checkout the test is skipped."""
    if not (paths.ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a checkout of git")
    done = subprocess.run(["git", *words], cwd=paths.ROOT, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines()


def test_links_and_pictures_are_tracked() -> None:
    tracked = {paths.ROOT / name for name in git("ls-files")}
    tracked |= {folder for file in tracked for folder in file.parents if folder.is_relative_to(paths.ROOT)}
    # Not `page.markdown`: it would take pictures in.
    text = re.sub(r"^```.*?^```", "", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(<?([^)\s>]+)", text) + re.findall(r"(?:src|href)=\"([^\"]+)", text)
    headings = {h.get("id") for h in BeautifulSoup(page.markdown(text), "html.parser").find_all(re.compile("^h[1-6]$"))}
    here = [target for target in targets if not re.match(r"https://|mailto:", target)]
    assert any(target.endswith(".png") for target in here)
    for target in here:
        name, _, anchor = target.partition("#")
        assert not name or (paths.ROOT / name).resolve() in tracked, target
        assert name or anchor in {str(heading).lower() for heading in headings}, target


def test_nothing_tracked_is_ignored() -> None:
    assert git("ls-files", "--cached", "--ignored", "--exclude-standard") == []
