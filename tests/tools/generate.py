"""Writes the files that repeat what the public headers say.

    generate.py [--headers include/carepath] [--into FOLDER]

Below FOLDER (default: the current one):
    lib/base/abi_table.c              struct layouts and constants, as the library was compiled
    lib/inline.c                      one exported copy of each header inline
    lib/python/carepath/_lowlevel.py  ctypes mirrors of structs, constants and functions

The same headers give the same bytes. `make generate` runs it; `make check-generated` compares.
"""
import argparse
import math
import re
import sys
import textwrap
from pathlib import Path

import headers
from headers import Array, Base, Function, Pointer

# ---------------------------------------------------------------- C --------------------------


def includes(api, wanted):
    """The headers that declare something wanted, one #include a line."""
    return "\n".join(f'#include "{h}"' for h in sorted(api.headers) if h.split("/")[1] in wanted)


def abi_table(api):
    structs = [s for s in api.structs if s.fields is not None]
    constants = [c for c in api.constants if not isinstance(c.value, str)]
    rows = []
    for s in structs:
        rows.append(f"    STRUCT({s.name}),")
        rows += [f"    FIELD({s.name}, {f.name})," for f in s.fields]
    values = [
        f"    {'REAL' if isinstance(c.value, float) else 'INTEGER'}({c.name})," for c in constants
    ]
    used = {s.header for s in structs} | {c.header for c in constants} | {"base.h"}
    return f"""\
/* lib/base/abi_table.c - the layout of every public struct and the value of every public constant,
 * as this library was compiled. Source: the headers in include/carepath, by tests/tools/generate.py.
 * Generated: change the headers and run `make generate`. Bindings compare (cpw_layout_at). */
{includes(api, used)}

#include <math.h>
#include <stddef.h>

/* clang-format off */
#define STRUCT(type) {{#type, NULL, 0, (int64_t)sizeof(type)}}
#define FIELD(type, field) \\
  {{#type, #field, (int64_t)offsetof(type, field), (int64_t)sizeof(((type *)0)->field)}}
#define INTEGER(name) {{#name, (name), (double)NAN}}
#define REAL(name) {{#name, 0, (name)}}

static const cpw_layout layouts[] = {{
{chr(10).join(rows)}
}};

static const cpw_constant constants[] = {{
{chr(10).join(values)}
}};
/* clang-format on */

const cpw_layout *cpw_layout_at(int64_t index) {{
  const int64_t count = (int64_t)(sizeof layouts / sizeof layouts[0]);
  return index >= 0 && index < count ? &layouts[index] : NULL;
}}

const cpw_constant *cpw_constant_at(int64_t index) {{
  const int64_t count = (int64_t)(sizeof constants / sizeof constants[0]);
  return index >= 0 && index < count ? &constants[index] : NULL;
}}
"""


def inline(api):
    found = [f for f in api.functions if f.inline]
    lines = "\n".join(f"extern inline {f.prototype};" for f in found)
    return f"""\
/* lib/inline.c - one exported copy of each inline function of the headers, for bindings and for
 * callers that take its address. Source: the headers in include/carepath, by tests/tools/generate.py.
 * Generated: change the headers and run `make generate`. The formulae stay in the headers. */
{includes(api, {f.header for f in found})}

/* clang-format off */
{lines}
/* clang-format on */
"""


# ---------------------------------------------------------------- ctypes ----------------------

CTYPES = {
    "int": "C.c_int",
    "int32_t": "C.c_int32",
    "int64_t": "C.c_int64",
    "uint64_t": "C.c_uint64",
    "uint8_t": "C.c_uint8",
    "double": "C.c_double",
    "size_t": "C.c_size_t",
    "char": "C.c_char",
}


def ctype(kind, callback=False):
    """The ctypes expression of a type. A `const char *` is c_char_p (bytes), except in the
    parameters of a callback, where ctypes would cut counted text at its first NUL."""
    if isinstance(kind, Base):
        return "None" if kind.name == "void" else CTYPES.get(kind.name, kind.name)
    if isinstance(kind, Array):
        return f"{ctype(kind.of)} * {kind.length}"
    if isinstance(kind.to, Function):
        return function_type(kind.to)
    if kind.to == Base("char", True) and not callback:
        return "C.c_char_p"
    if isinstance(kind.to, Base) and kind.to.name == "void":
        return "C.c_void_p"
    return f"C.POINTER({ctype(kind.to)})"


def function_type(kind):
    """CFUNCTYPE of a callback. ctypes cannot return a typed pointer from Python: c_void_p does."""
    returns = "C.c_void_p" if isinstance(kind.returns, Pointer) else ctype(kind.returns)
    return f"C.CFUNCTYPE({', '.join([returns] + [ctype(p.type, True) for p in kind.parameters])})"


def value(number):
    if isinstance(number, float) and not math.isfinite(number):
        return f'float("{number}")'
    return repr(number)


def summary(doc):
    """The first sentence of a documentation block, for a docstring."""
    if doc is None:
        return None
    text = " ".join(re.split(r"(?<!\w)@", doc.text)[0].split())
    match = re.match(r".*?\.(?= |$)", text)
    sentence = match.group() if match else text
    return sentence.replace("\\", "\\\\").replace('"', "'")


def wrapped(prefix, items, suffix, indent="    "):
    """prefix + items + suffix on one line if it fits, else one item a line."""
    line = prefix + ", ".join(items) + suffix
    if len(line) <= 100:
        return line
    return prefix + "\n" + "".join(f"{indent}{i},\n" for i in items) + indent[4:] + suffix


def lowlevel(api):
    out = []
    structs = [s for s in api.structs if s.fields is not None]
    for c in api.constants:
        out.append(f"{c.name} = {value(c.value)}")
    statuses = "\n".join(f"    {s.value}: ({s.name!r}, {s.text!r})," for s in api.statuses)
    out.append(f"\n# status code -> name, meaning\nSTATUS = {{\n{statuses}\n}}\n")
    for s in api.structs:
        body = f'"""{summary(s.doc)}"""' if s.doc else "pass"
        body = textwrap.fill(body, 99, initial_indent="    ", subsequent_indent="    ")
        out.append(f"\nclass {s.name}(C.Structure):\n{body}\n")
    out.append("")
    for s in structs:
        rows = []
        for f in s.fields:
            expression = ctype(f.type)
            if isinstance(f.type, Pointer) and isinstance(f.type.to, Function):
                alias = f"{s.name}_{f.name}_t"
                out.append(f"{alias} = {expression}")
                expression = alias
            rows.append(f'    ("{f.name}", {expression}),')
        out.append(f"{s.name}._fields_ = [\n" + "\n".join(rows) + "\n]")
    out.append("\n# structs in the order of the library's layout table")
    out.append(wrapped("STRUCTS = (", [s.name for s in structs], ("," if len(structs) == 1 else "") + ")"))
    numbers = [c.name for c in api.constants if not isinstance(c.value, str)]
    out.append("\n# numeric constants in the order of the library's constant table")
    out.append("CONSTANTS = (\n" + "".join(f'    "{n}",\n' for n in numbers) + ")")
    out.append("\n# function -> restype, argtypes")
    rows = []
    for f in api.functions:
        arguments = [ctype(p.type) for p in f.type.parameters]
        tail = "," if len(arguments) == 1 else ""
        rows.append(
            wrapped(f'    "{f.name}": ({ctype(f.type.returns)}, (', arguments, f"{tail})),", "        ")
        )
    out.append("PROTOTYPES = {\n" + "\n".join(rows) + "\n}")
    declared = "\n".join(out)
    return f'''\
"""The C interface of libcarepath, mirrored for ctypes.

Generated from include/carepath/*.h by tests/tools/generate.py: change the headers and run
`make generate`. Nothing here loads a library: call `check(lib)` and `declare(lib)` on one.
"""
import ctypes as C

{declared}


def declare(lib):
    """Sets restype and argtypes of every public function; ImportError names one that is missing."""
    for name, (returns, arguments) in PROTOTYPES.items():
        try:
            function = getattr(lib, name)
        except AttributeError:
            raise ImportError(f"carepath: the library has no function {{name}}") from None
        function.restype = returns
        function.argtypes = arguments
    return lib


def mirror():
    """The layout table as ctypes sees it: (struct, field or None, offset, size)."""
    for struct in STRUCTS:
        yield struct.__name__, None, 0, C.sizeof(struct)
        for name, *_ in struct._fields_:
            field = getattr(struct, name)
            yield struct.__name__, name, field.offset, field.size


def rows(entry):
    """The rows of one of the library's tables, from index 0 to the first NULL."""
    index = 0
    while row := entry(index):
        yield row.contents
        index += 1


def check(lib):
    """Compares ABI number, struct layouts and constants of a loaded library with these mirrors.

    ImportError names the first difference. Only these three functions are called."""
    for name in ("cpw_abi", "cpw_layout_at", "cpw_constant_at"):
        try:
            function = getattr(lib, name)
        except AttributeError:
            raise ImportError(f"carepath: the library has no function {{name}}") from None
        function.restype, function.argtypes = PROTOTYPES[name]
    if lib.cpw_abi() != CPW_ABI:
        raise ImportError(f"carepath: the library has ABI {{lib.cpw_abi()}}, this package needs {{CPW_ABI}}")

    def text(struct, field, offset, size):
        return f"{{struct}}{{'.' + field if field else ''}} at byte {{offset}} with {{size}} bytes"

    ours = list(mirror())
    theirs = [
        (r.struct_name.decode(), r.field_name.decode() if r.field_name else None, r.offset, r.size)
        for r in rows(lib.cpw_layout_at)
    ]
    for index in range(max(len(ours), len(theirs))):
        a = ours[index] if index < len(ours) else None
        b = theirs[index] if index < len(theirs) else None
        if a != b:
            raise ImportError(
                f"carepath: the library has {{text(*b) if b else 'no more structs'}},"
                f" this package {{text(*a) if a else 'no more structs'}}"
            )
    known = {{name: globals()[name] for name in CONSTANTS if not name.startswith("CPW_VERSION_")}}
    for r in rows(lib.cpw_constant_at):
        name = r.name.decode()
        here = known.pop(name, None)
        there = r.integer if r.real != r.real else r.real
        if here is not None and here == here and here != there:
            raise ImportError(f"carepath: {{name}} is {{there}} in the library, {{here}} in this package")
    if known:
        raise ImportError(f"carepath: the library has no constant {{next(iter(known))}}")
'''


def check_version(api, project):
    """The version in pyproject.toml is the headers'."""
    version = api.constant("CPW_VERSION_STRING")
    numbers = ".".join(str(api.constant(f"CPW_VERSION_{p}")) for p in ("MAJOR", "MINOR", "PATCH"))
    if version != numbers:
        sys.exit(f"base.h: CPW_VERSION_STRING is {version}, the numbers say {numbers}")
    if project.exists():
        match = re.search(r'^version = "([^"]+)"', project.read_text(encoding="utf-8"), re.M)
        if not match or match.group(1) != version:
            sys.exit(f"{project}: version is not {version}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--headers", default="include/carepath")
    parser.add_argument("--into", default=".")
    options = parser.parse_args()
    try:
        api = headers.read(options.headers)
    except headers.HeaderError as problem:
        sys.exit(str(problem))
    check_version(api, Path("lib/python/pyproject.toml"))
    for name, content in (
        ("lib/base/abi_table.c", abi_table(api)),
        ("lib/inline.c", inline(api)),
        ("lib/python/carepath/_lowlevel.py", lowlevel(api)),
    ):
        path = Path(options.into) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
