"""What the gate passes and what it stops: libraries of the headers as they are, and changed."""
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.abi.gate import HEADERS, compare, dump, newest
from tests.generator.c.test_growth import FIELDS, LATE
from tests.generator.helper import SpecCase

PROTOTYPE = re.compile(r'__attribute__\(\(visibility\("default"\)\)\)([^;{}]*?\));', re.DOTALL)
# Of a declaration alone.
ATTRIBUTE = re.compile(r" __attribute__ *\(\((?!visibility)(?:[^()]|\([^()]*\))*\)\)")
FLAGS = ("-std=c11", "-w", "-g", "-fPIC", "-fvisibility=hidden")
ROOM = "	void *reserved[8];\n};\n\n/**\n * Whether the same call may"  # of struct iqm_error


class GateCase(SpecCase):
    """A library with the functions of the headers, each of which does nothing."""

    def setUp(self) -> None:
        super().setUp()
        self.headers = [self.directory / f"headers{i}" for i in range(len(HEADERS))]
        for path, copy in zip(HEADERS, self.headers):
            shutil.rmtree(copy, True)
            shutil.copytree(path, copy)
        self.before = self.built("before")

    def built(self, name: str) -> Path:
        """Its dump, under the headers as they are now."""
        include = [f"-I{path}" for path in self.headers]
        source, library = self.directory / "all.h", self.directory / "libiqm-test.so.3"
        text = subprocess.run(["gcc", "-E", "-P", *include, "-x", "c", "-"], check=True, text=True,
                              input="#include <iqm/insights.h>\n", capture_output=True).stdout
        body = r'__attribute__((visibility("default")))\1 { __builtin_trap(); }'
        text, functions = PROTOTYPE.subn(body, ATTRIBUTE.sub("", text))
        self.assertGreater(functions, 100)
        source.write_text(text, encoding="utf-8")
        subprocess.run(["gcc", *FLAGS, "-shared", "-o", library, "-x", "c", source], check=True)
        out = self.directory / f"{name}.abi"
        dump(library, out, [self.directory])
        return out

    def edit(self, header: str, old: str, new: str) -> None:
        """In the copies of the headers."""
        path = next(path for top in self.headers if (path := top / header).exists())
        text = path.read_text(encoding="utf-8")
        self.assertEqual(text.count(old), 1, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def verdict(self) -> str:
        """What the gate says of the headers now."""
        return compare(self.before, self.built("after"), self.directory)

    def passes(self) -> None:
        self.assertEqual(self.verdict(), "")

    def stops(self, *words: str) -> None:
        """Each of the words is in what it says."""
        found = self.verdict()
        for word in words:
            self.assertIn(word, found)


class Allowed(GateCase):
    """Growth by the rule."""

    def test_the_same(self) -> None:
        self.passes()

    def test_a_function_and_an_enumerator(self) -> None:
        self.edit("iqm/iqm.h", "IQM_API bool iqm_is_transient(",
                  "IQM_API int iqm_later(int one);\nIQM_API bool iqm_is_transient(")
        self.edit("iqm/iqm.h", "\nenum iqm_delivery {", "\nenum iqm_delivery { IQM_LATER = 99,")
        self.passes()

    def test_a_member_in_place_of_a_reserved_one(self) -> None:
        self.edit("iqm/iqm.h", ROOM, "	void *later;\n" + ROOM.replace("8", "7"))
        self.passes()

    def test_fields_of_a_later_spec(self) -> None:
        for file, places in LATE.items():
            for above in places:
                self.change(file, above, above + FIELDS)
        self.accepted()
        shutil.rmtree(self.headers[2])
        shutil.copytree(self.out / "generated", self.headers[2])
        self.assertIn("late_flag", (self.headers[2] / "iqm_sls.h").read_text(encoding="utf-8"))
        self.passes()


class Refused(GateCase):
    """What breaks a program that was compiled before."""

    def test_a_member_in_the_middle(self) -> None:
        code = "	int curl_code;       /* C"
        self.edit("iqm/iqm.h", code, f"	long later;\n{code}")
        self.edit("iqm/iqm.h", ROOM, ROOM.replace("8", "7"))
        self.stops("iqm_error", "later", "'int curl_code' offset changed")

    def test_no_room_left(self) -> None:
        self.edit("iqm/iqm.h", ROOM, ROOM.replace("8", "9"))
        self.stops("iqm_error", "type size changed")

    def test_another_type_of_the_same_size(self) -> None:
        status = "	long http_status;    /* 0: no response; a"
        self.edit("iqm/iqm.h", status, status.replace("long", "double"))
        self.stops("http_status", "double")

    def test_a_value_of_an_enumerator(self) -> None:
        self.edit("iqm/iqm.h", "\nenum iqm_delivery {", "\nenum iqm_delivery { IQM_LATER = -1,")
        self.edit("iqm/iqm.h", "IQM_NOT_SENT = 0,", "IQM_NOT_SENT,  IQM_LATEST,")
        self.stops("'iqm_delivery::IQM_MAYBE_SENT' from value '1' to '2'")

    def test_a_function_that_is_gone(self) -> None:
        self.edit("iqm/iqm.h", "IQM_API bool iqm_is_transient(", "bool iqm_is_transient(")
        self.stops("iqm_is_transient")

    def test_another_argument(self) -> None:
        self.edit("iqm/iqm.h", "iqm_cancel_calls(struct iqm_cancel *cancel)",
                  "iqm_cancel_calls(struct iqm_cancel *cancel, int later)")
        self.stops("iqm_cancel_calls", "int")

    def test_what_never_grows(self) -> None:
        self.edit("iqm/iqm.h", "struct iqm_cancel {\n	int flag;",
                  "struct iqm_cancel {\n	int flag;\n	int later;")
        self.stops("struct iqm_cancel")

    def test_a_field_of_another_type(self) -> None:
        above = "struct iqm_sls_order {\n	/* Insertion order id. */\n"
        self.edit("iqm_sls.h", above + "	struct iqm_int io_id;", above + "	struct iqm_num io_id;")
        self.stops("iqm_sls_order", "io_id", "iqm_num")


class Releases(SpecCase):
    """Which dump counts."""

    def test_the_last_one_before_this(self) -> None:
        for name in ("0.2.0", "0.9.1", "0.10.0", "0.11.0"):
            (self.directory / "abi" / name).mkdir(parents=True)
        last = newest(self.directory / "abi", "0.11.0")
        self.assertEqual(last and last.name, "0.10.0")
        self.assertIsNone(newest(self.directory / "abi", "0.2.0"))
