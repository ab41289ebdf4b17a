"""The patients who wait, as the library's cpw_priority_list over arrays of Python's."""
import ctypes as C
from collections.abc import Mapping

from . import _lowlevel as low
from ._memory import Doubles, choice, number, structure, whole
from .dates import _day
from .errors import InvalidError

KINDS = {"tier": low.CPW_OVERRIDE_TIER, "place": low.CPW_OVERRIDE_PLACE, "fact": low.CPW_OVERRIDE_FACT}


def _invalid(message, where):
    return InvalidError(message, low.CPW_EINVAL, where)


class Ranked:
    """`c` is the list. `wait`: days waited; `tier`: names of the policy's tiers or their numbers from 0; `ids`;
    `facts`: {heading: numbers, or names of the policy's categories; None or nan: missing}; `today`; `overrides`:
    dicts of patient (an id, or a row where there are none), one of tier, place or fact=(heading or "wait",
    value), actor, reason, date."""

    def __init__(self, policy, wait, tier=None, ids=None, facts=None, today=None, overrides=()):
        self.c = structure(low.cpw_priority_list, "patients", {})
        self._policy = policy
        self._wait = Doubles(wait, "wait")
        self.patients = self._wait.shape[0] if self._wait.shape else 0
        self._ids = self._texts(ids)
        self.c.patients = self.patients
        self.c.wait = self._wait.pointer
        self.c.today = _day(today, "today", 0)
        if ids is not None:
            self.c.id = C.cast(self._ids, type(self.c.id))
        self._tiers = self._take_tiers(tier)
        self._take_facts(facts or {})
        self._take_overrides(list(overrides))

    def _check_length(self, values, name):
        if len(values) != self.patients:
            raise _invalid(f"{name} has {len(values)} rows, expected {self.patients}", name)

    def _texts(self, ids):
        if ids is None:
            return None
        ids = [str(one).encode() for one in ids]
        self._check_length(ids, "ids")
        self._rows = {one: row for row, one in enumerate(ids)}
        return (C.c_char_p * max(len(ids), 1))(*ids)

    def _tier_number(self, value, index):
        if not isinstance(value, str):
            return whole(value, f"tier[{index}]", C.c_int32)
        if value in self._names:
            return self._names[value]
        raise _invalid(f"tier[{index}] = {value!r} is none of {', '.join(self._names)}", "tier")

    def _take_tiers(self, tier):
        self._names = {t.name: k for k, t in enumerate(self._policy.tiers)}
        if tier is None:
            return None
        numbers = [self._tier_number(value, i) for i, value in enumerate(tier)]
        self._check_length(numbers, "tier")
        block = (C.c_int32 * max(len(numbers), 1))(*numbers)
        self.c.tier = C.cast(block, type(self.c.tier))
        return block

    def _fact(self, value, heading, index):
        """A fact as a number: the code of a category, nan for a missing one."""
        if value is None:
            return float("nan")
        if not isinstance(value, str):
            return number(value, f"{heading}[{index}]")
        codes = self._codes.get(heading, {})
        if value in codes:
            return float(codes[value])
        known = ", ".join(codes) or "no category"
        raise _invalid(f"{heading}[{index}] = {value!r} must be one of {known}", heading)

    def _column(self, heading, given):
        values = given[heading]
        plain = heading not in self._codes and not any(value is None for value in values)
        if not plain:
            values = [self._fact(value, heading, i) for i, value in enumerate(values)]
        self._check_length(values, heading)
        return Doubles(values, heading)

    def _take_facts(self, given):
        if not isinstance(given, Mapping) and not hasattr(given, "keys"):
            raise _invalid("facts must be a dict of columns", "facts")
        self._codes = {
            c.get("column", c["name"]): {name: k for k, name in enumerate(c["categories"])}
            for c in self._policy.criteria
            if "categories" in c
        }
        self._headings = self._policy.columns
        missing = [heading for heading in self._headings if heading not in given.keys()]
        if missing:
            raise _invalid(f"facts has no column {missing[0]!r}, which the policy reads", "facts")
        self._facts = [self._column(heading, given) for heading in self._headings]
        kind = C.POINTER(C.c_double)
        self._pointers = (kind * max(len(self._facts), 1))(*[f.pointer for f in self._facts])
        self.c.fact = C.cast(self._pointers, type(self.c.fact))
        self.c.columns = len(self._facts)

    def row(self, patient, what="patient"):
        """The row of a patient: by the id, or by the row itself where there are no ids."""
        if self._ids is None:
            return whole(patient, what)
        row = self._rows.get(str(patient).encode())
        if row is None:
            raise _invalid(f"{what}: there is no patient {patient!r}", what)
        return row

    def _override(self, given, index, made):
        kinds = [kind for kind in KINDS if kind in given]
        unknown = set(given) - set(KINDS) - {"patient", "actor", "reason", "date"}
        if len(kinds) != 1 or unknown or "patient" not in given:
            raise _invalid(
                f"overrides[{index}] must have a patient, an actor, a reason and one of tier, place or fact", "overrides"
            )
        value = given[kinds[0]]
        made.row = self.row(given["patient"], f"overrides[{index}]")
        made.kind = choice(kinds[0], "kind", KINDS)
        made.date = _day(given.get("date"), "date", index)
        made.actor = str(given.get("actor") or "").encode()
        made.reason = str(given.get("reason") or "").encode()
        if kinds[0] == "fact":
            heading, value = value
            if heading != "wait" and heading not in self._headings:
                raise _invalid(f"overrides[{index}]: the policy reads no column {heading!r}", "overrides")
            made.column = low.CPW_PRIORITY_WAIT if heading == "wait" else self._headings.index(heading)
            value = self._fact(value, heading, index)
        elif kinds[0] == "tier":
            value = self._tier_number(value, index)
        made.value = number(value, f"overrides[{index}]")

    def _take_overrides(self, overrides):
        self._overrides = (low.cpw_priority_override * max(len(overrides), 1))()
        for index, given in enumerate(overrides):
            self._override(given, index, self._overrides[index])
        self.c.override_count = len(overrides)
        self.c.overrides = C.cast(self._overrides, type(self.c.overrides))


def ranked(policy, patients):
    """A list from what a caller gives: anything whose `c` is a cpw_priority_list, or the arguments of Ranked."""
    if isinstance(getattr(patients, "c", None), low.cpw_priority_list):
        return patients
    if isinstance(patients, Mapping):
        return Ranked(policy, **patients)
    raise _invalid("patients must be a list of patients, or a dict of wait, tier, ids, facts, today, overrides", "patients")
