"""For maintainers: fetches the plotly.js that the library's properties name and puts it into the library.

`npm pack` brings the package. Nothing is written unless the package is the one that the properties name by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import paths

FOLDER = paths.LIB / "src" / "main" / "resources" / "interleave" / "lab" / "plot"
PINS = FOLDER / "plotly-cartesian.properties"
MEMBER = "package/plotly-cartesian.min.js"


class PlotlyError(Exception):
    """The package could not be had, or is not the one that is named."""


def pins() -> dict[str, str]:
    """Returns what the properties say: name, licence, version, and the hashes of the package and of the file."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    return dict(re.split(r"\s*=\s*", line, maxsplit=1) for line in lines if line.strip() and not line.startswith("#"))


def integrity(content: bytes) -> str:
    """Returns the hash as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def unpack(package: Path, wanted: str) -> bytes:
    """Returns plotly.js out of the package; raises `PlotlyError` if the package is another than the wanted one."""
    content = package.read_bytes()
    if integrity(content) != wanted:
        raise PlotlyError(f"The package is not the one that {PINS.name} names:\n  {integrity(content)}\n  {wanted}")
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise PlotlyError(f"The package holds no {MEMBER}")
        return member.read()


def renew(package: Path, pinned: dict[str, str]) -> None:
    """Writes plotly.js and its hash."""
    script = unpack(package, pinned["package"])
    text = PINS.read_text(encoding="utf-8")
    for file, content in (
        (FOLDER / Path(MEMBER).name, script),
        (PINS, re.sub(r"(?m)^file = .*$", f"file = {integrity(script)}", text).encode()),
    ):
        new = file.with_name(file.name + ".new")
        new.write_bytes(content)
        os.replace(new, file)


def main() -> int:
    pinned = pins()
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing: it fetches the package (https://nodejs.org).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="interleave-") as folder:
        packed = subprocess.run([npm, "pack", "--silent", f"{pinned['name']}@{pinned['version']}"], cwd=folder)
        packages = list(Path(folder).glob("*.tgz"))
        if packed.returncode or not packages:
            print(f"npm did not bring {pinned['name']} {pinned['version']}.", file=sys.stderr)
            return 1
        try:
            renew(packages[0], pinned)
        except PlotlyError as e:
            print(f"{e}\nNothing was changed.", file=sys.stderr)
            return 1
    print(f"plotly.js {pinned['version']} is in the library.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
