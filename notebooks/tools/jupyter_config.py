"""Puts Jupyter's configuration into the environment: the export menu, no request to the outside, no authors' tools.

The server's part is a line that reads `notebooks/export/jupyter_server_config.py` of this checkout, so that the page
of the menu and that of `make html` never differ. The rest goes into JupyterLab's files of settings.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import paths

SERVER_CONFIG = paths.NOTEBOOKS / "export" / "jupyter_server_config.py"
# A configuration that is no longer where it was counts as an empty one.
LOADER = f"""\
# Written by notebooks/tools/jupyter_config.py; `make setup` writes these two lines again.
load_subconfig({SERVER_CONFIG.name!r}, path={str(SERVER_CONFIG.parent)!r})
"""
#: Those two lines, of this checkout or of another.
LOADERS = re.compile(r"^# Written by notebooks/tools/jupyter_config\.py;.*\nload_subconfig\(.*\)\n", re.MULTILINE)
#: Settings by file of the environment. What else such a file holds stays.
SETTINGS: dict[str, dict[str, Any]] = {
    "share/jupyter/lab/settings/overrides.json": {
        # Else the first thing that a learner sees is a question about news.
        "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    },
    "etc/jupyter/labconfig/page_config.json": {"disabledExtensions": {"jupyterlab-jupytext": True}},
}


def install(env: Path) -> None:
    """Writes the configuration into the environment; each file is the former or the new one, never a part."""
    for file, text in _files(env).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(file.name + ".new")
        try:
            new.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
            os.replace(new, file)
        finally:
            new.unlink(missing_ok=True)


def is_current(env: Path) -> bool:
    """Says whether the environment's configuration is the one of this checkout."""
    return all(_same(_read(file), text) for file, text in _files(env).items())


def _same(text: str, wanted: str) -> bool:
    """JupyterLab writes its settings again when it starts, in a layout of its own: only what they say counts."""
    try:
        return text == wanted or json.loads(text) == json.loads(wanted)
    except ValueError:
        return False


def _files(env: Path) -> dict[Path, str]:
    """Returns the whole content of each file as it shall be."""
    # In an environment that was there before us this file may be somebody's own: it stays, and ours is read after it.
    server = env / "etc" / "jupyter" / "jupyter_server_config.py"
    former = LOADERS.sub("", _read(server))
    files = {server: former + ("\n" if former and not former.endswith("\n") else "") + LOADER}
    for name, settings in SETTINGS.items():
        try:
            former = json.loads(_read(env / name))
        except ValueError:
            former = {}
        files[env / name] = json.dumps(_merged(former, settings), indent=1) + "\n"
    return files


def _merged(former: Any, settings: dict[str, Any]) -> dict[str, Any]:
    merged = dict(former) if isinstance(former, dict) else {}
    for key, value in settings.items():
        merged[key] = _merged(merged.get(key), value) if isinstance(value, dict) else value
    return merged


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="surrogateescape", newline="") as content:
            return content.read()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    install(paths.ENV)
