"""Checks the documentation block of every public function (the form is in house style):

a summary that ends in a full stop, @param with direction for every parameter and for nothing else,
@return unless void, @par Complexity, @par Thread safety, @since; a function whose status must be used
names it in its @return. Structs, opaque types and constants need a sentence each or one for
their group. Prints every miss, then a count.
"""
import re
import sys

import headers
from headers import Base, Pointer

TAG = re.compile(r"@(param|return|par|since|note|code|endcode|see)\b(\[[a-z,]*\])?")


def sections(text):
    """The text before the first tag, and a list of (tag, option, text)."""
    marks = list(TAG.finditer(text))
    intro = text[: marks[0].start()] if marks else text
    rows = []
    for i, m in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        rows.append((m.group(1), m.group(2) or "", " ".join(text[m.end() : end].split())))
    return " ".join(intro.split()), rows


def direction_problem(direction, kind):
    """Why a direction does not go with a type, or None."""
    if direction not in ("[in]", "[out]", "[in,out]"):
        return f"direction '{direction}' is not [in], [out] or [in,out]"
    writable = isinstance(kind, Pointer) and not (isinstance(kind.to, Base) and kind.to.const)
    if direction != "[in]" and not writable:
        return f"{direction} for a '{kind}' that nothing can be written through"
    return None


def function_problems(f):
    if f.doc is None:
        return ["no documentation block right before it"]
    problems = []
    intro, rows = sections(f.doc.text)
    if not re.search(r"\w.*?\.( |$)", intro):
        problems.append("no summary that ends in a full stop")
    described = {}
    for tag, option, text in rows:
        if tag != "param":
            continue
        match = re.match(r"(\w+(?:, ?\w+(?=,|  ))*)\s+(.*)", text)
        if not match:
            problems.append(f"@param without name or meaning: '{text}'")
            continue
        for name in match.group(1).replace(" ", "").split(","):
            if name in described:
                problems.append(f"@param {name} twice")
            described[name] = option
    for p in f.type.parameters:
        if p.name not in described:
            problems.append(f"no @param for {p.name}")
            continue
        why = direction_problem(described.pop(p.name), p.type)
        if why:
            problems.append(f"@param {p.name}: {why}")
    problems += [f"@param {name} is no parameter" for name in described]
    returns = [text for tag, _, text in rows if tag == "return"]
    void = f.type.returns == Base("void")
    if void and returns:
        problems.append("@return of a void function")
    elif not void and not any(returns):
        problems.append("no @return")
    elif f.must_use and not re.search(r"CPW_OK|CPW_E|cpw_", " ".join(returns)):
        problems.append("@return names no status, nor the function whose it gives")
    for title in ("Complexity", "Thread safety"):
        texts = [t[len(title) :] for tag, _, t in rows if tag == "par" and t.startswith(title)]
        if not any(re.search(r"\w", re.sub(r"^ and accuracy", "", t)) for t in texts):
            problems.append(f"no @par {title} with a text")
    if not any(tag == "since" and re.match(r"\d+\.\d+", text) for tag, _, text in rows):
        problems.append("no @since with a version")
    return problems


def main():
    try:
        api = headers.read(sys.argv[1] if len(sys.argv) > 1 else "include/carepath")
    except headers.HeaderError as problem:
        sys.exit(str(problem))
    misses = 0

    def miss(thing, why):
        nonlocal misses
        misses += 1
        print(f"include/carepath/{thing.header}:{thing.line}: {thing.name}: {why}")

    for f in api.functions:
        for why in function_problems(f):
            miss(f, why)
    statuses = {s.name for s in api.statuses}
    for thing in api.structs + [c for c in api.constants if c.name not in statuses]:
        if thing.name.startswith("CPW_VERSION_"):
            continue
        if thing.doc is None or not re.search(r"\w", thing.doc.text):
            miss(thing, "no documentation block, neither its own nor its group's")
    print(
        f"check-docs: {len(api.functions)} functions, {len(api.structs)} types and"
        f" {len(api.constants)} constants, {misses} misses"
    )
    sys.exit(1 if misses else 0)


if __name__ == "__main__":
    main()
