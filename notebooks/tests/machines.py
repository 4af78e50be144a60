"""Machines that lack something: folders with stub programs, so that a test meets them without being one.

Nothing here downloads, builds or installs. A stub Python understands just what `bootstrap.sh` asks of one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import paths

#: What a POSIX system has in any case, and bootstrap.sh uses.
PLAIN_PROGRAMS = "sh awk basename cat dirname env grep kill mkdir mv rm rmdir sed sleep".split()

#: `$VERSION`, `$ABLE` and `$LOG` are filled in. Its `-m venv DIR` makes DIR/bin/python another such stub, and waits
#: for `$LOG.go` if there is a `$LOG.wait`, which lets a test hold a set-up in the middle.
STUB_PYTHON = """#!/bin/sh
case $1 in
  -c)
    case $2 in *ensurepip*) echo "{version} {able}" ;; esac
    exit 0 ;;
  -m)
    case $2 in
      venv)
        echo "venv $3" >>"{log}"
        mkdir -p "$3/bin"
        : >"$3/pyvenv.cfg"
        if [ -e "{log}.die" ]; then kill -9 $PPID; exit 1; fi
        while [ -e "{log}.wait" ] && [ ! -e "{log}.go" ]; do sleep 0.05; done
        cp "$0" "$3/bin/python" ;;
    esac
    exit 0 ;;
esac
echo "run $*" >>"{log}"
"""

STUB_CONDA = """#!/bin/sh
echo "conda $*" >>"{log}"
while [ $# -gt 0 ]; do
  if [ "$1" = -p ]; then prefix=$2; fi
  shift
done
mkdir -p "$prefix/bin" "$prefix/conda-meta"
if [ {status} -ne 0 ]; then echo "CondaHTTPError: no channel can be reached" >&2; exit {status}; fi
cp "{python}" "$prefix/bin/python"
"""


class Machine:
    """A checkout with the real bootstrap.sh, a PATH of few programs and an empty home."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "check out"
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.log = folder / "log"
        tools = self.root / "notebooks" / "tools"
        for made in (tools, self.bin, self.home):
            made.mkdir(parents=True)
        self.env = self.root / ".venv"
        shutil.copy(paths.NOTEBOOKS / "tools" / "bootstrap.sh", tools)
        shutil.copy(paths.ROOT / "environment.yml", self.root)
        for name in [*PLAIN_PROGRAMS, "cp"]:
            program = shutil.which(name)
            if program:
                (self.bin / name).symlink_to(program)
        self.add_disk(megabytes=20_000)

    def add_disk(self, megabytes: int) -> Path:
        """Gives the machine's disk so much free space, whatever the real one has."""
        words = f"Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 40960000 0 {megabytes * 1024} 0% /"
        return self._add("df", f"#!/bin/sh\necho '{words}'\n")

    def add_python(self, version: str = "3.12.1", able: bool = True, name: str = "python3") -> Path:
        text = STUB_PYTHON.format(version=version, able="yes" if able else "no", log=self.log)
        return self._add(name, text)

    def add_conda(self, status: int = 0, name: str = "micromamba") -> Path:
        # The interpreter that conda brings is not on the PATH until then.
        brought = self.add_python(name="brought-by-conda")
        return self._add(name, STUB_CONDA.format(log=self.log, status=status, python=brought))

    def _add(self, name: str, text: str) -> Path:
        program = self.bin / name
        program.write_text(text)
        program.chmod(0o755)
        return program

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        command = [str(self.bin / "sh"), str(self.root / "notebooks" / "tools" / "bootstrap.sh"), *arguments]
        clean = {"PATH": str(self.bin), "HOME": str(self.home), "LC_ALL": "C", **environment}
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def logged(self, first_word: str) -> list[str]:
        """Returns what the stubs were asked for, of one kind."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(first_word + " ")]

    def left_over(self) -> set[str]:
        """Returns the names at the top of the checkout that a set-up could have made."""
        lock = self.root / "lib" / "target" / "bootstrap.lock"
        return {name for name in (".venv",) if (self.root / name).exists()} | ({"lock"} if lock.exists() else set())


def fake_jdk(
    home: Path,
    version: str,
    programs: tuple[str, ...] = ("java", "javac", "jshell"),
    modules: str | None = "java.base jdk.compiler jdk.jshell",
) -> Path:
    """Makes a folder that looks like a Java installation: its programs end with status 0 and do nothing."""
    (home / "bin").mkdir(parents=True)
    for name in programs:
        (home / "bin" / name).write_text("#!/bin/sh\n")
        (home / "bin" / name).chmod(0o755)
    release = f'IMPLEMENTOR="Test Vendor"\nJAVA_VERSION="{version}"\n'
    if modules is not None:
        release += f'MODULES="{modules}"\n'
    (home / "release").write_text(release)
    return home


def without_java(monkeypatch, folder: Path) -> Path:
    """Hides every JDK of this machine from `jdk.py`; returns the folder that now stands for /usr/lib/jvm."""
    import jdk

    for key in [key for key in os.environ if "JAVA" in key or key in ("CONDA_PREFIX", "CJDK_CACHE_DIR")]:
        monkeypatch.delenv(key)
    (folder / "empty").mkdir()
    monkeypatch.setenv("HOME", str(folder / "empty"))
    monkeypatch.setenv("USERPROFILE", str(folder / "empty"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "empty"))
    monkeypatch.setenv("PATH", str(folder / "empty"))
    jvm = folder / "jvm"
    jvm.mkdir()
    monkeypatch.setattr(jdk, "_system_roots", lambda: [jvm / "*"])
    monkeypatch.setattr(jdk.paths, "ENV", folder / "env")
    return jvm
