"""Third-party files are exactly those that the manifest names."""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "static/vendor/manifest.json"


def recorded() -> dict[str, str]:
    packages = json.loads(MANIFEST.read_text(encoding="utf-8"))["packages"]
    return {file["path"]: file["sha256"] for package in packages for file in package["files"]}


def present() -> dict[str, str]:
    folders = ("static/vendor", "assets/fonts", "tests/vendor")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path != MANIFEST
    }


def test_vendored_files_equal_their_manifest() -> None:
    assert present() == recorded()


def test_vendored_files_carry_no_dangling_source_map() -> None:
    texts = [path for path in (ROOT / "static/vendor").rglob("*") if path.suffix in {".css", ".js"}]
    assert texts
    assert [path.name for path in texts if b"sourceMappingURL" in path.read_bytes()] == []
