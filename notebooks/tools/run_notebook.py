"""Runs a notebook from top to bottom in a fresh kernel, in memory: the file is never written."""

import asyncio
import contextlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

KERNEL = "java"
#: Seconds that one cell may take before the run is given up.
CELL_TIMEOUT = 600
_START_TIMEOUT = 120
_LONGEST_ERROR = 20


class NotebookError(Exception):
    """A notebook that cannot be read, started or run to its end; the message says where, why and what to do."""


def read(file: Path) -> nbformat.NotebookNode:
    """Returns the notebook in the file, without outputs and with an id on every cell."""
    try:
        text = file.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
    except FileNotFoundError:
        raise NotebookError(f"{file}: there is no such file.") from None
    except (IsADirectoryError, PermissionError) as e:
        raise NotebookError(f"{file}: cannot be read ({e.strerror}).") from None
    except UnicodeDecodeError:
        raise NotebookError(f"{file}: is not a notebook: it is not UTF-8 text.") from None
    except nbformat.reader.NotJSONError:
        raise NotebookError(f"{file}: is not a notebook or is damaged: {_json_error(text)}.") from None
    except Exception as e:
        raise NotebookError(f"{file}: is not a notebook: {_first_line(e)}") from None
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as e:
        raise NotebookError(f"{file}: is not a valid notebook: {_first_line(e)}") from None
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    if kernel != KERNEL:
        raise NotebookError(
            f"{file}: is for the kernel {kernel!r}, not for {KERNEL!r}. "
            "Open it in JupyterLab, choose Kernel > Change Kernel > Java 25 (Interleave), and save it."
        )
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def run(
    notebook: nbformat.NotebookNode,
    folder: Path | None = None,
    timeout: int = CELL_TIMEOUT,
    progress: Callable[[int, int], None] = lambda done, cells: None,
) -> None:
    """Runs every code cell of the notebook in a fresh kernel and leaves the outputs in it.

    The kernel's working directory is `folder`, or one that is deleted afterwards. Waits for each cell at most
    `timeout` seconds. A failing cell ends the run with a `NotebookError` that names it, unless the cell is tagged
    `raises-exception`. The kernel is gone when this returns, however it returns.
    """
    with contextlib.ExitStack() as stack:
        cwd = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="interleave-")))
        log = stack.enter_context(tempfile.TemporaryFile(prefix="interleave-"))
        asyncio.run(_run(notebook, cwd, log, timeout, progress))


async def _run(notebook, cwd: Path, log, timeout: int, progress) -> None:
    manager = AsyncKernelManager(kernel_name=KERNEL)
    try:
        # The kernel's own console goes to a log, which is shown only when the kernel dies.
        await manager.start_kernel(cwd=str(cwd), stdout=log, stderr=log)
    except NoSuchKernel:
        raise NotebookError(f"The kernel {KERNEL!r} is not installed. `make doctor` says what is missing.") from None
    except FileNotFoundError as e:
        raise NotebookError(
            f"The kernel cannot start: {e.filename} is missing. `make doctor` says what to do."
        ) from None
    client = manager.client()
    try:
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=_START_TIMEOUT)
        except RuntimeError:
            raise NotebookError(
                _with_log("The kernel did not start. `make doctor` says what is missing.", log)
            ) from None
        runner = NotebookClient(
            notebook, km=manager, timeout=timeout, record_timing=False, coalesce_streams=True, iopub_timeout=30
        )
        client.allow_stdin = False
        runner.kc = client
        runner.reset_execution_trackers()
        cells = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        for done, (index, cell) in enumerate(cells):
            progress(done, len(cells))
            await _run_cell(runner, cell, index, timeout, log)
    finally:
        client.stop_channels()
        # Asked, not killed: the kernel takes its child processes and temporary files with it. It has five seconds.
        await manager.shutdown_kernel()


async def _run_cell(runner: NotebookClient, cell, index: int, timeout: int, log) -> None:
    name = f'cell "{cell.get("id", index + 1)}"'
    try:
        await runner.async_execute_cell(cell, index)
    except CellTimeoutError:
        raise NotebookError(
            f"{name} did not end within {timeout} s. Interrupt it in JupyterLab to see where it hangs."
        ) from None
    except CellExecutionError as e:
        raise NotebookError(f"{name} failed:\n\n{_short_error(cell, e)}") from None
    except DeadKernelError:
        if await runner.km.is_alive():
            raise asyncio.CancelledError from None  # an interrupt, which nbclient takes for the kernel's end
        raise NotebookError(_with_log(f"{name} ended the kernel (System.exit, or no memory left).", log)) from None


def _short_error(cell, error: CellExecutionError) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            text = strip_ansi("\n".join(output.traceback)).strip() or f"{output.ename}: {output.evalue}"
            break
    else:
        text = f"{error.ename}: {error.evalue}"
    lines = text.splitlines()
    if len(lines) > _LONGEST_ERROR:
        lines = [*lines[:_LONGEST_ERROR], f"… {len(lines) - _LONGEST_ERROR} more lines"]
    return "\n".join("    " + line for line in lines)


def strip_ansi(text: str) -> str:
    """Returns the text without the escapes that colour it on a console."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def _with_log(message: str, log) -> str:
    log.seek(0)
    lines = strip_ansi(log.read().decode(errors="replace")).splitlines()[-8:]
    return message + "".join(f"\n    {line}" for line in lines)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _json_error(text: str) -> str:
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as e:
        return f"line {e.lineno}, column {e.colno}: {e.msg}"
    return "its JSON has no notebook in it"
