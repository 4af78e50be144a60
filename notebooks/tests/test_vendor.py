"""The plotly.js in the library is the one that its properties name, and only that one can come in."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

import vendor


def _package(folder: Path, script: bytes) -> Path:
    package = folder / "plotly.tgz"
    with tarfile.open(package, "w:gz") as archive:
        member = tarfile.TarInfo(vendor.MEMBER)
        member.size = len(script)
        archive.addfile(member, io.BytesIO(script))
    return package


def test_plotly_is_whole_and_names_its_licence() -> None:
    pinned = vendor.pins()
    script = (vendor.FOLDER / "plotly-cartesian.min.js").read_bytes()
    assert vendor.integrity(script) == pinned["file"]
    assert f"plotly.js (cartesian - minified) v{pinned['version']}" in script[:300].decode()
    assert "Licensed under the MIT license" in script[:300].decode() and pinned["licence"] == "MIT"


def test_only_the_named_package_comes_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = tmp_path / "plotly-cartesian.properties"
    package = _package(tmp_path, b"/* plotly */")
    pins.write_text("name = plotly\nfile = sha512-old\npackage = x\n")
    monkeypatch.setattr(vendor, "FOLDER", tmp_path)
    monkeypatch.setattr(vendor, "PINS", pins)
    with pytest.raises(vendor.PlotlyError, match="not the one"):
        vendor.renew(package, {"package": vendor.integrity(b"another")})
    assert not (tmp_path / "plotly-cartesian.min.js").exists() and "old" in pins.read_text()
    vendor.renew(package, {"package": vendor.integrity(package.read_bytes())})
    assert (tmp_path / "plotly-cartesian.min.js").read_bytes() == b"/* plotly */"
    assert vendor.pins() == {"name": "plotly", "file": vendor.integrity(b"/* plotly */"), "package": "x"}
