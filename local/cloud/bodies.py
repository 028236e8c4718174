"""Bodies: the bytes of S3 objects, one file each, so that the state itself stays small.

A body is named by its content, written once and never changed; what no object needs is swept at the next start.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import IO

from moto.s3 import models as s3_models

from local.cloud.patching import replace

_CHUNK = 1 << 20


class Body:
    """Stands in for moto's `SpooledTemporaryFile`: a spool while it is written, a file of the folder once kept."""

    def __init__(self, max_size: int = 0) -> None:
        self._max_size = max_size
        self._spool: IO[bytes] | None = tempfile.SpooledTemporaryFile(max_size)  # noqa: SIM115 - lives as long as the object
        self._file: Path | None = None
        self._position = 0

    @classmethod
    def kept(cls, file: Path) -> "Body":
        body = cls()
        body._settle(file)
        return body

    def keep(self, folder: Path) -> str:
        """Write the bytes to the folder, unless they are there; returns the file's name."""
        if self._file is None:
            spool = self._open_spool()
            size, digest = 0, hashlib.blake2b(digest_size=20)
            for chunk in _chunks(spool):
                size += len(chunk)
                digest.update(chunk)
            file = folder / digest.hexdigest()
            # What a killed server left half written is smaller, and nothing refers to it.
            if not file.exists() or file.stat().st_size != size:
                with file.open("wb") as new:
                    new.writelines(_chunks(spool))
            self._settle(file)
            return file.name
        return self._file.name

    def seek(self, position: int) -> None:
        self._position = position
        if self._spool is not None:
            self._spool.seek(position)

    def read(self, size: int = -1) -> bytes:
        if self._file is None:
            return self._open_spool().read(size)
        with self._file.open("rb") as file:
            file.seek(self._position)
            data = file.read(size)
        self._position += len(data)
        return data

    def truncate(self) -> None:
        """Empty the body: moto truncates at 0 only, before it writes a whole new value."""
        self.close()
        self._file = None
        self._spool = tempfile.SpooledTemporaryFile(self._max_size)  # noqa: SIM115 - lives as long as the object

    def write(self, data: bytes) -> None:
        self._open_spool().write(data)

    def close(self) -> None:
        if self._spool is not None:
            self._spool.close()

    def _open_spool(self) -> IO[bytes]:
        if self._spool is None:
            raise ValueError("a kept S3 body is replaced whole, never changed in place")
        return self._spool

    def _settle(self, file: Path) -> None:
        self.close()
        self._spool, self._file = None, file


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(_CHUNK), b"")


def install() -> None:
    """Have moto's S3 make bodies instead of anonymous temporary files."""
    replace(s3_models, tempfile=SimpleNamespace(SpooledTemporaryFile=Body))


def sweep(folder: Path, needed: set[str]) -> None:
    """Delete the files that no object needs."""
    for file in folder.iterdir():
        if file.name not in needed:
            file.unlink()
