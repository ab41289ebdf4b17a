"""Policies of who is next: read from a file, or made from Python values.

    policy = carepath.Policy.read("policy.txt")
    policy = carepath.Policy(
        tiers={"P2": 28, "P3": 91, "P4": None},
        cap="0.1 score",
        criteria={
            "pain": {"weight": 0.8, "categories": {"none": 0, "some": 0.5, "much": 1}},
            "imd": {"weight": 0.2, "part": "equity", "linear": {1: 1, 10: 0}, "missing": 0.4},
        },
    )
    policy.columns                     # ["pain", "imd"]: the facts that a list needs, in this order
    policy.write("policy.txt")

The words are those of the policy file (docs/reference/policy.md).
"""
import ctypes as C
import datetime
import io
import math
import os
from collections import namedtuple
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call, lib
from ._memory import is_list, number
from ._streams import Sink, Source
from .dates import _day, to_iso
from .errors import InvalidError

RULES = ("score", "longest", "ratio", "due", "accumulating", "cmu")
SHAPES = ("linear", "monotone", "s-shaped", "categories")
_GIVEN = ("weight", "part", "column", "source", "missing", "protected", "linear", "monotone", "s-shaped",
          "categories", "codes")

Tier = namedtuple("Tier", "name target rate")
Tier.__doc__ = "One tier of urgency: its name, its target in days or None, its rate."


def _word(value):
    """A text as one word of the file, in quotes."""
    text = str(value)
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def _number(value, name):
    return repr(number(value, name))


def _pairs(given, name):
    """Knots from {fact: value} or [(fact, value), ...]."""
    pairs = given.items() if isinstance(given, Mapping) else given
    try:
        return [(fact, value) for fact, value in pairs]
    except (TypeError, ValueError):
        raise InvalidError(
            f"{name} = {given!r} must be pairs of a fact and a value", low.CPW_EINVAL, name
        ) from None


def _knots(given, name):
    return " ".join(f"{_number(fact, name)}:{_number(value, name)}" for fact, value in _pairs(given, name))


def _s_shaped(given, name):
    try:
        (low_fact, low_value), middle, (high_fact, high_value) = given
    except (TypeError, ValueError):
        raise InvalidError(
            f"{name} = {given!r} must be ((low, value), middle, (high, value))", low.CPW_EINVAL, name
        ) from None
    numbers = [_number(x, name) for x in (low_fact, low_value, middle, high_fact, high_value)]
    return "{}:{} {} {}:{}".format(*numbers)


def _categories(given, name):
    return " ".join(f"{_word(fact)}:{_number(value, name)}" for fact, value in _pairs(given, name))


def _codes(given, name):
    return " ".join(_number(value, name) for value in given)


def _protected(given, name):
    fields = {"characteristic", "limit", "until", "reason"}
    if not isinstance(given, Mapping) or set(given) != fields:
        raise InvalidError(f"{name} must be a dict of {', '.join(sorted(fields))}", low.CPW_EINVAL, name)
    until = to_iso(_day(given["until"], name, 0))
    return (
        f"{_word(given['characteristic'])} limit {_number(given['limit'], name)} until {until} "
        f"reason {_word(given['reason'])}"
    )


_WRITERS = {
    "weight": _number,
    "missing": _number,
    "part": lambda value, name: _word(value),
    "column": lambda value, name: _word(value),
    "source": lambda value, name: _word(value),
    "protected": _protected,
    "linear": _knots,
    "monotone": _knots,
    "s-shaped": _s_shaped,
    "categories": _categories,
    "codes": _codes,
}


def _criterion_lines(name, given):
    yield f"criterion {_word(name)}"
    for key, value in given.items():
        statement = str(key).replace("_", "-")
        if statement == "name" or value is None:
            continue
        if statement not in _WRITERS:
            raise TypeError(f"criterion {name!r} has no {key!r}: it takes {', '.join(_GIVEN)}")
        yield f"  {statement} {_WRITERS[statement](value, f'{name}: {key}')}"


def _tier_lines(tiers):
    rows = tiers.items() if isinstance(tiers, Mapping) else tiers
    for row in rows:
        if isinstance(row, str):
            row = (row, None)
        name, given, *rest = row
        if isinstance(given, Mapping):
            rest = [given.get("rate")]
            given = given.get("target")
        elif is_list(given) and not isinstance(given, str):
            given, *rest = given
        target = "none" if given is None or given == math.inf else _number(given, f"tier {name}")
        rate = f" rate {_number(rest[0], f'tier {name}')}" if rest and rest[0] is not None else ""
        yield f"tier {_word(name)} {target}{rate}"


def _cap_line(cap):
    if cap is None:
        return "cap none"
    if isinstance(cap, str):
        return " ".join(["cap", *map(_word, cap.split())])
    if is_list(cap):
        size, unit = cap
        return f"cap {_number(size, 'cap')} {_word(unit)}"
    return f"cap {_number(cap, 'cap')} score"


def _text_of(tiers, criteria, name, version, rule, cap, tiers_are, breaches, monitor):
    lines = ["carepath-policy 1"]
    if name is not None:
        lines.append(f"name {_word(name)}")
    if version is not None:
        lines.append(f"version {_word(version)}")
    lines += _tier_lines(tiers)
    lines += [f"tiers {_word(tiers_are)}", f"breaches {_word(breaches)}", f"rule {_word(rule)}", _cap_line(cap)]
    rows = criteria.items() if isinstance(criteria, Mapping) else [(row["name"], row) for row in criteria]
    for criterion, given in rows:
        lines += _criterion_lines(criterion, given)
    lines += [f"monitor {_word(column)}" for column in ([monitor] if isinstance(monitor, str) else monitor)]
    return "\n".join(lines) + "\n"


class Policy:
    """A policy of who is next. `tiers`: {name: target in days or None}, the most urgent first, or rows of
    (name, target, rate). `criteria`: {name: {weight, part, column or source, one of linear, monotone,
    s_shaped, categories, codes, missing, protected}}. `cap`: None, "28 days", "0.1 score" or a number (of
    score). `tiers_are`: "order" or "targets"; `breaches`: "first" or "ignored"."""

    def __init__(self, tiers, criteria=(), *, name=None, version=None, rule="score", cap=None, tiers_are="order",
                 breaches="first", monitor=()):
        text = _text_of(tiers, criteria, name, version, rule, cap, tiers_are, breaches, monitor)
        self._read(io.BytesIO(text.encode()), "the policy")

    @classmethod
    def read(cls, file):
        """Reads a policy: a path, a text of several lines, bytes, or a binary file object."""
        policy = cls.__new__(cls)
        if isinstance(file, str) and "\n" in file:
            file = file.encode()
        if isinstance(file, bytes):
            policy._read(io.BytesIO(file), None)
        elif isinstance(file, (str, os.PathLike)):
            with open(file, "rb") as opened:
                policy._read(opened, os.fspath(file))
        else:
            policy._read(file, None)
        return policy

    def _read(self, file, name):
        source, handle = Source(file, name), C.POINTER(low.cpw_policy)()
        try:
            call("cpw_policy_read", C.byref(source.c), None, C.byref(handle))
        except Exception:
            if source.problem is not None:
                raise source.problem from None
            raise
        self._handle = handle

    def __del__(self):
        if getattr(self, "_handle", None) and lib is not None:
            lib.cpw_policy_free(self._handle)
            self._handle = None

    @property
    def pointer(self):
        """The library's cpw_priority_policy, for calls through carepath.lib."""
        return lib.cpw_policy_view(self._handle)

    @property
    def _view(self):
        return self.pointer.contents

    @property
    def name(self):
        """In words, or None."""
        return _decode(self._view.name)

    @property
    def version(self):
        """The caller's own, or None."""
        return _decode(self._view.version)

    @property
    def rule(self):
        """One of RULES."""
        return RULES[self._view.rule]

    @property
    def cap(self):
        """None, or (size, "score" or "days")."""
        view = self._view
        return (view.cap, ("score", "days")[view.cap_kind - 1]) if view.cap_kind else None

    @property
    def tiers_are(self):
        """ "order" or "targets"."""
        return "targets" if self._view.tiers_are_targets else "order"

    @property
    def breaches(self):
        """ "first" or "ignored"."""
        return "first" if self._view.breaches_first else "ignored"

    @property
    def tiers(self):
        """Tiers, the most urgent first."""
        view = self._view
        return [
            Tier(t.name.decode(), t.target if math.isfinite(t.target) else None, t.rate)
            for t in view.tiers[: view.tier_count]
        ]

    @property
    def criteria(self):
        """One dict a criterion, in the words of the constructor."""
        view = self._view
        return [_criterion(c) for c in view.criteria[: view.criterion_count]] if view.criterion_count else []

    @property
    def weights(self):
        """{criterion: weight}."""
        return {c["name"]: c["weight"] for c in self.criteria}

    @property
    def monitored(self):
        """Headings of what is only watched."""
        view = self._view
        return [name.decode() for name in view.monitored[: view.monitored_count]] if view.monitored_count else []

    @property
    def columns(self):
        """Headings of the facts that a list needs, in the order of their numbers."""
        found = []
        while (heading := lib.cpw_policy_column(self._handle, len(found))) is not None:
            found.append(heading.decode())
        return found

    @property
    def text(self):
        """The policy file."""
        file = io.BytesIO()
        self.write(file)
        return file.getvalue().decode()

    def write(self, file):
        """Writes the policy file: to a path or a file object."""
        if isinstance(file, (str, os.PathLike)):
            text = self.text
            with open(file, "w", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
            return
        sink = Sink(file)
        try:
            call("cpw_policy_write", self.pointer, C.byref(sink.c))
        except Exception:
            if sink.problem is not None:
                raise sink.problem from None
            raise

    def check(self):
        """Raises what the library has against the policy: nothing, for one that was read."""
        call("cpw_priority_policy_check", self.pointer)

    def replace(self, **changes):
        """The same policy with other values of the constructor's arguments."""
        given = {
            "tiers": self.tiers, "criteria": self.criteria, "name": self.name, "version": self.version,
            "rule": self.rule, "cap": self.cap, "tiers_are": self.tiers_are, "breaches": self.breaches,
            "monitor": self.monitored,
        }
        unknown = set(changes) - set(given)
        if unknown:
            raise TypeError(f"replace() has no argument {sorted(unknown)[0]!r}: it takes {', '.join(given)}")
        given.update(changes)
        return Policy(**given)

    def __eq__(self, other):
        return self.text == other.text if isinstance(other, Policy) else NotImplemented

    def __hash__(self):
        return hash(self.text)

    def __reduce__(self):
        return Policy.read, (self.text.encode(),)

    def __repr__(self):
        what = f" {self.name!r}" if self.name else ""
        return f"<Policy{what}: {len(self.tiers)} tiers, {len(self.criteria)} criteria, rule {self.rule}>"


def _decode(text):
    return None if text is None else text.decode()


def _criterion(c):
    found = {"name": c.name.decode(), "weight": c.weight, "part": ("clinical", "equity")[c.part]}
    if c.source < 0:
        found["source"] = "wait" if c.source == low.CPW_PRIORITY_WAIT else "wait-ratio"
    elif c.column is not None:
        found["column"] = c.column.decode()
    shape, values = SHAPES[c.shape], c.value[: c.knots]
    if shape == "categories" and c.categories:
        found[shape] = dict(zip((name.decode() for name in c.categories[: c.knots]), values))
    elif shape == "categories":
        found["codes"] = values
    elif shape == "s-shaped":
        found[shape] = ((c.at[0], values[0]), c.at[1], (c.at[2], values[2]))
    else:
        found[shape] = list(zip(c.at[: c.knots], values))
    if c.missing == c.missing:
        found["missing"] = c.missing
    if c.characteristic:
        found["protected"] = {
            "characteristic": _CHARACTERISTICS[c.characteristic - 1],
            "limit": c.limit,
            "until": datetime.date.fromisoformat(to_iso(c.until)),
            "reason": c.reason.decode(),
        }
    return found


_CHARACTERISTICS = (
    "age", "disability", "gender-reassignment", "marriage", "pregnancy", "race", "religion", "sex",
    "sexual-orientation",
)
