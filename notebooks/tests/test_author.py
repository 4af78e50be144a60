"""A chapter goes to Markdown and back without loss, and never over something unsaved."""

from __future__ import annotations

from pathlib import Path

import author
import learner
import nbformat
import paths
import pytest
from notebook_format import canonical

CODE = nbformat.v4.new_code_cell
TEXT = nbformat.v4.new_markdown_cell


def a_chapter() -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(
        cells=[
            TEXT("# Threads — and *ownership*\n\nA promise.", id="title"),
            TEXT("## The idea\n\n- one\n- two", id="idea", metadata={"tags": ["wide"]}),
            CODE('String s = """\n  // %%\n  ```java\n  """;', id="text-block"),
            CODE("1 / 0", id="boom", metadata={"tags": ["raises-exception"]}),
            CODE(":looks: like an option\n---\nbut: is code", id="odd"),
            CODE("", id="empty"),
            TEXT("![a picture](attachment:a.png)", id="picture"),
            CODE("int n = 1;", id="first-of-two"),
            CODE("int n = 1;", id="second-of-two"),
        ],
        metadata={"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
    )
    notebook.cells[6]["attachments"] = {"a.png": {"image/png": "aGVsbG8="}}
    return notebook


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "NOTEBOOKS", folder)
    monkeypatch.setattr(author, "EDIT", tmp_path / ".edit")
    file = folder / "03-threads.ipynb"
    file.write_text(canonical(a_chapter()), encoding="utf-8")
    return file


def change(chapter: Path, before: str, after: str) -> None:
    text = author._text_file(chapter)
    content = text.read_text(encoding="utf-8")
    assert content.count(before) == 1
    text.write_text(content.replace(before, after), encoding="utf-8")


def cells(chapter: Path) -> list[nbformat.NotebookNode]:
    return nbformat.read(chapter, as_version=4).cells


def test_edit_and_save_without_a_change_keep_every_byte(chapter: Path) -> None:
    before = chapter.read_bytes()
    text = author.edit("03")
    assert text.name == "03-threads.md"
    written = text.read_bytes()
    author.save("3")
    assert chapter.read_bytes() == before
    assert text.read_bytes() == written


def test_changed_and_moved_cells_keep_id_tags_and_metadata(chapter: Path) -> None:
    author.edit("03")
    change(chapter, "1 / 0", "2 / 0")
    change(chapter, "## The idea", "## Another idea")
    # A new cell before a changed one must not inherit its identity.
    opening = "```{code-cell} java\n:id: boom"
    change(chapter, opening, "```{code-cell} java\nint fresh = 0;\n```\n\n" + opening)
    author.save("03")
    after = {cell.id: cell for cell in cells(chapter)}
    assert after["boom"].source == "2 / 0"
    assert after["boom"].metadata == {"tags": ["raises-exception"]}
    assert after["idea"].source.startswith("## Another idea")
    assert after["idea"].metadata == {"tags": ["wide"]}
    assert after["int-fresh-0"].source == "int fresh = 0;"
    assert after["picture"].attachments == {"a.png": {"image/png": "aGVsbG8="}}
    assert len(after) == 10


def test_new_ids_are_shown_in_the_text_and_stay(chapter: Path) -> None:
    author.edit("03")
    text = author._text_file(chapter)
    text.write_text(text.read_text(encoding="utf-8") + "\n```{code-cell} java\nSource.of(Thread.class)\n```\n", encoding="utf-8")
    author.save("03")
    assert ":id: source-of-thread-class" in text.read_text(encoding="utf-8")
    change(chapter, "Source.of(Thread.class)", "Source.of(String.class)")
    author.save("03")
    assert cells(chapter)[-1].id == "source-of-thread-class"
    assert cells(chapter)[-1].source == "Source.of(String.class)"


def test_new_id_is_one_that_no_other_cell_has_or_asks_for() -> None:
    assert author.new_id("## The idea", set()) == "the-idea"
    assert author.new_id("## The idea", {"the-idea", "the-idea-2"}) == "the-idea-3"


def test_new_cell_does_not_take_the_id_of_a_later_one(chapter: Path) -> None:
    author.edit("03")
    change(chapter, '+++ {"id": "title"}', "```{code-cell} java\nboom\n```\n\n" + '+++ {"id": "title"}')
    author.save("03")
    assert cells(chapter)[0].id == "boom-2"
    assert next(cell for cell in cells(chapter) if cell.id == "boom").source == "1 / 0"


def test_copied_cell_gets_an_id_of_its_own(chapter: Path) -> None:
    author.edit("03")
    text = author._text_file(chapter)
    text.write_text(text.read_text(encoding="utf-8") + "\n```{code-cell} java\n:id: boom\n\n3 / 0\n```\n", encoding="utf-8")
    author.save("03")
    ids = [cell.id for cell in cells(chapter)]
    assert len(ids) == len(set(ids)) == 10
    assert next(cell for cell in cells(chapter) if cell.id == "boom").source == "1 / 0"


def test_what_running_left_is_removed(chapter: Path) -> None:
    notebook = a_chapter()
    ran = notebook.cells[2]
    ran.source += "\n\n"
    ran.outputs = [nbformat.v4.new_output("stream", text="hello")]
    ran.execution_count = 7
    ran.metadata.update({"execution": {"iopub.status.busy": "2026-01-01"}, "collapsed": True, "scrolled": False})
    notebook.metadata["language_info"] = {"name": "Java", "version": "25.0.3"}
    notebook.metadata["jupytext"] = {"formats": "ipynb,md"}
    chapter.write_text(nbformat.writes(notebook), encoding="utf-8")
    author.edit("03")
    author.save("03")
    assert chapter.read_text(encoding="utf-8") == canonical(a_chapter())


def test_notebook_changed_meanwhile_is_not_overwritten(chapter: Path) -> None:
    author.edit("03")
    change(chapter, "1 / 0", "2 / 0")
    newer = a_chapter()
    newer.cells[0].source = "# Pulled"
    chapter.write_text(canonical(newer), encoding="utf-8")
    with pytest.raises(author.AuthorError, match="has changed since .* nothing was saved"):
        author.save("03")
    assert chapter.read_text(encoding="utf-8") == canonical(newer)
    assert "2 / 0" in author._text_file(chapter).read_text(encoding="utf-8")


def test_unsaved_text_is_not_overwritten(chapter: Path) -> None:
    author.edit("03")
    change(chapter, "1 / 0", "2 / 0")
    with pytest.raises(author.AuthorError, match="make save CH=03"):
        author.edit("03")
    author.save("03")
    author.edit("03")


def test_save_without_edit_says_what_to_do(chapter: Path) -> None:
    with pytest.raises(author.AuthorError, match="make edit CH=03"):
        author.save("03")


@pytest.mark.parametrize(
    "tricky",
    [TEXT("How to write a cell:\n\n+++\n\n```{code-cell}\nx\n```", id="tricky"), CODE('"""\n  ```\n"""', id="tricky")],
    ids=lambda cell: cell.cell_type,
)
def test_chapter_that_markdown_cannot_hold_is_refused(chapter: Path, tricky: nbformat.NotebookNode) -> None:
    notebook = a_chapter()
    notebook.cells.append(tricky)
    chapter.write_text(canonical(notebook), encoding="utf-8")
    with pytest.raises(author.AuthorError, match="'tricky'"):
        author.edit("03")
    assert not author._text_file(chapter).exists()


def test_broken_notebook_and_unknown_chapter(chapter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert author.main(["edit", "07"]) == 1
    assert "CH=03   03-threads" in capsys.readouterr().err
    chapter.write_text('{"cells": [', encoding="utf-8")
    assert author.main(["edit", "03"]) == 1
    assert "not a readable notebook" in capsys.readouterr().err
    assert chapter.read_text(encoding="utf-8") == '{"cells": ['


def test_full_disk_loses_nothing(chapter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    author.edit("03")
    change(chapter, "1 / 0", "2 / 0")
    before = chapter.read_bytes()

    def full(self: Path, data: str, **options: str) -> int:
        self.write_bytes(data.encode()[:10])
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        assert author.main(["save", "03"]) == 1
    assert chapter.read_bytes() == before
    assert sorted(file.name for file in author.EDIT.iterdir()) == ["03-threads.base.json", "03-threads.md"]
    assert [file.name for file in chapter.parent.iterdir()] == [chapter.name]
    author.save("03")


def test_invalid_notebook_is_not_saved(chapter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = a_chapter()
    broken.cells[1].id = broken.cells[0].id
    assert "id" in author.invalid(broken)
    author.edit("03")
    before = chapter.read_bytes()
    monkeypatch.setattr(author, "from_text", lambda text, former: broken)
    with pytest.raises(author.AuthorError, match="nothing was saved"):
        author.save("03")
    assert chapter.read_bytes() == before


@pytest.mark.parametrize("file", paths.chapters(), ids=lambda file: file.stem)
def test_every_chapter_can_be_edited_as_markdown(file: Path) -> None:
    notebook = author._read(file)
    assert author._difference(notebook, author.from_text(author.to_text(notebook), notebook)) == ""


def test_one_way_to_name_a_chapter() -> None:
    assert author.find_chapter is learner.find_chapter
