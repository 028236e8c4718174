"""Packages: what a program's interpreter has installed, and how it gets what it requires."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from local.engine.language.interpreter import Interpreter, InterpreterError

_LIST = """
import json, re
from importlib.metadata import distributions
normal = lambda name: re.sub(r"[-_.]+", "-", name).lower()
found = {normal(d.metadata["Name"]): d for d in distributions() if d.metadata["Name"]}
needs = [need for d in found.values() for need in d.requires or [] if "extra ==" not in need]
required = {normal(re.match(r"[\\w.-]+", need)[0]) for need in needs}
print(json.dumps([[name, d.version, name in required] for name, d in sorted(found.items())]))
"""


def install_steps(python: Interpreter, folders: Sequence[Path]) -> list[list[str]]:
    """The commands that give `python` what the project in `folders` requires; none where it names no requirements."""
    if python.toolchain == "uv":
        uv = shutil.which("uv")
        if uv is None:
            raise InterpreterError(f"{folders[0]}: runtime option toolchain is 'uv', and there is no `uv` on PATH")
        return [[uv, "sync"]]
    requirements = next((file for folder in folders if (file := folder / "requirements.txt").is_file()), None)
    if requirements is None:
        return []
    install = [str(python.python), "-m", "pip", "install", "-r", str(requirements)]
    if python.virtualenv is None or python.python.exists():
        return [install]
    return [[sys.executable, "-m", "venv", str(python.virtualenv)], install]


def installed(python: Interpreter, *, transitive: bool) -> list[tuple[str, str]]:
    """Name and version of what `python` can import; without `transitive` only what nothing else there requires."""
    rows: list[tuple[str, str, bool]] = json.loads(_ask(python, _LIST))
    return [(name, version) for name, version, required in rows if transitive or not required]


def python_version(python: Interpreter) -> str:
    """For example `3.11.9`."""
    return _ask(python, "import platform; print(platform.python_version())").strip()


def _ask(python: Interpreter, code: str) -> str:
    # -I: the answer is about the interpreter, not about the folder that we are in.
    try:
        return subprocess.run([python.python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout
    except subprocess.CalledProcessError as error:
        raise InterpreterError(f"{python.python} does not run: {error.stderr.strip()[-300:]}") from error
