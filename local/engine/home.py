"""Home: put engine, Python language host, local AWS provider and our commands where a local run finds them."""

import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from local.engine.candidate import EXECUTOR, HOST, has_official_host
from local.layout import CHECKOUT, Layout
from local.providers.aws.schema import PACKAGES, version_of

COMMANDS = ("mlops", "mlops-policy")
"""What the project's environment has for people: `make env` brings these, and not its Python, onto PATH."""

# Stands in each launcher, so that we can tell our own from Pulumi's.
_MARK = b"# pulumi-mlops launcher"


def install_home(layout: Layout, engine: Path, *, python: Path | None = None) -> None:
    """Make `layout.bin` and the plugin folder of `layout.home` current. Changes nothing where they are.

    `python` runs our language host and provider; by default it is the interpreter that runs this.
    """
    python = python or Path(sys.executable)
    _install_engine(layout.bin, engine, python)
    _install_provider(layout.home, python)
    for command in COMMANDS:
        _link(layout.bin / command, python.parent / command)


def is_ours(folder: Path) -> bool:
    """Whether `folder` is such a `bin`, of this checkout or of another."""
    try:
        return _MARK in (folder / HOST).read_bytes()[:200]
    except OSError:
        return False


def _install_engine(folder: Path, engine: Path, python: Path) -> None:
    """`pulumi`, and beside it our language host where the engine came without one.

    The engine looks for the host beside the file that it was started from, with symbolic links resolved, and on PATH,
    and it prints a warning unless both are the same file. So an official engine is linked to symbolically, which
    leads it to its own host. Our own build is linked hard (or copied, from another file system), which leads it to
    the host in this folder, and this folder stands first on PATH.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if has_official_host(engine):
        for name in (HOST, EXECUTOR):
            (folder / name).unlink(missing_ok=True)
        _link(folder / "pulumi", engine)
        return
    _write(folder / EXECUTOR, (engine.parent / EXECUTOR).read_bytes(), 0o644)
    _write(folder / HOST, _launcher(python, "local.engine.language", folder / EXECUTOR), 0o755)
    _clone(folder / "pulumi", engine)


def _install_provider(home: Path, python: Path) -> None:
    """The local AWS provider, as the plugin of each SDK there is, of exactly the version that its programs ask for.

    The folder is what `pulumi plugin install resource aws vX --file LAUNCHER` makes, which was measured at 150 ms in
    every run; written here it is 1 ms once. Folders of other versions stay: a state that names one finds its provider.
    """
    for package in filter(version_of, PACKAGES):
        launcher = provider_launcher(home, package)
        launcher.parent.mkdir(parents=True, exist_ok=True)
        _write(launcher, _launcher(python, "local.providers.aws", package), 0o755)


def provider_launcher(home: Path, package: str = "aws") -> Path:
    """What the engine starts as the plugin of that package."""
    return home / "plugins" / f"resource-{package}-v{version_of(package)}" / f"pulumi-resource-{package}"


def _launcher(python: Path, module: str, *arguments: Path | str) -> bytes:
    """A script that runs `module` of this checkout, in whatever folder and with whatever PYTHONPATH it is started.

    The module gets `arguments` and then the script's own.
    """
    run = (
        f"import runpy, sys; sys.path.insert(0, {str(CHECKOUT)!r}); "
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    words = shlex.join([str(python), "-P", "-c", run, *map(str, arguments)])
    return b"#!/bin/sh\n" + _MARK + f' for {module}, written by local/engine/home.py\nexec {words} "$@"\n'.encode()


def _write(path: Path, content: bytes, mode: int) -> None:
    if path.is_file() and path.read_bytes() == content and path.stat().st_mode & 0o777 == mode:
        return
    with _Draft(path) as draft:
        draft.write_bytes(content)
        draft.chmod(mode)


def _link(path: Path, target: Path) -> None:
    target = target.absolute()
    if not path.is_symlink() or path.readlink() != target:
        with _Draft(path) as draft:
            draft.symlink_to(target)


def _clone(path: Path, source: Path) -> None:
    source = source.resolve()
    if path.exists() and not path.is_symlink() and _same(path, source):
        return
    with _Draft(path) as draft:
        try:
            draft.hardlink_to(source)
        except OSError:
            shutil.copy2(source, draft)


def _same(path: Path, source: Path) -> bool:
    if path.samefile(source):
        return True
    ours, theirs = path.stat(), source.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


class _Draft:
    """A name beside `path` that takes its place when the block ends well: nobody sees a half-made file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix=".draft-", dir=self._path.parent)
        self._draft = Path(self._folder.name) / self._path.name
        return self._draft

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._draft.replace(self._path)
        self._folder.cleanup()
