"""Which JDK is taken, and what is said where there is none: fake installations in an otherwise empty place."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import jdk
import pytest
from machines import fake_jdk, without_java


@pytest.fixture
def jvm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return without_java(monkeypatch, tmp_path)


def cjdk_that(monkeypatch: pytest.MonkeyPatch, java_home) -> None:
    fake = types.ModuleType("cjdk")
    fake.java_home = java_home
    monkeypatch.setitem(sys.modules, "cjdk", fake)


def test_no_java_at_all(jvm: Path) -> None:
    assert jdk.find() is None
    assert jdk.found() == []


@pytest.mark.parametrize("version", ["17.0.15", "26.0.1", "26", "1.8.0_412", "24.0.2"])
def test_other_releases_are_seen_and_not_taken(jvm: Path, version: str) -> None:
    fake_jdk(jvm / "java", version)
    assert jdk.find() is None
    assert [found.version for found in jdk.found()] == [version]


@pytest.mark.parametrize("version", ["25", "25.0.3", "25-ea"])
def test_25_is_taken_among_others(jvm: Path, version: str) -> None:
    fake_jdk(jvm / "java-17", "17.0.15")
    wanted = fake_jdk(jvm / "java-25", version)
    fake_jdk(jvm / "java-26", "26.0.1")
    assert jdk.find() == wanted


def test_runtime_without_compiler_or_shell_is_not_taken(jvm: Path) -> None:
    fake_jdk(jvm / "jre", "25.0.3", programs=("java",))
    fake_jdk(jvm / "trimmed", "25.0.3", modules="java.base java.se")
    fake_jdk(jvm / "silent", "25.0.3", programs=("java", "javac"), modules=None)
    assert jdk.find() is None
    flaws = " | ".join(found.flaw or "" for found in jdk.found())
    assert "no compiler" in flaws
    assert "lacks jdk.compiler, jdk.jshell" in flaws
    assert "no jshell" in flaws


def test_damaged_installations_are_passed_over(jvm: Path) -> None:
    (jvm / "file").write_text("no folder")
    (jvm / "empty").mkdir()
    broken = fake_jdk(jvm / "broken", "25.0.3")
    (broken / "release").write_bytes(b"\xff\xfe\0garbage")
    assert jdk.find() is None


@pytest.mark.parametrize("variable", ["JAVA_HOME", "JAVA25_HOME", "JAVA_HOME_25_X64"])
def test_named_by_the_environment(jvm: Path, monkeypatch, tmp_path: Path, variable: str) -> None:
    mine = fake_jdk(tmp_path / "mine", "25.0.1")
    fake_jdk(jvm / "java-25", "25.0.3")
    monkeypatch.setenv(variable, str(mine))
    assert jdk.find() == mine


def test_found_by_the_path_conda_homebrew_and_cjdk(jvm: Path, monkeypatch, tmp_path: Path) -> None:
    conda = fake_jdk(jdk.paths.ENV / "lib" / "jvm", "25.0.2")
    cached = fake_jdk(tmp_path / "empty" / "cjdk" / "v0" / "jdks" / "abc" / "jdk-25.0.3+9", "25.0.3")
    mac = fake_jdk(jvm / "temurin-25.jdk" / "Contents" / "Home", "25.0.3")
    linked = fake_jdk(tmp_path / "linked", "25.0.3")
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "java").symlink_to(linked / "bin" / "java")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    assert jdk.find() == conda
    assert {found.home for found in jdk.found()} == {conda, cached, mac, linked}


def test_maven_runs_on_the_one_that_compiles(jvm: Path) -> None:
    assert "JAVA_HOME" not in jdk.maven_environment()
    home = fake_jdk(jvm / "java-25", "25.0.3")
    environment = jdk.maven_environment()
    assert environment["JAVA_HOME"] == str(home)
    assert environment["PATH"].startswith(str(home / "bin"))


@pytest.mark.parametrize("version, words", [("17.0.15", "only Java 17"), ("26.0.1", "only Java 26")])
def test_only_another_release_and_no_network(jvm: Path, monkeypatch, version: str, words: str) -> None:
    fake_jdk(jvm / "java", version)

    def offline(**wanted):
        raise OSError("HTTPSConnectionPool: Max retries exceeded")

    cjdk_that(monkeypatch, offline)
    with pytest.raises(jdk.NoJdk) as failure:
        jdk.obtain()
    message = str(failure.value)
    assert words in message
    assert "exactly JDK 25" in message
    assert "Max retries exceeded" in message
    for system in ("Debian", "Fedora", "macOS", "Windows", "conda"):
        assert system in message


def test_obtained_one_is_checked(jvm: Path, monkeypatch, tmp_path: Path) -> None:
    good = fake_jdk(tmp_path / "good", "25.0.3")
    asked = []
    cjdk_that(monkeypatch, lambda **wanted: asked.append(wanted) or good)
    assert jdk.obtain() == good
    assert (asked[0]["vendor"], asked[0]["version"]) == ("temurin", "25")
    wrong = fake_jdk(tmp_path / "wrong", "26")
    cjdk_that(monkeypatch, lambda **wanted: wrong)
    with pytest.raises(jdk.NoJdk, match="is Java 26, not 25"):
        jdk.obtain()


def test_declared_to_maven(jvm: Path, tmp_path: Path) -> None:
    home = fake_jdk(tmp_path / "declared", "25.0.3")
    settings = tmp_path / "empty" / ".m2"
    settings.mkdir()
    (settings / "toolchains.xml").write_text(f"<toolchains><jdkHome> {home} </jdkHome></toolchains>")
    assert jdk.find() == home
