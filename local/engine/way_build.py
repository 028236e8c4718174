"""The third way to an engine: build it from the Go modules that `go.mod` and `go.sum` pin."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from local.engine import process
from local.engine.candidate import EXECUTOR, NoEngineError, version_of
from local.engine.pin import MODULE, lowest_go, pinned, text
from local.engine.progress import Ticker

CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
SDK = "github.com/pulumi/pulumi/sdk/v3"
_UNFINISHED = ".making-"


def find(place: Path) -> Path:
    """The engine that an earlier run built into `place`, if it still is what was built."""
    pulumi, executor = place / "pulumi", place / EXECUTOR
    if not pulumi.exists():
        raise NoEngineError(f"nothing is built in {place}")
    found = version_of(pulumi)
    if found != pinned():
        raise NoEngineError(f"{pulumi} is version {text(found)}, not {text(pinned())}")
    if not executor.is_file() or not executor.stat().st_size:
        raise NoEngineError(f"{executor} is missing")
    return pulumi


def make(place: Path, report: Callable[[str], None], *, go: str | None = None) -> Path:
    """Build the pinned engine into `place`, whole or not at all. Go's own cache lets an interrupted build resume.

    The script that runs Python programs comes from the same modules and is put beside it, so that neither Go nor its
    caches are needed afterwards.
    """
    go = go or shutil.which("go")
    if go is None:
        raise NoEngineError("there is no `go` on PATH")
    place.mkdir(parents=True, exist_ok=True)
    for leftover in place.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=place) as unfinished:
        draft = Path(unfinished)
        report(
            f"Building Pulumi {text(pinned())} from its Go modules, because neither a `pulumi` on PATH nor the "
            f"official installer can be used here. It is about 1,600 packages: three to six minutes on two cores, and "
            f"the first time a download of some 300 MB. This happens once; every checkout then takes it from {place}."
        )
        build = _Build(go, report)
        total = build.list_packages()
        build.compile(draft / "pulumi", total)
        shutil.copyfile(build.sdk_folder() / "python" / "cmd" / EXECUTOR, draft / EXECUTOR)
        if version_of(draft / "pulumi") != pinned():
            raise NoEngineError("the build made a `pulumi` of another version")
        # The executable comes last: while it is absent, nothing takes the place for finished.
        for name in (EXECUTOR, "pulumi"):
            (draft / name).replace(place / name)
    report(f"The engine is ready in {place}.")
    return find(place)


class _Build:
    """The steps of one build, each told about while it runs."""

    def __init__(self, go: str, report: Callable[[str], None]) -> None:
        self._go = go
        self._report = report
        # No go.work of a folder above may change what is built.
        self._env = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}

    def list_packages(self) -> int:
        """How many packages the engine has. Downloads the modules that Go's cache lacks."""
        downloads = 0

        def line(text: str) -> None:
            nonlocal downloads
            downloads += text.startswith("go: downloading ")

        with Ticker(self._report) as ticker:
            listed = self._run(
                "list", "-deps", CLI, line=line, tick=lambda: ticker(f"  {downloads} modules downloaded")
            )
        return sum(1 for found in listed.splitlines() if not found.startswith("go: "))

    def compile(self, target: Path, total: int) -> None:
        """Compile and link into `target`. Packages that Go has compiled before are not compiled again."""
        compiled, start = 0, time.monotonic()
        version = f"-X {SDK}/go/common/version.Version=v{text(pinned())}"

        def line(text: str) -> None:
            nonlocal compiled
            compiled += not text.startswith(("go: ", "#"))

        def tick() -> None:
            ticker(f"  {compiled} of at most {total} packages compiled, {time.monotonic() - start:.0f} s")

        flags = ["-v", "-trimpath", "-buildvcs=false", "-ldflags", f"-s -w {version}", "-o", str(target)]
        with Ticker(self._report) as ticker:
            self._run("build", *flags, CLI, line=line, tick=tick)

    def sdk_folder(self) -> Path:
        """Where Go keeps the SDK's module."""
        listed = self._run("list", "-m", "-f", "{{.Dir}}", SDK)
        return Path(next(line for line in listed.splitlines() if not line.startswith("go: ")))

    def _run(
        self,
        *arguments: str,
        line: Callable[[str], None] = lambda _: None,
        tick: Callable[[], None] = lambda: None,
    ) -> str:
        try:
            finished = process.run([self._go, *arguments], cwd=MODULE, env=self._env, on_line=line, on_tick=tick)
        except OSError as error:
            raise NoEngineError(f"`{self._go}` does not run: {error}") from error
        if finished.code != 0:
            said = [text for text in finished.output.splitlines() if not text.startswith("go: downloading ")]
            raise NoEngineError(
                f"`go {arguments[0]}` exits with {finished.code} (Go {lowest_go()} or later is needed): "
                + "; ".join(text.strip() for text in said[-3:])
            )
        return finished.output
