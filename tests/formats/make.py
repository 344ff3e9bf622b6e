"""make.py VERSION: writes tests/formats/VERSION, the files that this tree's command keeps."""
from __future__ import annotations

import shutil
import sys

from tests.formats.making import FOLDER, Making, files
from tests.formats.stored import StoredCase


class Keep(Making):
    """Copies what was made."""

    def runTest(self) -> None:
        self.make()
        target = FOLDER / sys.argv[1]
        for path in files(self.home):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.home / path, target / path)


class KeepStored(StoredCase):
    """Writes the database's dump."""

    def runTest(self) -> None:
        (FOLDER / f"{sys.argv[1]}.sql").write_text(self.make(), encoding="utf-8")


def main() -> None:
    """Fails where a step does not come out as it should."""
    for case in (Keep, KeepStored):
        case.setUpClass()
        try:
            case().debug()
        finally:
            case.tearDownClass()


if __name__ == "__main__":
    main()
