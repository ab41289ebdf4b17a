"""Reads the public headers (include/carepath/*.h) into plain descriptions.

The headers are written in a small regular subset of C on purpose, so that bindings, documentation
checks and ABI tables can be made from them without a compiler. Whatever is outside that subset is an
error with file and line: nothing is skipped in silence.

    api = headers.read("include/carepath")
    api.constants, api.statuses, api.structs, api.functions
"""
import ast
import math
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path


class HeaderError(Exception):
    """A header says something that this parser does not understand."""


# ---------------------------------------------------------------- descriptions -----------------


@dataclass(frozen=True)
class Base:
    """A named type: double, int32_t, cpw_error, void, ..."""

    name: str
    const: bool = False

    def __str__(self):
        return ("const " if self.const else "") + self.name


@dataclass(frozen=True)
class Pointer:
    to: object
    const: bool = False

    def __str__(self):
        if isinstance(self.to, Function):
            return f"{self.to.returns} (*)({self.to.text()})"
        return f"{self.to} *" + (" const" if self.const else "")


@dataclass(frozen=True)
class Array:
    of: object
    length: int

    def __str__(self):
        return f"{self.of}[{self.length}]"


@dataclass(frozen=True)
class Function:
    returns: object
    parameters: tuple

    def text(self):
        return ", ".join(str(p.type) for p in self.parameters) or "void"


@dataclass(frozen=True)
class Parameter:
    name: str
    type: object


@dataclass
class Doc:
    """One /** ... */ block without its stars."""

    text: str
    line: int


@dataclass
class Constant:
    name: str
    value: object  # int, float or str
    header: str
    line: int
    doc: Doc = None


@dataclass
class Status:
    name: str
    value: int
    text: str


@dataclass
class Struct:
    name: str
    fields: list  # None: opaque
    header: str
    line: int
    doc: Doc = None


@dataclass
class Routine:
    """An exported function; `prototype` is its declaration on one line, without CPW_ macros."""

    name: str
    type: Function
    prototype: str
    inline: bool
    must_use: bool
    header: str
    line: int
    doc: Doc = None


@dataclass
class Api:
    headers: list = field(default_factory=list)
    constants: list = field(default_factory=list)
    statuses: list = field(default_factory=list)
    structs: list = field(default_factory=list)
    functions: list = field(default_factory=list)

    def constant(self, name):
        for c in self.constants:
            if c.name == name:
                return c.value
        raise KeyError(name)


# ---------------------------------------------------------------- the parser --------------------

# What may stand in public structs and signatures (the conventions: ABI).
SCALARS = {"int32_t", "int64_t", "uint64_t", "double"}
MACROS = {"CPW_API", "CPW_MUST_USE", "CPW_INLINE", "CPW_X"}
CONDITIONS = {
    "ifdef __cplusplus": "c++",
    "if defined(__cplusplus)": "c++",
    "if defined(__GNUC__)": "gnu",
}
COMMENT = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(
    r"""\s+
    | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
    | (?P<name>[A-Za-z_]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<string>"(?:[^"\\\n]|\\.)*")
    | (?P<mark>[{}()\[\];,*=.&<>+\-/?:!|%^~])""",
    re.M | re.X,
)


@dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int


class Reader:
    def __init__(self, path, name, api):
        self.path, self.name, self.api = path, name, api
        self.source = Path(path).read_text(encoding="utf-8")
        self.docs = {}  # end offset of the block -> Doc
        self.trailing = []  # (start offset, Doc) of /**< ... */
        self.text = COMMENT.sub(self.blank_comment, self.source)
        if "//" in re.sub(r'"(?:[^"\\\n]|\\.)*"', "", self.text):
            self.fail(self.text.index("//"), "only /* */ comments are understood")
        self.tokens = []
        self.position = 0

    def line(self, offset):
        return self.source.count("\n", 0, offset) + 1

    def fail(self, offset, why):
        raise HeaderError(f"{self.path}:{self.line(offset)}: {why}")

    def blank_comment(self, match):
        raw = match.group()
        if raw.startswith("/**") and not raw.startswith("/***") and raw != "/**/":
            trailing = raw.startswith("/**<")
            body = raw[4 if trailing else 3 : -2]
            lines = [re.sub(r"^\s*\* ?", "", row) for row in body.split("\n")]
            doc = Doc("\n".join(row.rstrip() for row in lines).strip(), self.line(match.start()))
            if trailing:
                self.trailing.append((match.start(), doc))
            else:
                self.docs[match.end()] = doc
        return " " * len(raw)

    def doc_before(self, offset):
        """The documentation block that ends right before offset, if there is one."""
        stripped = len(self.source[:offset].rstrip())
        return self.docs.get(stripped)

    # -------- tokens and the preprocessor

    def tokenise(self):
        """Fills self.tokens with the declarations as a C compiler sees them; reads the #defines."""
        offset, stack, first = 0, [], True
        previous_define = None
        while offset < len(self.text):
            match = TOKEN.match(self.text, offset)
            if not match:
                self.fail(offset, f"unexpected character {self.text[offset]!r}")
            start, offset = match.start(), match.end()
            kind = match.lastgroup
            if kind is None:
                continue
            if kind != "directive":
                if "c++" in stack:
                    continue
                if "gnu" in stack or "not gnu" in stack:
                    self.fail(start, "a declaration inside #if defined(__GNUC__)")
                self.tokens.append(Token(kind, match.group(), start, offset))
                continue
            words = " ".join(match.group().replace("\\\n", " ").split())
            words = re.sub(r"^# ?", "", words)
            if first:
                if not re.fullmatch(r"ifndef CAREPATH_\w+_H", words):
                    self.fail(start, "a header starts with its include guard")
                self.guard = words.split()[1]
                stack.append("guard")
                first = False
            elif words in CONDITIONS:
                stack.append(CONDITIONS[words])
            elif words == "else":
                other = {"c++": "not c++", "gnu": "not gnu"}.get(stack[-1] if stack else "")
                if not other:
                    self.fail(start, "#else of a condition that has none")
                stack[-1] = other
            elif words == "endif":
                if not stack:
                    self.fail(start, "#endif without #if")
                stack.pop()
            elif words.startswith("include "):
                if not re.fullmatch(r'include (<\w+\.h>|"carepath/\w+\.h")', words):
                    self.fail(start, f"#{words}: only <system.h> and \"carepath/module.h\"")
            elif words.startswith("define "):
                previous_define = self.define(words, start, offset, previous_define)
            elif words in ("undef CPW_X",):
                pass
            else:
                self.fail(start, f"#{words.split(' ')[0]}: directive not understood: {words}")
        if stack:
            self.fail(len(self.text), "unterminated condition")

    def define(self, words, start, end, previous):
        match = re.fullmatch(r"define (\w+)(\([\w, ]+\))?(?: (.*))?", words)
        if not match:
            self.fail(start, f"macro not understood: {words}")
        name, argument, value = match.groups()
        if name == self.guard or name in MACROS:
            return None
        if argument:
            if not name.endswith("_LIST") or not re.fullmatch(r"\(\w+\)", argument):
                self.fail(start, f"function-like macro {name}: only X-macro lists (…_LIST) are understood")
            self.status_list(name, argument, value, start)
            return None
        if not value:
            self.fail(start, f"{name} has no value")
        doc = self.doc_before(start)
        for at, trailing in self.trailing:
            if start < at < end or (at >= end and not self.text[end:at].strip(" \t")):
                doc = trailing
                break
        if doc is None and previous and not re.search(r"\n\s*\n", self.source[previous[0] : start]):
            doc = previous[1]  # a group of constants under one block
        constant = Constant(name, self.evaluate(value, start), self.name, self.line(start), doc)
        self.api.constants.append(constant)
        return (end, self.doc_before(start) or (previous[1] if doc and previous else doc))

    def evaluate(self, text, offset):
        """The value of a constant: a number, a string, or an expression of numbers and constants."""
        text = text.strip()
        if re.fullmatch(r'"(?:[^"\\]|\\.)*"', text):
            return ast.literal_eval(text)
        if text in ("NAN", "INFINITY", "-INFINITY", "(-INFINITY)"):
            return {"N": math.nan, "I": math.inf}.get(text[0], -math.inf)
        plain = re.sub(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]+\b", r"\1", text)
        try:
            tree = ast.parse(plain, mode="eval").body
            return self.number(tree)
        except (SyntaxError, ValueError) as error:
            self.fail(offset, f"value not understood: {text} ({error})")

    def number(self, node):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return node.value
        if isinstance(node, ast.Name):
            for c in self.api.constants:
                if c.name == node.id and not isinstance(c.value, str):
                    return c.value
            raise ValueError(f"{node.id} is not a constant defined before")
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            value = self.number(node.operand)
            return -value if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.BinOp):
            a, b = self.number(node.left), self.number(node.right)
            if isinstance(node.op, ast.Div) and (isinstance(a, float) or isinstance(b, float)):
                return a / b
            for kind, result in (
                (ast.Add, lambda: a + b),
                (ast.Sub, lambda: a - b),
                (ast.Mult, lambda: a * b),
                (ast.LShift, lambda: a << b),
                (ast.BitOr, lambda: a | b),
            ):
                if isinstance(node.op, kind):
                    return result()
        raise ValueError("only numbers, constants, + - * << | are understood")

    def status_list(self, name, argument, value, offset):
        x = argument.strip("()")
        entry = rf'{x}\((\w+), ?(-?\d+), ?("(?:[^"\\]|\\.)*")\)'
        if not value or not re.fullmatch(rf"(?:{entry} ?)+", value):
            self.fail(offset, f"{name}: expected {x}(NAME, number, \"text\") entries")
        for label, number, text in re.findall(entry, value):
            self.api.statuses.append(Status(label, int(number), ast.literal_eval(text)))
            self.api.constants.append(Constant(label, int(number), self.name, self.line(offset)))

    # -------- declarations

    def peek(self, ahead=0):
        at = self.position + ahead
        return self.tokens[at] if at < len(self.tokens) else Token("end", "", len(self.text), len(self.text))

    def next(self, expected=None):
        token = self.peek()
        if expected is not None and token.text != expected:
            self.fail(token.start, f"expected '{expected}', found '{token.text or 'the end'}'")
        self.position += 1
        return token

    def take(self, text):
        if self.peek().text == text:
            self.position += 1
            return True
        return False

    def identifier(self, what):
        token = self.next()
        if token.kind != "name":
            self.fail(token.start, f"expected {what}, found '{token.text}'")
        return token.text

    def read(self):
        self.tokenise()
        while self.peek().kind != "end":
            token = self.peek()
            if token.text == "typedef":
                self.typedef()
            elif token.text == "enum":
                self.enum()
            elif token.text in ("CPW_API", "CPW_INLINE"):
                self.function()
            else:
                self.fail(token.start, f"declaration not understood at '{token.text}'")

    def enum(self):
        start = self.next("enum").start
        self.next("{")
        name = self.identifier("an X-macro list")
        self.next("(")
        self.next("CPW_X")
        for mark in (")", "}", ";"):
            self.next(mark)
        if not name.endswith("_LIST"):
            self.fail(start, "enum: only the expansion of an X-macro list is understood")

    def typedef(self):
        start = self.next("typedef").start
        if self.peek().text != "struct":
            self.fail(start, "typedef: only `typedef struct name {...} name;` is understood")
        self.next("struct")
        name = self.identifier("a struct name")
        if not name.startswith("cpw_"):
            self.fail(start, f"public types are called cpw_...: {name}")
        fields = None
        if self.take("{"):
            fields = []
            while not self.take("}"):
                at = self.peek().start
                label, kind = self.declarator(f"a field of {name}")
                while self.take("["):
                    token = self.next()
                    length = self.evaluate(token.text, token.start)
                    self.next("]")
                    kind = Array(kind, length)
                self.next(";")
                self.check_field(kind, label, len(fields), at)
                fields.append(Parameter(label, kind))
            if not fields:
                self.fail(start, f"{name} has no fields")
        alias = self.identifier("the struct name again")
        if alias != name:
            self.fail(start, f"struct {name} is called {alias} at its end")
        self.next(";")
        if any(s.name == name for s in self.api.structs):
            self.fail(start, f"{name} is declared twice")
        self.api.structs.append(
            Struct(name, fields, self.name, self.line(start), self.doc_before(start))
        )

    def function(self):
        start = self.peek().start
        inline = self.next().text == "CPW_INLINE"
        must_use = self.take("CPW_MUST_USE")
        first = self.peek().start
        returns = self.type()
        name = self.identifier("a function name")
        parameters = self.parameters(name)
        end = self.tokens[self.position - 1].end
        if inline:
            depth = 0
            self.expect_body(name)
            while True:
                token = self.next()
                if token.kind == "end":
                    self.fail(start, f"{name}: body without end")
                depth += {"{": 1, "}": -1}.get(token.text, 0)
                if depth == 0:
                    break
        else:
            self.next(";")
        if not name.startswith("cpw_"):
            self.fail(start, f"public functions are called cpw_...: {name}")
        if any(f.name == name for f in self.api.functions):
            self.fail(start, f"{name} is declared twice")
        kind = Function(returns, tuple(parameters))
        self.check_signature(kind, name, start)
        prototype = " ".join(self.text[first:end].split())
        self.api.functions.append(
            Routine(name, kind, prototype, inline, must_use, self.name, self.line(start), self.doc_before(start))
        )

    def expect_body(self, name):
        if self.peek().text != "{":
            self.fail(self.peek().start, f"{name}: CPW_INLINE is followed by a body")

    def parameters(self, owner):
        self.next("(")
        if self.peek().text == "void" and self.peek(1).text == ")":
            self.next()
            self.next()
            return []
        if self.peek().text == ")":
            self.fail(self.peek().start, f"{owner}: write (void) for no parameters")
        found = []
        while True:
            at = self.peek().start
            name, kind = self.declarator(f"a parameter of {owner}", named=False)
            if self.peek().text == "[":
                self.fail(at, f"{owner}: write a pointer for an array parameter")
            found.append(Parameter(name, kind))
            if self.take(")"):
                return found
            self.next(",")

    def type(self):
        const = volatile = False
        while self.peek().text in ("const", "volatile"):
            if self.next().text == "const":
                const = True
            else:
                volatile = True
        del volatile  # it does not change the ABI
        token = self.peek()
        name = self.identifier("a type")
        if name in ("unsigned", "signed", "long", "short", "struct", "enum", "union", "float", "_Bool", "bool"):
            self.fail(token.start, f"'{name}' is not used in public declarations")
        kind = Base(name, const)
        while self.take("*"):
            constant = False
            while self.peek().text in ("const", "restrict", "volatile"):
                constant = self.next().text == "const" or constant
            kind = Pointer(kind, constant)
        return kind

    def declarator(self, what, named=True):
        """A type and a name, where the name may be that of a function pointer."""
        kind = self.type()
        if self.peek().text == "(":
            self.next()
            self.next("*")
            name = self.identifier(what)
            self.next(")")
            kind = Pointer(Function(kind, tuple(self.parameters(what))))
            self.check_callback(kind.to, what, self.peek().start)
            return name, kind
        if not named and self.peek().text in (",", ")"):
            return "", kind
        return self.identifier(what), kind

    # -------- the rules of the ABI

    def known(self, name):
        return any(s.name == name for s in self.api.structs)

    def check_value(self, kind, what, offset, also=()):
        """A value that crosses the ABI: a scalar of fixed size or a pointer to something known."""
        while isinstance(kind, Pointer):
            kind = kind.to
            if isinstance(kind, Function):
                return
            also = SCALARS | {"void", "char", "size_t", "uint8_t", "int"}
            if isinstance(kind, Base) and self.known(kind.name):
                return
        if not isinstance(kind, Base) or kind.name not in SCALARS | set(also):
            self.fail(offset, f"{what}: type '{kind}' may not cross the ABI by value, or is not declared yet")

    def check_field(self, kind, name, index, offset):
        if isinstance(kind, Array):
            inner = kind
            while isinstance(inner, Array):
                if not isinstance(inner.length, int) or inner.length < 1:
                    self.fail(offset, f"field {name}: length {inner.length}")
                inner = inner.of
            self.check_value(inner, f"field {name}", offset, {"char"})
        elif kind == Base("size_t"):
            if name != "struct_size" or index != 0:
                self.fail(offset, f"field {name}: size_t is for a first field struct_size only")
        elif not (isinstance(kind, Pointer) and self.points_to_self(kind)):
            self.check_value(kind, f"field {name}", offset)

    @staticmethod
    def points_to_self(kind):
        return isinstance(kind.to, Base) and kind.to.name.startswith("cpw_")

    def check_callback(self, kind, what, offset):
        if kind.returns not in (Base("int"), Base("void")):
            self.check_value(kind.returns, f"{what} returns", offset)
        for p in kind.parameters:
            self.check_value(p.type, f"{what}, parameter {p.name}", offset, {"size_t"})

    def check_signature(self, kind, name, offset):
        if kind.returns != Base("void"):
            self.check_value(kind.returns, f"{name} returns", offset)
        for p in kind.parameters:
            if not p.name:
                self.fail(offset, f"{name}: every parameter has a name")
            self.check_value(p.type, f"{name}, parameter {p.name}", offset, {"size_t"})


def order(folder):
    """The headers of a folder, each after those that it includes; otherwise by name."""
    pending = sorted(Path(folder).glob("*.h"))
    done, result = set(), []
    while pending:
        for path in pending:
            text = path.read_text(encoding="utf-8")
            needs = set(re.findall(r'^#include "carepath/(\w+\.h)"', text, re.M))
            if needs <= done | {path.name}:
                break
        else:
            names = ", ".join(p.name for p in pending)
            raise HeaderError(f"headers include each other in a circle or something missing: {names}")
        pending.remove(path)
        done.add(path.name)
        result.append(path)
    return result


def read(folder):
    """Reads every header of a folder (include/carepath)."""
    api = Api()
    paths = order(folder)
    if not paths:
        raise HeaderError(f"no headers in {folder}")
    for path in paths:
        api.headers.append(f"carepath/{path.name}")
        Reader(path, path.name, api).read()
    names = [c.name for c in api.constants]
    for name in names:
        if names.count(name) > 1:
            raise HeaderError(f"constant {name} is defined twice")
    return api


if __name__ == "__main__":
    try:
        found = read(sys.argv[1] if len(sys.argv) > 1 else "include/carepath")
    except HeaderError as problem:
        sys.exit(str(problem))
    for f in found.functions:
        print(f.prototype)
    print(
        f"{len(found.headers)} headers: {len(found.functions)} functions,"
        f" {sum(s.fields is not None for s in found.structs)} structs,"
        f" {sum(s.fields is None for s in found.structs)} opaque types,"
        f" {len(found.constants)} constants"
    )
