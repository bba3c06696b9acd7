#!/usr/bin/env python3
"""Keep the message catalogs, without system gettext.

scripts/messages.py extract [APP...]   bring catalogs up to date with the sources
scripts/messages.py compile            build the .mo files of changed catalogs
scripts/messages.py check              list gaps and faults; exit 1 when there are any
scripts/messages.py extract-vendor     list what third-party packages lack in our languages
"""

import argparse
import sys
from collections.abc import Sequence

from catalogs import APPS, LANGUAGES, checks, files, vendor
from catalogs.sources import found_in


def extract(apps: Sequence[str]) -> int:
    """Update the catalogs of the named apps, or of all."""
    for app in apps or APPS:
        found = found_in(app)
        for language in LANGUAGES:
            path = files.path_of(app, language)
            catalog = files.updated(files.read(path, language), found, language)
            if found or path.exists():
                files.write(path, catalog, language)
            gaps = sum(1 for message in files.entries(catalog).values() if checks.fault_of(message))
            print(f"{app} {language}: {len(found)} messages, {gaps} to do")
    return 0


def compile_all(_apps: Sequence[str]) -> int:
    """Compile every catalog that changed."""
    for folder in (".", *APPS):
        for language in LANGUAGES:
            path = files.path_of(folder, language)
            if path.exists() and files.compiled(path, language):
                print(f"compiled {path.relative_to(files.ROOT)}")
    return 0


def check(_apps: Sequence[str]) -> int:
    """Print every fault; return 1 when there is one."""
    found = list(checks.everything())
    for fault in found:
        print(fault)
    print(f"{len(found)} faults in the message catalogs")
    return 1 if found else 0


def extract_vendor(_apps: Sequence[str]) -> int:
    """Update the catalogs of what other packages leave untranslated."""
    for language in LANGUAGES:
        path = files.path_of(".", language)
        catalog = files.updated(files.read(path, language), vendor.gaps(language), language)
        files.write(path, catalog, language)
        todo = sum(1 for message in files.entries(catalog).values() if checks.fault_of(message))
        print(f"vendor {language}: {len(files.entries(catalog))} messages, {todo} to do")
    return 0


COMMANDS = {
    "extract": extract,
    "compile": compile_all,
    "check": check,
    "extract-vendor": extract_vendor,
}


def main() -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("apps", nargs="*", choices=[*APPS, []], metavar="APP")
    arguments = parser.parse_args()
    return COMMANDS[arguments.command](arguments.apps)


if __name__ == "__main__":
    sys.exit(main())
