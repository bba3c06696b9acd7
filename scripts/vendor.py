#!/usr/bin/env python3
"""Refresh the third-party files in static/vendor, assets/fonts and tests/vendor (maintainers only).

Needs `npm`; the product itself never does. Packages are fetched with their install scripts off,
the wanted files are copied out of them, and `static/vendor/manifest.json` records the version,
licence and sha256 of each, which `tests/house/test_vendor.py` compares with the files.
"""

import hashlib
import io
import json
import re
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static/vendor/manifest.json"
SPRITE = "static/vendor/icons.svg"
FONT_SUBSETS = ("latin", "latin-ext", "vietnamese")
FONT_FACES = ("400-normal", "400-italic", "600-normal", "700-normal")
ICONS = (ROOT / "scripts/icons.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Package:
    """One npm package and the files taken from it: path inside the package -> path in the project."""

    name: str
    version: str
    licence: str
    files: dict[str, str] = field(default_factory=dict)


def web_fonts() -> dict[str, str]:
    """Return the woff2 files of every subset and face."""
    names = [f"be-vietnam-pro-{subset}-{face}.woff2" for subset in FONT_SUBSETS for face in FONT_FACES]
    files = {f"files/{name}": f"static/vendor/fonts/{name}" for name in names}
    return files | {"LICENSE": "static/vendor/fonts/LICENSE.txt"}


def print_fonts() -> dict[str, str]:
    """Return the TTF files that PDF documents are set with."""
    faces = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
    target = "assets/fonts/BeVietnamPro-{}.ttf"
    files = {
        f"{face}/BeVietnamPro_{face}.ttf": target.format(face[3:].removeprefix("Regular_")) for face in faces
    }
    return files | {"LICENSE_FONT": "assets/fonts/OFL.txt"}


PACKAGES = (
    Package("bootstrap", "5.3.9", "MIT", {"dist/css/bootstrap.min.css": "static/vendor/bootstrap.min.css"}),
    Package("@fontsource/be-vietnam-pro", "5.3.0", "OFL-1.1", web_fonts()),
    Package("@expo-google-fonts/be-vietnam-pro", "0.4.1", "OFL-1.1", print_fonts()),
    Package("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": "tests/vendor/axe.min.js"}),
)
ICON_PACKAGE = Package("bootstrap-icons", "1.13.2", "MIT")


def fetch(package: Package) -> dict[str, bytes]:
    """Return every file of the package by its path inside it."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        subprocess.run(
            ["npm", "pack", "--ignore-scripts", "--silent", wanted],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        members = [member for member in files if member.isfile()]
        return {member.name.partition("/")[2]: files.extractfile(member).read() for member in members}


def clean(path: str, content: bytes) -> bytes:
    """Return the file without its source map comment, which would dangle."""
    if not path.endswith((".css", ".js")):
        return content
    text = re.sub(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)", "", content.decode())
    return (text.rstrip() + "\n").encode()


def symbol(name: str, source: bytes) -> str:
    """Return one icon as an SVG symbol that carries its name as id."""
    icon = ET.fromstring(source)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    shapes = "".join(ET.tostring(shape, encoding="unicode").strip() for shape in icon)
    shapes = shapes.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return f'<symbol id="{name}" viewBox="{icon.get("viewBox")}">{shapes}</symbol>'


def sprite() -> bytes:
    """Return all icons of the product as one SVG file of symbols."""
    files = fetch(ICON_PACKAGE)
    missing = [name for name in ICONS if f"icons/{name}.svg" not in files]
    if missing:
        raise SystemExit(f"No such icons: {', '.join(missing)}")
    symbols = [symbol(name, files[f"icons/{name}.svg"]) for name in sorted(ICONS)]
    head = '<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Bootstrap Icons, MIT licence -->\n'
    return (head + "\n".join(symbols) + "\n</svg>\n").encode()


def place(path: str, content: bytes) -> dict[str, str]:
    """Write one file and return its manifest entry."""
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return {"path": path, "sha256": hashlib.sha256(content).hexdigest()}


def entry(package: Package, files: list[dict[str, str]]) -> dict[str, object]:
    """Return the manifest entry of a package."""
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "files": files,
    }


def take(package: Package) -> dict[str, object]:
    """Fetch a package, place its wanted files and return its manifest entry."""
    contents = fetch(package)
    placed = [place(target, clean(target, contents[source])) for source, target in package.files.items()]
    return entry(package, placed)


def main() -> None:
    """Refresh everything and write the manifest."""
    entries = [take(package) for package in PACKAGES]
    entries.append(entry(ICON_PACKAGE, [place(SPRITE, sprite())]))
    MANIFEST.write_text(json.dumps({"packages": entries}, indent=2) + "\n", encoding="utf-8")
    for package in entries:
        print(package["name"], package["version"])


if __name__ == "__main__":
    main()
