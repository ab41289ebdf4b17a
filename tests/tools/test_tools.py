"""Tests of the tools of this tree: the header parser and what is made from it, the documentation
and ABI checks, the comparison of the reference runner. Run by `make check-tools`."""
import ctypes
import math
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "reference")]

import abi
import capabilities
import check_docs
import doxygen_filter
import generate
import headers
import run as reference

GUARDED = """/* carepath/toy.h - a toy. */
#ifndef CAREPATH_TOY_H
#define CAREPATH_TOY_H
#include <stdint.h>
#define CPW_API
#define CPW_MUST_USE
#define CPW_INLINE CPW_API inline
#ifdef __cplusplus
extern "C" {
#endif
%s
#ifdef __cplusplus
}
#endif
#endif
"""

DOCUMENTED = """
/** Add one.
 *  @param[in] x  a number
 *  @return x + 1.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_toy_next(double x) {
  return x + 1.0; /* a body with { braces } */
}
"""


def parse(body):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "toy.h").write_text(GUARDED % body, encoding="utf-8")
        return headers.read(folder)


class Headers(unittest.TestCase):
    def test_constants(self):
        api = parse(
            "/** A group. */\n#define CPW_A 1 /**< one */\n#define CPW_B (-2)\n\n"
            "#define CPW_C (CPW_A + 0x10)\n#define CPW_D 2.5e-3\n#define CPW_E (365.25 / 12)\n"
            '#define CPW_F "text"\n'
        )
        self.assertEqual(
            [c.value for c in api.constants], [1, -2, 17, 0.0025, 365.25 / 12, "text"]
        )
        self.assertEqual(api.constants[0].doc.text, "one")
        self.assertEqual(api.constants[1].doc.text, "A group.")
        self.assertIsNone(api.constants[2].doc)

    def test_status_list(self):
        api = parse(
            '#define CPW_STATUS_LIST(X) \\\n  X(CPW_OK, 0, "fine") \\\n  X(CPW_EX, -1, "a (bad) one")\n'
            "enum {\n#define CPW_X(name, value, text) name = value,\n  CPW_STATUS_LIST(CPW_X)\n#undef CPW_X\n};\n"
        )
        self.assertEqual([(s.name, s.value) for s in api.statuses], [("CPW_OK", 0), ("CPW_EX", -1)])
        self.assertEqual(api.statuses[1].text, "a (bad) one")

    def test_declarations(self):
        api = parse(
            "typedef struct cpw_hidden cpw_hidden;\n"
            "/** A toy. */\ntypedef struct cpw_toy {\n  size_t struct_size; /**< size */\n"
            "  const char *const *names;\n  double values[3];\n"
            "  int (*call)(void *context, const char *bytes, int64_t count);\n} cpw_toy;\n"
            "CPW_API CPW_MUST_USE int32_t cpw_toy_make(const cpw_toy *toy,\n"
            "                                          cpw_hidden **out);\n" + DOCUMENTED
        )
        hidden, toy = api.structs
        self.assertIsNone(hidden.fields)
        self.assertEqual([f.name for f in toy.fields], ["struct_size", "names", "values", "call"])
        self.assertEqual(toy.doc.text, "A toy.")
        make, following = api.functions
        self.assertEqual(
            make.prototype, "int32_t cpw_toy_make(const cpw_toy *toy, cpw_hidden **out)"
        )
        self.assertTrue(make.must_use and following.inline)
        self.assertEqual(
            generate.ctype(toy.fields[3].type),
            "C.CFUNCTYPE(C.c_int, C.c_void_p, C.POINTER(C.c_char), C.c_int64)",
        )
        self.assertIn("extern inline double cpw_toy_next(double x);", generate.inline(api))
        self.assertIn("FIELD(cpw_toy, values)", generate.abi_table(api))
        space = {}
        exec(generate.lowlevel(parse("#define CPW_ABI 7\n" + TOY)), space)  # the module is Python
        self.assertEqual(ctypes.sizeof(space["cpw_toy"]), 16)
        with self.assertRaisesRegex(ImportError, "no function cpw_abi"):
            space["check"](object())

    def test_whatever_else_is_an_error(self):
        for body in (
            "int x;",
            "CPW_API long cpw_f(void);",
            "CPW_API int32_t cpw_f();",
            "CPW_API int32_t cpw_f(int32_t);",
            "CPW_API int32_t other(void);",
            "CPW_API int32_t cpw_f(cpw_unknown *x);",
            "CPW_API void cpw_f(double x[3]);",
            "CPW_API int32_t cpw_f(void) {",
            "typedef int32_t cpw_code;",
            "typedef enum cpw_e { CPW_A } cpw_e;",
            "typedef struct cpw_s { int32_t a; } cpw_other;",
            "typedef struct cpw_s { int32_t a : 1; } cpw_s;",
            "typedef struct cpw_s { int32_t a; size_t b; } cpw_s;",
            "typedef struct cpw_s { bool a; } cpw_s;",
            "typedef struct cpw_i { int32_t a; } cpw_i; typedef struct cpw_s { cpw_i a; } cpw_s;",
            "#define CPW_F(x) ((x) + 1)",
            "#define CPW_A sizeof(int)",
            "#define CPW_A",
            "#if CPW_A > 1\n#endif",
            "#pragma once",
            '#include "other.h"',
            "// a comment",
        ):
            with self.subTest(body), self.assertRaises(headers.HeaderError):
                parse(body)

    def test_same_input_same_output(self):
        a, b = parse(DOCUMENTED), parse(DOCUMENTED)
        for make in (generate.abi_table, generate.inline, generate.lowlevel):
            self.assertEqual(make(a), make(b))


TOY = """
typedef struct cpw_toy {
  int32_t a;
  int64_t b;
} cpw_toy;
CPW_API int32_t cpw_toy_get(const cpw_toy *toy);
"""


class Docs(unittest.TestCase):
    def problems(self, text):
        return check_docs.function_problems(parse(text).functions[0])

    def test_complete(self):
        self.assertEqual(self.problems(DOCUMENTED), [])

    def test_each_field_is_missed(self):
        for old, new in (
            ("Add one.", "Add one"),
            ("@param[in] x  a number", ""),
            ("@param[in]", "@param"),
            ("@param[in]", "@param[out]"),
            ("@param[in] x", "@param[in] y"),
            ("@return x + 1.", ""),
            ("@par Complexity O(1).", ""),
            ("@par Complexity O(1).", "@par Complexity"),
            ("@par Thread safety Safe.", ""),
            ("@since 0.1", ""),
            ("/** Add", "/* Add"),
        ):
            with self.subTest(old):
                self.assertNotEqual(self.problems(DOCUMENTED.replace(old, new)), [])

    def test_doxygen_sees_titles(self):
        text = doxygen_filter.filtered(" *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */")
        self.assertEqual(
            text,
            " *  @par Complexity:\n *  O(1).\n *  @par Thread safety:\n *  Safe.\n *  @since 0.1 */",
        )


class Abi(unittest.TestCase):
    OLD = [
        "abi 0",
        "struct cpw_o 16",
        "field cpw_o.struct_size 0 8",
        "field cpw_o.a 8 8",
        "struct cpw_s 8",
        "field cpw_s.a 0 8",
        "constant CPW_A 1",
        "function cpw_f void(double)",
    ]

    def changed(self, *pairs, more=()):
        lines = list(self.OLD) + list(more)
        for old, new in pairs:
            lines[lines.index(old)] = new
        return list(abi.breaks(self.OLD, lines))

    def test_additions_are_kept(self):
        self.assertEqual(self.changed(), [])
        self.assertEqual(
            self.changed(
                ("struct cpw_o 16", "struct cpw_o 24"),
                more=["field cpw_o.b 16 8", "struct cpw_t 8", "field cpw_t.a 0 8", "constant CPW_B 2"],
            ),
            [],
        )

    def test_breaks_are_seen(self):
        self.assertTrue(self.changed(("field cpw_o.a 8 8", "field cpw_o.b 8 8")))
        self.assertTrue(self.changed(("field cpw_o.a 8 8", "field cpw_o.a 16 8")))
        self.assertTrue(self.changed(("struct cpw_s 8", "struct cpw_s 16"), more=["field cpw_s.b 8 8"]))
        self.assertTrue(self.changed(("struct cpw_o 16", "struct cpw_o 8")))
        self.assertTrue(self.changed(("constant CPW_A 1", "constant CPW_A 2")))
        self.assertTrue(
            self.changed(("function cpw_f void(double)", "function cpw_f void(double, double)"))
        )


class Capabilities(unittest.TestCase):
    HEADER = "CPW_API CPW_MUST_USE int32_t cpw_toy_run(\n    double x);\n/* CPW_API int32_t cpw_toy_old(void); */\n"
    ROW = "| %d | a thing | %s | `cpw_toy_run` | `examples/toy.c` | `tests/toy/check_toy.c` |\n"

    def problems(self, rows, example="cpw_toy_run(1);"):
        with tempfile.TemporaryDirectory() as folder:
            top = Path(folder)
            files = {
                "include/carepath/toy.h": self.HEADER,
                "examples/toy.c": example,
                "tests/toy/check_toy.c": "cpw_toy_run(1);",
                "docs/reference/capabilities.md": rows,
            }
            for name, text in files.items():
                (top / name).parent.mkdir(parents=True, exist_ok=True)
                (top / name).write_text(text, encoding="utf-8")
            check = capabilities.Check(top)
            check.run()
            return [problem.split(": ", 1)[1] for problem in check.problems]

    def rows(self, statuses=()):
        return "".join(self.ROW % (n, dict(statuses).get(n, "works")) for n in range(1, capabilities.ROWS + 1))

    def test_all_well(self):
        self.assertEqual(self.problems(self.rows({12: "parameter"}.items())), [])

    def test_what_is_wrong_is_found(self):
        whole = self.rows()
        last = self.ROW % (capabilities.ROWS, "works")
        for rows, expected in (
            (whole.replace(last, ""), "row 68 is there 0 times"),
            (whole + last, "row 68 is there 2 times"),
            (self.rows({3: "parameter"}.items()), "row 3 must work: only [12, 58, 62, 65] may be parameters"),
            (self.rows({3: "soon"}.items()), "row 3: status 'soon' is none of works, parameter"),
            (whole.replace("cpw_toy_run", "cpw_toy_old", 1), "row 1: cpw_toy_old is in no public header"),
            (whole.replace("examples/toy.c", "examples/none.c", 1), "row 1: example examples/none.c is not there"),
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, self.problems(rows))

    def test_files_must_mention_the_function(self):
        found = self.problems(self.rows(), example="cpw_toy_runs(1);")
        self.assertIn("row 1: example examples/toy.c mentions none of its functions", found)


class Reference(unittest.TestCase):
    def misses(self, expected, got, tolerance="1e-8 relative"):
        return list(reference.differences(expected, got, reference.Tolerance(tolerance)))

    def test_equal(self):
        for expected, got in (
            (1, 1),
            (1.0, 1 + 1e-9),
            ("0.25", 0.25),
            ("1/3", 1 / 3),
            ("NA", None),
            ("NA", math.nan),
            ("NaN", math.nan),
            ("Inf", math.inf),
            ("-Inf", -math.inf),
            (True, True),
            ("2024-01-01", "2024-01-01"),
            (None, None),
            ([1, [2, "NA"]], (1, (2, None))),
            ({"a": 1, "b": [1.5]}, {"b": [1.5], "a": 1}),
            # a long table: the rows are found by their ids, whatever their order
            (
                {"period_id": [1, 1, 2], "months_waited_id": [0, 1, 0], "n": [5.0, 6.0, 7.0]},
                {"period_id": [2, 1, 1], "months_waited_id": [0, 1, 0], "n": [7.0, 6.0, 5.0]},
            ),
        ):
            with self.subTest(expected=expected):
                self.assertEqual(self.misses(expected, got), [])

    def test_different(self):
        for expected, got in (
            (1, 1 + 1e-6),
            (0, 1e-9),
            (1, None),
            (1, "1"),
            (1, math.nan),
            ("NaN", 1.0),
            ("Inf", -math.inf),
            ("NA", 0),
            (True, False),
            (True, 1),
            (False, None),
            ("a", "b"),
            ("2024-01-01", 2024),
            ([1, 2], [1, 2, 3]),
            ([1, 2], 1),
            ({"a": 1}, {"a": 1, "b": 2}),
            ({"a": 1}, {}),
            (
                {"period_id": [1, 2], "n": [5.0, 6.0]},
                {"period_id": [2, 1], "n": [5.0, 6.0]},
            ),
        ):
            with self.subTest(expected=expected, got=got):
                self.assertNotEqual(self.misses(expected, got), [])

    def test_tolerances(self):
        self.assertEqual(reference.Tolerance("1e-8 relative").relative, 1e-8)
        self.assertEqual(reference.Tolerance(1e-12).relative, 1e-12)
        exact = reference.Tolerance("exact for integers and winners; 1e-9 relative otherwise")
        self.assertTrue(exact.integers and exact.relative == 1e-9)
        self.assertNotEqual(list(reference.differences(10**12, 10**12 + 1, exact)), [])
        with self.assertRaises(ValueError):
            reference.Tolerance("close enough")

    def test_runner(self):
        cases = [
            {"id": "1", "kind": "double", "inputs": {"x": 2}, "expected": 4, "tolerance": 0},
            {"id": "2", "kind": "double", "inputs": {"x": 2}, "expected": 5, "tolerance": 0},
            {"id": "3", "kind": "triple", "inputs": {"x": 2}, "expected": 6, "tolerance": 0},
            {"id": "4", "kind": "in words", "inputs": {"x": 2}, "expected": 8, "tolerance": 0},
            {"id": "5", "kind": "double", "inputs": {}, "expected": 8, "tolerance": 0},
            {"id": "6", "kind": "double", "inputs": {"x": -1}, "expected": {"error": "x"}, "tolerance": 0},
        ]

        def double(inputs):
            if inputs["x"] < 0:
                raise reference.ModelError("x")
            return 2 * inputs["x"]

        handlers = reference.Handlers()
        handlers.kinds["double"] = double
        handlers.ids["4"] = lambda inputs: 4 * inputs["x"]
        lines = []
        totals = reference.run(cases, handlers, {"2": "a peer's bug"}, say=lines.append)
        self.assertEqual(totals, (3, 2, 1))
        self.assertEqual(sum("triple" in line for line in lines), 1)
        totals = reference.run(cases, handlers, {"2": "a peer's bug"}, kinds={"double"}, say=lines.append)
        self.assertEqual(totals, (2, 1, 1))


if __name__ == "__main__":
    program = unittest.main(exit=False, verbosity=0)
    done = program.result
    bad = len(done.failures) + len(done.errors)
    print(f"{done.testsRun - bad} passed, {bad} failed")
    sys.exit(1 if bad or not done.testsRun else 0)
