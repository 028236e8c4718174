"""Assets: what AWS takes as bytes and tells nothing of."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.providers.aws.codecs.codec import Codec, nothing


def _asset_bytes(asset: Any, env: Mapping[str, Any]) -> bytes:
    """The content of a file or text asset, or the zip file of an archive."""
    if "text" in asset:
        return str(asset["text"]).encode()
    if "assets" in asset or Path(asset["path"]).is_dir():
        return _archive_bytes(asset, env)
    return Path(asset["path"]).read_bytes()


def _archive_bytes(archive: Any, env: Mapping[str, Any]) -> bytes:
    """The zip file of an archive: a file as it is, else a folder's or the named assets' content."""
    if "assets" not in archive and Path(archive["path"]).is_file():
        return Path(archive["path"]).read_bytes()
    assets = archive["assets"] if "assets" in archive else _files(Path(archive["path"]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, asset in sorted(assets.items()):
            file.writestr(zipfile.ZipInfo(name), _asset_bytes(asset, env))
    return packed.getvalue()


def _files(folder: Path) -> dict[str, Any]:
    return {str(file.relative_to(folder)): {"path": str(file)} for file in folder.rglob("*") if file.is_file()}


CODECS = {
    "archive": Codec(_archive_bytes, nothing),
    "asset": Codec(_asset_bytes, nothing),
}
