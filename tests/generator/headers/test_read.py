"""What the reader of headers makes of each kind of declaration and comment."""
from __future__ import annotations

import re
import unittest

from generator.headers.comments import is_literal
from generator.headers.read import included_as, public_headers, read
from generator.headers.symbols import Header, Symbol

from ..helper import TOP

HEAD = """/* SPDX-License-Identifier: MIT */
/**
 * What it is.
 *
 * Threads: any.
 *
 * Since: 0.1.0.
 */
#ifndef IQM_SOME_H
#define IQM_SOME_H

#include <iqm/iqm.h>
#include "../iqm_pld.h"
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

"""
END = """
#ifdef __cplusplus
}
#endif

#endif
"""


def read_body(text: str) -> Header:
    """What a header with this between its usual first and last lines has."""
    return read(HEAD + text + END, "iqm/some.h", "runtime/include/iqm/some.h")


def only(text: str) -> Symbol:
    """The one symbol of such a header."""
    found = read_body(text).symbols
    if len(found) != 1:
        raise AssertionError([symbol.name for symbol in found])
    return found[0]


class Declarations(unittest.TestCase):
    """Kinds, names, types."""

    def test_function(self) -> None:
        one = only("/** Does it. */\n"
                   "IQM_API int iqm_do(struct iqm_client *client, char ow_id[IQM_SIZE],\n"
                   "\t\t   void (*ready)(void *context, int n), long ms) IQM_NODISCARD;\n")
        self.assertEqual((one.kind, one.name, one.comment, one.result, one.header, one.since),
                         ("function", "iqm_do", "Does it.", "int", "iqm/some.h", "0.1.0"))
        self.assertEqual(one.declaration,
                         "int iqm_do(struct iqm_client *client, char ow_id[IQM_SIZE], "
                         "void (*ready)(void *context, int n), long ms)")
        self.assertEqual([(p.name, p.is_pointer) for p in one.parameters or []],
                         [("client", True), ("ow_id", True), ("ready", True), ("ms", False)])
        self.assertTrue(one.exported)
        self.assertFalse(one.deprecated)

    def test_no_parameters_no_names_a_pointer_as_result(self) -> None:
        one = only("const char *iqm_version(void);")
        self.assertEqual((one.result, one.parameters, one.exported), ("const char *", [], False))
        unnamed = only("int iqm_f(struct iqm_client *, int);").parameters
        self.assertEqual([p.name for p in unnamed or []], ["", ""])

    def test_deprecated(self) -> None:
        one = only('IQM_API int iqm_f(int n) IQM_NODISCARD\n\tIQM_DEPRECATED("use (g)");')
        self.assertEqual((one.declaration, one.deprecated), ("int iqm_f(int n)", True))

    def test_inline_function_is_there_once_with_its_first_comment(self) -> None:
        one = only("/** It. */\nstatic inline int iqm_f(int n) IQM_NODISCARD;\n"
                   "static inline int iqm_f(int n)\n{\n\tstruct s v = { 1 };\n\n\treturn v.n;\n}\n")
        self.assertEqual((one.comment, one.declaration), ("It.", "int iqm_f(int n)"))

    def test_variable_and_callback(self) -> None:
        one = only("/** Constant. */\nIQM_API extern const struct iqm_api iqm_it;")
        self.assertEqual((one.kind, one.declaration), ("variable", "const struct iqm_api iqm_it"))
        one = only("/* Ended. */\ntypedef void iqm_done_fn(void *context, int status);")
        self.assertEqual((one.kind, one.name, one.result), ("callback", "iqm_done_fn", "void"))
        self.assertEqual([p.declaration for p in one.parameters or []],
                         ["void *context", "int status"])

    def test_macros_but_guards_and_those_of_headers_only(self) -> None:
        found = read_body('/* It. */\n#define IQM_N 4\n#define IQM_F_(a) a\n'
                          '/* List. */\n#define IQM_L(T, ...) \\\n\t((struct T){ __VA_ARGS__ })\n')
        self.assertEqual([(one.kind, one.declaration, one.value, one.comment)
                          for one in found.symbols],
                         [("macro", "IQM_N", "4", "It."),
                          ("macro", "IQM_L(T, ...)", "((struct T){ __VA_ARGS__ })", "List.")])

    def test_what_a_macro_declares(self) -> None:
        found = read_body("/* Maps. */\n#define IQM_MAP_(entry, type) \\\n\tstruct entry { \\\n"
                          "\t\tconst char *key; \\\n\t\ttype value; \\\n\t}\n"
                          "IQM_MAP_(iqm_int_entry, struct iqm_int);\n"
                          "IQM_MAP_(iqm_str_entry, const char *);\n").symbols
        self.assertEqual([(one.name, one.comment) for one in found],
                         [("iqm_int_entry", "Maps."), ("iqm_str_entry", "Maps.")])
        self.assertEqual([one.declaration for one in found[1].members],
                         ["const char *key", "const char *value"])

    def test_enumerators(self) -> None:
        one = only("enum iqm_e {\n\tIQM_A = -1, /* a,\n\t\t     * b */\n"
                   "\tIQM_B =\n\t\t-22, /* c */\n\t/* d */\n\tIQM_C = 1 << 2, /* e */\n"
                   "\tIQM_D /* f */\n};")
        self.assertEqual([(m.kind, m.name, m.value, m.comment, m.full_name) for m in one.members],
                         [("enumerator", "IQM_A", "-1", "a, b", "IQM_A"),
                          ("enumerator", "IQM_B", "-22", "c", "IQM_B"),
                          ("enumerator", "IQM_C", "1 << 2", "e", "IQM_C"),
                          ("enumerator", "IQM_D", "", "f", "IQM_D")])
        self.assertEqual([m.name for m in only("enum {\n\tIQM_A,\n\tIQM_B,\n};").members],
                         ["IQM_A", "IQM_B"])

    def test_members(self) -> None:
        one = only("struct iqm_s {\n\t/** Sends. */\n\tint (*send)(void *context,\n"
                   "\t\t    const char *text);\n\tchar why[512];\n"
                   "\tconst struct iqm_x *first, *last, flat;\n\tunion {\n\t\t/* In room. */\n"
                   "\t\tstruct iqm_int more;\n\t\tstruct iqm_reserved more_reserved;\n\t};\n};")
        self.assertEqual([m.declaration for m in one.members],
                         ["int (*send)(void *context, const char *text)", "char why[512]",
                          "const struct iqm_x *first", "const struct iqm_x *last",
                          "const struct iqm_x flat", "struct iqm_int more",
                          "struct iqm_reserved more_reserved"])
        send = one.members[0]
        self.assertEqual((send.comment, send.full_name, send.result),
                         ("Sends.", "iqm_s.send", "int"))
        self.assertEqual([p.name for p in send.parameters or []], ["context", "text"])
        self.assertIsNone(one.members[1].parameters)
        self.assertEqual(one.members[5].comment, "In room.")

    def test_opaque(self) -> None:
        found = read_body("struct iqm_a; /* of others */\nstruct iqm_b {\n\tint n;\n};\n").symbols
        self.assertEqual([(one.name, one.opaque, one.comment) for one in found],
                         [("iqm_a", True, "of others"), ("iqm_b", False, "")])

    def test_lines(self) -> None:
        found = read("\n/* A. */\nint a;\n\nstruct b {\n\tint c;\n\n\tint d; };\n", "", "")
        self.assertEqual([one.line for one in found.every()], [3, 5, 6, 8])


class Conditions(unittest.TestCase):
    """What is read is what a C compiler of today reads."""

    def test_branches(self) -> None:
        found = read_body("#if defined(__GNUC__) && X\n#define IQM_A 1\n#else\n#define IQM_A 2\n"
                          "#define IQM_B 2\n#endif\n#ifdef __cplusplus\nint cxx;\n#else\nint c;\n"
                          "#endif\n#ifndef __cplusplus\nint d;\n#endif\n"
                          "#if A\nint e;\n#elif B\nint f;\n#else\nint g;\n#endif\n")
        self.assertEqual([(one.name, one.value) for one in found.symbols],
                         [("IQM_A", "1"), ("c", ""), ("d", ""), ("e", "")])

    def test_includes(self) -> None:
        self.assertEqual(read_body("").includes, ["iqm/iqm.h", "iqm_pld.h"])


class Comments(unittest.TestCase):
    """Whose a comment is, and its text."""

    def test_head(self) -> None:
        header = read_body("")
        self.assertEqual(header.head, "What it is.\n\nThreads: any.\n\nSince: 0.1.0.")
        self.assertEqual(header.rules, {"Threads": "any.", "Since": "0.1.0."})

    def test_text(self) -> None:
        one = only("/**\n * One\n * line.\n *\n *\t{a}   what\n *\t      it is\n *\n * Two.\n"
                   " */\nint n;")
        self.assertEqual(one.comment, "One line.\n\n    {a}   what\n          it is\n\nTwo.")
        self.assertEqual([is_literal(part) for part in one.comment.split("\n\n")],
                         [False, True, False])

    def test_sections(self) -> None:
        header = read_body("int a;\n/* ---- lists ---- */\n\n/*\n * Of all of them.\n */\n\n"
                           "/** B. */\nint b;\n\n/* More. */\n\nint c;\n")
        self.assertEqual([(one.title, one.note) for one in header.sections],
                         [("", ""), ("lists", "Of all of them.\n\nMore.")])
        self.assertEqual([(one.name, one.section, one.comment) for one in header.symbols],
                         [("a", "", ""), ("b", "lists", "B."), ("c", "lists", "")])

    def test_labels_of_members(self) -> None:
        one = only("struct iqm_s {\n\t/* In. */\n\tint a;\n\tint b; /* b */\n\t/* Out: */\n"
                   "\tint c; /* c */\n\tint d; /* d */\n\n\tint e;\n\tint f; /* f */\n};")
        self.assertEqual([(m.name, m.comment, m.label) for m in one.members],
                         [("a", "In.", ""), ("b", "b", ""), ("c", "c", "Out:"), ("d", "d", "Out:"),
                          ("e", "", ""), ("f", "f", "")])

    def test_since(self) -> None:
        header = read_body("/* It. Since 0.3.0. */\nstruct iqm_s {\n\tint a;\n"
                           "\tint b; /* Since 0.4. */\n};\n")
        self.assertEqual([one.since for one in header.every()], ["0.3.0", "0.3.0", "0.4"])
        self.assertEqual(read("int a;", "", "").symbols[0].since, "")


class Project(unittest.TestCase):
    """The headers that are there."""

    def test_all_are_read(self) -> None:
        headers = {header.name: header for header in public_headers(TOP)}
        self.assertLessEqual({"iqm/iqm.h", "iqm/insights.h", "iqm/postgres.h", "iqm_pld.h"},
                             set(headers))
        self.assertFalse([name for name in headers if "cli" in name])
        every = [one for header in headers.values() for one in header.every()]
        names = [(one.kind, one.full_name) for one in every if one.name]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 1200)
        self.assertLessEqual({("member", "iqm_call.timeout_ms"),
                              ("member", "iqm_transport.perform"),
                              ("enumerator", "IQM_E_BUSY"), ("struct", "iqm_int_map"),
                              ("function", "iqm_int"), ("callback", "iqm_done_fn")}, set(names))

    def test_every_name_of_a_declaration_is_found(self) -> None:
        """By what stands in front of names in this project's headers: nothing is skipped."""
        for header in public_headers(TOP):
            text = (TOP / header.path).read_text(encoding="utf-8")
            bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            said = set(re.findall(r"^(?:IQM_API|static inline)[^;{(]*?\b(\w+)[(;]", bare, re.M))
            said |= set(re.findall(r"^(?:struct|enum) (\w+) \{", bare, re.M))
            said |= set(re.findall(r"^typedef \w+ \**(\w+)\(", bare, re.M))
            said |= set(re.findall(r"^#define (\w+[A-Z0-9])\b(?<!_H)(?!_)", bare, re.M))
            self.assertEqual(said - {one.name for one in header.symbols}, set(), header.name)

    def test_texts_in_place_of_files(self) -> None:
        found = public_headers(TOP, {"generated/iqm_new.h": "/* N. */\nint iqm_new;\n",
                                     "generated/cli/x.h": "int x;", "generated/iqm_new.c": ""})
        self.assertEqual([header.name for header in found if not header.name.startswith("iqm/")],
                         ["iqm_new.h"])
        self.assertIn("iqm/iqm.h", [header.name for header in found])

    def test_names(self) -> None:
        self.assertEqual(included_as("runtime/include/iqm/gen.h"), "iqm/gen.h")
        self.assertEqual(included_as("generated/iqm/insights.h"), "iqm/insights.h")
        self.assertEqual(included_as("generated/iqm_pld.h"), "iqm_pld.h")


if __name__ == "__main__":
    unittest.main()
