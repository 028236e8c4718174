"""Interpreter: which Python runs a program, as its `Pulumi.yaml`, `PulumiPlugin.yaml` or `PulumiPolicy.yaml` says."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What `runtime.options` may hold, as the official host reads it.
_TOOLCHAINS = ("pip", "uv")


class InterpreterError(Exception):
    """The program's interpreter cannot be used; the text says what is wrong, where, and the fix."""


@dataclass(frozen=True)
class Interpreter:
    """A Python to run programs with."""

    python: Path
    virtualenv: Path | None
    toolchain: str

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """`base` as an activated virtualenv would have it."""
        environment = dict(base)
        if self.virtualenv is not None:
            environment.pop("PYTHONHOME", None)
            environment["VIRTUAL_ENV"] = str(self.virtualenv)
            environment["PATH"] = os.pathsep.join([str(self.python.parent), base.get("PATH", os.defpath)])
        return environment


def declared(root: Path, options: Mapping[str, object]) -> Interpreter:
    """The interpreter that `options` name for the project in `root`, whether or not it exists.

    Without `virtualenv` it is the project's `.venv` for the toolchain uv, else the first `python3` on PATH.
    """
    toolchain = str(options.get("toolchain") or "pip")
    if toolchain not in _TOOLCHAINS:
        raise InterpreterError(
            f"{root}: runtime option toolchain is {toolchain!r}; this language host knows {' and '.join(_TOOLCHAINS)}. "
            "Name one of these, with `virtualenv`, or install Pulumi's own engine, which knows the others"
        )
    if options.get("typechecker"):
        raise InterpreterError(
            f"{root}: runtime option typechecker is set, and this language host runs none. "
            "Remove it, or install Pulumi's own engine"
        )
    named = options.get("virtualenv") or (".venv" if toolchain == "uv" else None)
    if named is None:
        found = shutil.which("python3") or shutil.which("python")
        if found is None:
            raise InterpreterError(f"{root}: no virtualenv is named in runtime.options and no `python3` is on PATH")
        return Interpreter(Path(found), None, toolchain)
    virtualenv = root / str(named)
    return Interpreter(virtualenv / "bin" / "python", virtualenv, toolchain)


def ready(root: Path, options: Mapping[str, object]) -> Interpreter:
    """The interpreter that `options` name, which must be there."""
    interpreter = declared(root, options)
    if interpreter.virtualenv is not None and not os.access(interpreter.python, os.X_OK):
        state = "is not a virtualenv" if interpreter.virtualenv.exists() else "does not exist"
        raise InterpreterError(
            f"{root}: runtime option virtualenv names {interpreter.virtualenv}, which {state}. "
            "In a checkout, run `make setup`; elsewhere, create it and install the project's requirements into it"
        )
    return interpreter
