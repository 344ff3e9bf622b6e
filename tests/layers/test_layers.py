"""The rooms of this checkout, and rooms with each fault that the rules name."""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from .edges import Beside, public_symbols
from .picture import Picture, read_pictures
from .rules import check

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("BUILD", TOP / "build"))


class Rooms(unittest.TestCase):
    def test_runtime_is_as_it_is_drawn(self) -> None:
        pictures = read_pictures(TOP / "runtime/README.md")
        self.assertEqual(sorted(pictures), ["runtime/cli", "runtime/lib", "runtime/postgres"])
        if not (BUILD / "libiqm-postgres.a").exists():  # POSTGRES=no
            del pictures["runtime/postgres"]
        for name, picture in pictures.items():
            with self.subTest(name):
                self.assertEqual([], check(picture, TOP / name, BUILD / name,
                                           None if name == "runtime/lib" else self.library()))

    @staticmethod
    def library() -> Beside:
        """The command may use `base` of it, and what anybody may."""
        name = "runtime/lib"
        public = public_symbols(TOP / "runtime/include/iqm")
        return Beside(TOP / name, BUILD / name, public)


class Faults(unittest.TestCase):
    """Two rooms, `up` on `down`, that are right but for what a test changes."""

    def setUp(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.top = Path(self.directory.name)
        self.picture = Picture("src", {"up": {"down"}, "down": set()})
        self.write("down/down.h", "int low(void);\n")
        self.write("down/low.c", '#include "down/down.h"\nint low(void) { return 0; }\n')
        self.write("up/up.h", "int high(void);\n")
        self.write("up/high.c", '#include "down/down.h"\n#include "up/up.h"\n'
                   "int high(void) { return low(); }\n")

    def write(self, name: str, text: str) -> None:
        path = self.top / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self, beside: Beside | None = None) -> list[str]:
        for source in self.top.glob("**/*.c"):
            subprocess.run(["cc", "-I", self.top, "-c", "-o", source.with_suffix(".o"), source],
                           check=True)
        return check(self.picture, self.top, self.top, beside)

    def test_none(self) -> None:
        self.assertEqual([], self.faults())

    def test_call_upwards(self) -> None:
        self.write("down/low.c", "int high(void);\nint low(void) { return high(); }\n")
        self.assertEqual(["upwards, down -> up: down/low -> up/high: uses high",
                          "not drawn, down -> up: down/low -> up/high: uses high"], self.faults())

    def test_include_upwards(self) -> None:
        self.write("down/low.c", '\n#include "up/up.h"\nint low(void) { return 0; }\n')
        self.assertIn("upwards, down -> up: down/low -> up/up: down/low.c:2 includes up/up.h",
                      self.faults())

    def test_rooms_beside(self) -> None:
        """Of another drawing's rooms only those that are drawn, but for what anybody may use."""
        with tempfile.TemporaryDirectory() as name:
            beside = Path(name) / "lib"
            for room in "base", "deep":
                (beside / room).mkdir(parents=True)
                (beside / room / f"{room}.h").write_text(f"int {room}(void);\n", encoding="utf-8")
                source = beside / room / f"{room}.c"
                source.write_text(f"int {room}(void) {{ return 0; }}\n"
                                  f"int iqm_{room}(void) {{ return 0; }}\n", encoding="utf-8")
                subprocess.run(["cc", "-c", "-o", source.with_suffix(".o"), source], check=True)
            self.picture.uses["down"].add("lib/base")
            self.picture.uses["lib/base"] = set()
            self.write("down/low.c", "int base(void);\nint deep(void);\nint iqm_deep(void);\n"
                       "int low(void) { return base() + deep() + iqm_deep(); }\n")
            self.assertEqual(["not drawn, down -> lib/deep: down/low -> lib/deep/deep: uses deep"],
                             self.faults(Beside(beside, beside, frozenset({"iqm_deep"}))))

    def test_header_of_one_file(self) -> None:
        self.write("down/deep.h", "int low(void);\n")
        self.write("up/high.c", '#include "down/deep.h"\nint high(void) { return low(); }\n')
        self.assertEqual(
            ["not down/down.h: up/high -> down/deep: up/high.c:1 includes down/deep.h"],
            self.faults())

    def test_circle_of_files(self) -> None:
        self.write("down/low.c", "int other(void);\nint low(void) { return other(); }\n")
        self.write("down/other.c", "int low(void);\nint other(void) { return low(); }\n")
        self.assertEqual(["a circle in down: down/low -> down/other: uses other; "
                          "down/other -> down/low: uses low"], self.faults())

    def test_circle_with_the_file_of_the_rooms_name(self) -> None:
        self.write("down/low.c", "int other(void);\nint low(void) { return other(); }\n")
        self.write("down/down.c", "int low(void);\nint other(void) { return low(); }\n")
        self.assertEqual(["a circle in down: down/down -> down/low: uses low; "
                          "down/low -> down/down: uses other"], self.faults())

    def test_picture_that_is_old(self) -> None:
        self.picture.uses["down"].add("up")
        self.picture.uses["up"].clear()
        self.assertEqual(["not drawn, up -> down: up/high -> down/down: "
                          "up/high.c:1 includes down/down.h",
                          "drawn, down -> up: nothing of up is used"], self.faults())

    def test_rooms_that_are_not_drawn(self) -> None:
        self.picture.uses["attic"] = set()
        self.write("cellar/low.h", "")
        self.write("loose.h", "")
        self.assertEqual(["src/attic is drawn, and has no files", "src/cellar is not drawn",
                          "src/loose.h lies in no room"], self.faults())


if __name__ == "__main__":
    unittest.main()
