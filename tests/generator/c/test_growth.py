"""Fields of later releases leave the structs of programs that are compiled as they were."""
from __future__ import annotations

import subprocess
from pathlib import Path

from generator.builder.build import build

from ..helper import TOP, SpecCase

LATE = {  # file: what stands above the new fields, which stand in the middle of their types
    "sls.yaml": ["    fields:\n      ioId: {type: int, for_new: true, doc: Insertion order id.}\n",
                 "      slsId: {type: int, doc: Report id.}\n"],
    "api.yaml": ["      pageNo: {type: int, default: 1, doc: Page number; the first is 1.}\n"],
    "aqs.yaml": ["      audienceId: {type: int, doc: Audience id; left out where one concept group "
                 "serves all of the campaign.}\n"],
}
FIELDS = """\
      lateList: {type: "int[]", since: 0.10.0, doc: Came last.}
      lateFlag: {type: bool, since: 0.2.0, doc: Came first.}
      lateText: {type: string, since: 0.9.0, doc: Came then.}
      lateTime: {type: ms, since: 0.9.0, doc: Came with it.}
"""
HEAD = ["#include <iqm/insights.h>", "#include <stdio.h>", "int main(void)", "{"]


class Growth(SpecCase):
    """The layout of every struct, before and after fields are added."""

    def layout(self, program: str) -> list[str]:
        """What a program prints that is compiled with the headers that the spec makes now."""
        source, binary = self.directory / "layout.c", self.directory / "layout"
        source.write_text(program, encoding="utf-8")
        subprocess.run(["gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                        f"-I{TOP / 'runtime' / 'include'}", f"-I{self.out / 'generated'}",
                        source, "-o", binary], check=True)
        return subprocess.run([binary], check=True, capture_output=True,
                              text=True).stdout.splitlines()

    def test_what_is_there_stays_where_it_is(self) -> None:
        self.accepted()
        program = program_of(self.spec)
        before = self.layout(program)
        for file, places in LATE.items():
            for above in places:
                self.change(file, above, above + FIELDS)
        self.accepted()
        self.assertEqual(self.layout(program), before)
        late = [f'\tprintf("%zu\\n", offsetof(struct iqm_sls_order, {name}));' for name in (
            "late_flag", "late_text", "late_time", "late_list", "reserved")]
        room = '\tprintf("%zu\\n", sizeof(struct iqm_reserved));'
        *at, size = map(int, self.layout("\n".join([*HEAD, *late, room, "}\n"])))
        self.assertEqual({after - one for one, after in zip(at, at[1:])}, {size})

    def test_a_response_alone_has_no_room(self) -> None:
        self.change("sls.yaml", LATE["sls.yaml"][1], LATE["sls.yaml"][1] + FIELDS)
        self.accepted()
        header = (self.out / "generated" / "iqm_sls.h").read_text(encoding="utf-8")
        report = header[header.index("struct iqm_sls_report {"):]
        report = report[:report.index("\n};")]
        self.assertTrue(report.endswith("\tstruct iqm_ints late_list;"), report)
        self.assertNotIn("reserved", report)


def program_of(spec: Path) -> str:
    """Prints where each member of each struct is, and how large are those that callers make."""
    api = build(spec)
    lines = [*HEAD]
    for family in (None, *api.families.values()):
        for one in api.structs(family):
            lines += [f'\tprintf("{one.c_name}.{item.c_name} %zu\\n", '
                      f"offsetof(struct {one.c_name}, {item.c_name}));"
                      for item in one.fields.values()]
            if one.is_sent:
                lines.append(f'\tprintf("{one.c_name} %zu\\n", sizeof(struct {one.c_name}));')
    return "\n".join([*lines, "}\n"])
