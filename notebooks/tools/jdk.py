"""Which JDK the laboratory uses: exactly 25, found on the machine or obtained.

A JDK is judged by its `release` file and its programs, so that looking at one starts no process. Standard library
only: `doctor.py` runs this file before there is an environment, on any Python from 3.8.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import paths

#: The only feature release whose compiler takes the kernel's `-source 25 --enable-preview`; `jdk.range` in pom.xml.
FEATURE = 25
#: What a JRE or a trimmed runtime lacks: the compiler, and the shell that runs the cells.
NEEDED_MODULES = {"jdk.compiler", "jdk.jshell"}

HOW_TO_INSTALL = f"""\
Install any JDK {FEATURE}; no root is needed for the last three:
  Debian, Ubuntu   sudo apt-get install openjdk-{FEATURE}-jdk-headless   (Debian 13, Ubuntu 24.04 and later)
  Fedora           sudo dnf install java-{FEATURE}-openjdk-devel
  macOS            brew install --cask temurin@{FEATURE}
  Windows          winget install EclipseAdoptium.Temurin.{FEATURE}.JDK
  conda            conda create -n jdk{FEATURE} -c conda-forge openjdk={FEATURE}   then: conda activate jdk{FEATURE}
  SDKMAN           sdk install java {FEATURE}-tem
  by hand          unpack one from https://adoptium.net and set JAVA_HOME to its folder"""


class NoJdk(Exception):
    """There is no JDK 25 and none could be obtained; the message says what to install."""


@dataclass(frozen=True)
class Jdk:
    """A Java installation and what is wrong with it for our purpose (`None` if nothing is)."""

    home: Path
    version: str
    vendor: str
    flaw: str | None

    @property
    def feature(self) -> int:
        head = re.match(r"(?:1\.)?(\d+)", self.version)
        return int(head.group(1)) if head else 0


def look_at(home: Path) -> Jdk | None:
    """Returns what lies in a folder, or `None` if that is no Java installation."""
    try:
        text = (home / "release").read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    facts = dict(re.findall(r'^(\w+)="?([^"\n]*)"?\s*$', text, re.MULTILINE))
    version = facts.get("JAVA_VERSION", "")
    if not version or not _program(home, "java"):
        return None
    found = Jdk(home, version, facts.get("IMPLEMENTOR", "unknown vendor"), None)
    flaw = None
    if found.feature != FEATURE:
        flaw = f"is Java {found.feature}, not {FEATURE}"
    elif not _program(home, "javac"):
        flaw = "has no compiler (javac): it is a JRE"
    elif "MODULES" in facts and not NEEDED_MODULES <= set(facts["MODULES"].split()):
        flaw = "lacks " + ", ".join(sorted(NEEDED_MODULES - set(facts["MODULES"].split())))
    elif not _program(home, "jshell"):
        flaw = "has no jshell: it is a trimmed runtime"
    return Jdk(found.home, found.version, found.vendor, flaw)


def found() -> list[Jdk]:
    """Returns every Java installation of the machine, each once, in the order in which we would take it."""
    result: dict[Path, Jdk] = {}
    for home in _places():
        real = home.resolve()
        if real not in result:
            jdk = look_at(home)
            if jdk:
                result[real] = jdk
    return list(result.values())


def find() -> Path | None:
    """Returns the home of the JDK 25 to use, or `None` if the machine has none. Milliseconds."""
    for home in _places():
        jdk = look_at(home)
        if jdk and not jdk.flaw:
            return home
    return None


def obtain() -> Path:
    """Downloads a JDK 25 into the user's cache with cjdk and returns its home; raises `NoJdk` if that fails."""
    try:
        import cjdk

        home = Path(cjdk.java_home(vendor="temurin", version=str(FEATURE), progress=sys.stderr.isatty()))
    except Exception as error:  # cjdk lets errors of requests, zipfile and the file system through
        reason = re.sub(r"\s+", " ", str(error).split(" (Caused by ")[0]).strip()[:200] or type(error).__name__
        raise NoJdk(f"{_verdict()}\nObtaining one did not work: {reason}\n{HOW_TO_INSTALL}") from error
    jdk = look_at(home)
    if jdk is None or jdk.flaw:
        what = jdk.flaw if jdk else "is no JDK"
        raise NoJdk(f"{_verdict()}\nThe one downloaded to {home} {what}.\n{HOW_TO_INSTALL}")
    return home


def maven_environment() -> dict[str, str]:
    """Returns the environment in which `./mvnw` must run.

    Maven itself starts on JDK 25, and its toolchains plugin, which looks at JAVA_HOME first, takes the same one: what
    compiles the library is what runs the cells. Without a JDK 25 the environment is unchanged, and the plugin's own
    message ("Cannot find matching toolchain definitions") names the range it wants.
    """
    environment = dict(os.environ)
    home = find()
    if home:
        environment["JAVA_HOME"] = str(home)
        environment["PATH"] = str(home / "bin") + os.pathsep + environment.get("PATH", "")
    return environment


def _verdict() -> str:
    others = sorted({jdk.feature for jdk in found() if jdk.feature != FEATURE})
    flawed = [f"{jdk.home} {jdk.flaw}" for jdk in found() if jdk.feature == FEATURE and jdk.flaw]
    if flawed:
        return f"The laboratory needs a JDK {FEATURE}. " + "; ".join(flawed) + "."
    if others:
        have = " and ".join(f"Java {feature}" for feature in others)
        return f"The laboratory needs exactly JDK {FEATURE}; this machine has only {have}."
    return f"The laboratory needs a JDK {FEATURE}; this machine has no Java."


def _program(home: Path, name: str) -> bool:
    return any((home / "bin" / (name + end)).is_file() for end in ("", ".exe"))


def _places() -> Iterator[Path]:
    """Yields folders that may be a Java home: what the user named comes before what merely lies about."""
    # The conda route brings its own JDK; conda sets JAVA_HOME only in an activated shell.
    yield paths.ENV / "lib" / "jvm"
    yield paths.ENV / "Library" / "lib" / "jvm"
    for key in ["JAVA_HOME", *sorted(os.environ)]:
        if re.fullmatch(r"JAVA\d*_HOME(_\w+)?", key) and os.environ.get(key):
            yield Path(os.environ[key])
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parents[1]
    if os.environ.get("CONDA_PREFIX"):
        yield Path(os.environ["CONDA_PREFIX"]) / "lib" / "jvm"
    for pattern in _patterns():
        anchor = Path(pattern.anchor)
        # Newest first, so that an update is taken; text order is enough within one feature release.
        for home in sorted(anchor.glob(str(pattern.relative_to(anchor))), reverse=True):
            yield home
            yield home / "Contents" / "Home"
    yield from _declared_to_maven()


def _patterns() -> list[Path]:
    """Returns where the Maven toolchains plugin looks, and what it misses: Homebrew's kegs and cjdk's cache."""
    home = _user_home()
    patterns = []
    if home:
        for folder in (
            ".jdks",
            ".m2/jdks",
            ".sdkman/candidates/java",
            ".gradle/jdks",
            ".jenv/versions",
            ".jbang/cache/jdks",
            ".asdf/installs/java",
            ".jabba/jdk",
            ".local/share/mise/installs/java",
            "Library/Java/JavaVirtualMachines",
            "scoop/apps/*/current",
        ):
            patterns.append(home / folder / ("" if folder.endswith("current") else "*"))
    cache = _cjdk_cache(home)
    if cache:
        patterns.append(cache / "v0" / "jdks" / "*" / "*")
    return patterns + _system_roots()


def _system_roots() -> list[Path]:
    """Returns patterns of the places that need no home folder."""
    if sys.platform == "win32":
        programs = Path(os.environ.get("ProgramFiles", r"C:\Program Files"))
        vendors = ("Amazon Corretto", "BellSoft", "Eclipse Adoptium", "Java", "Microsoft", "Zulu")
        return [programs / vendor / "*" for vendor in vendors]
    if sys.platform == "darwin":
        kegs = [Path(prefix) / "opt" / f"openjdk@{FEATURE}" / "libexec" for prefix in ("/opt/homebrew", "/usr/local")]
        return [Path("/Library/Java/JavaVirtualMachines/*"), *(keg / "*" for keg in kegs)]
    folders = ("/usr/lib/jvm", "/usr/lib64/jvm", "/usr/java", "/opt/java", "/opt/hostedtoolcache/Java_*/*")
    return [Path(folder) / "*" for folder in folders]


def _cjdk_cache(home: Path | None) -> Path | None:
    if os.environ.get("CJDK_CACHE_DIR"):
        return Path(os.environ["CJDK_CACHE_DIR"])
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "cjdk" / "cache" if local else None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "cjdk" if home else None
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "cjdk"
    return home / ".cache" / "cjdk" if home else None


def _declared_to_maven() -> Iterator[Path]:
    home = _user_home()
    try:
        declared = (home / ".m2" / "toolchains.xml").read_text(encoding="utf-8") if home else ""
    except (OSError, ValueError):
        declared = ""
    for place in re.findall(r"<jdkHome>\s*(.*?)\s*</jdkHome>", declared):
        yield Path(place)


def _user_home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def main() -> int:
    """Prints the home of the JDK in use, for a shell: `JAVA_HOME=$(python notebooks/tools/jdk.py)`."""
    home = find()
    if home is None:
        print(_verdict(), HOW_TO_INSTALL, sep="\n", file=sys.stderr)
        return 1
    print(home)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
