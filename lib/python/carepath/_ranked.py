"""The patients who wait, as the library's cpw_priority_list over arrays of Python's."""
import ctypes as C
import numbers
from collections.abc import Mapping

from . import _lowlevel as low
from ._memory import Doubles, choice, number, single, structure, whole
from .dates import _day
from .errors import InvalidError

KINDS = {"tier": low.CPW_OVERRIDE_TIER, "place": low.CPW_OVERRIDE_PLACE, "fact": low.CPW_OVERRIDE_FACT}


def _invalid(message, where):
    return InvalidError(message, low.CPW_EINVAL, where)


def encoded(value, name):
    """A text for C, which ends at a NUL: one that holds a NUL is refused."""
    text = value if type(value) is bytes else str(value).encode()
    if b"\0" in text:
        raise _invalid(f"{name} = {value!r} must not hold a NUL character", name)
    return text


def _id(value, index):
    if value is None or value != value:
        raise _invalid(f"ids[{index}] = {value!r}: every patient must have an id", "ids")
    return encoded(value, f"ids[{index}]")


def _plain(values):
    """Python's own values out of an array, which are quicker one by one than those of an array."""
    return values.tolist() if hasattr(values, "tolist") else list(values)


def categories_of(policy):
    """{heading: names of its categories} of the columns that have some."""
    return {c.get("column", c["name"]): tuple(c["categories"]) for c in policy.criteria if "categories" in c}


def _texts_of(value):
    """Texts under which a number may be the name of a category: 1, 1.0 and numpy.int64(1) are "1"."""
    texts = [str(value)]
    if isinstance(value, numbers.Real) and value % 1 == 0:
        texts.append(str(int(value)))
    return texts


class Ranked:
    """`c` is the list. `wait`: days waited; `tier`: names of the policy's tiers or their numbers from 0; `ids`;
    `facts`: {heading: numbers, or names of the policy's categories; None or nan: missing}; `today`; `overrides`:
    dicts of patient (an id, or a row where there are none), one of tier, place or fact=(heading or "wait",
    value), actor, reason, date.

    Where a column has named categories, a number is the category of that name (1 the one called "1") and never a
    code. Used with another policy, the columns, tiers and categories are taken by their names; what that
    policy needs and is not here is refused."""

    def __init__(self, policy, wait, tier=None, ids=None, facts=None, today=None, overrides=()):
        self.c = structure(low.cpw_priority_list, "patients", {})
        self._bind(policy)
        self._wait = Doubles(wait, "wait")
        self.patients = self._wait.shape[0] if self._wait.shape else 0
        self._ids = self._texts(ids)
        self.c.patients = self.patients
        self.c.wait = self._wait.pointer
        self.c.today = _day(today, "today", 0)
        if ids is not None:
            self.c.id = C.cast(self._ids, type(self.c.id))
        self._take_tiers(tier)
        self._take_facts(facts or {})
        self._take_overrides(list(overrides))

    def _bind(self, policy):
        """Remembers what the numbers of the list stand for: columns, categories, tiers."""
        self._policy = policy
        self._headings = tuple(policy.columns)
        self._categories = categories_of(policy)
        self._codes = {
            heading: {name: k for k, name in enumerate(names)} for heading, names in self._categories.items()
        }
        self._names = {t.name: k for k, t in enumerate(policy.tiers)}

    def _check_length(self, values, name):
        if len(values) != self.patients:
            raise _invalid(f"{name} has {len(values)} rows, expected {self.patients}", name)

    def _texts(self, ids):
        if ids is None:
            return None
        ids = [_id(one, index) for index, one in enumerate(_plain(ids))]
        self._check_length(ids, "ids")
        self._rows = {one: row for row, one in enumerate(ids)}
        return (C.c_char_p * max(len(ids), 1))(*ids)

    def _tier_number(self, value, index):
        if type(value) is int and 0 <= value < len(self._names):
            return value
        if not isinstance(value, str):
            return whole(value, f"tier[{index}]", C.c_int32)
        if value in self._names:
            return self._names[value]
        raise _invalid(f"tier[{index}] = {value!r} is none of {', '.join(self._names)}", "tier")

    def _set_tiers(self, numbers_of_tiers):
        self._tiers = (C.c_int32 * max(len(numbers_of_tiers), 1))(*numbers_of_tiers)
        self.c.tier = C.cast(self._tiers, type(self.c.tier))

    def _take_tiers(self, tier):
        self._tiers = None
        if tier is None:
            return
        known = self._names
        found = [
            known[value] if type(value) is str and value in known else self._tier_number(value, i)
            for i, value in enumerate(_plain(tier))
        ]
        self._check_length(found, "tier")
        self._set_tiers(found)

    def _code(self, value, heading, index):
        """The code of a category, by its name or by the number that is its name."""
        codes = self._codes[heading]
        for text in _texts_of(value):
            if text in codes:
                return float(codes[text])
        known = ", ".join(codes)
        raise _invalid(f"{heading}[{index}] = {value!r} must be one of {known}", heading)

    def _fact(self, value, heading, index):
        """A fact as a number: the code of a category, nan for a missing one."""
        value = single(value)
        if value is None or (isinstance(value, numbers.Real) and value != value):
            return float("nan")
        if heading in self._codes:
            return self._code(value, heading, index)
        if isinstance(value, str):
            raise _invalid(f"{heading}[{index}] = {value!r} must be a number: it has no categories", heading)
        return number(value, f"{heading}[{index}]")

    def _column(self, heading, given):
        values = given[heading]
        codes = self._codes.get(heading)
        if codes is not None or any(value is None for value in values):
            codes = {name: float(code) for name, code in (codes or {}).items()}
            values = [
                codes[value] if type(value) is str and value in codes else self._fact(value, heading, i)
                for i, value in enumerate(_plain(values))
            ]
        self._check_length(values, heading)
        return Doubles(values, heading)

    def _set_facts(self, facts):
        self._facts = facts
        kind = C.POINTER(C.c_double)
        self._pointers = (kind * max(len(facts), 1))(*[f.pointer for f in facts])
        self.c.fact = C.cast(self._pointers, type(self.c.fact))
        self.c.columns = len(facts)

    def _take_facts(self, given):
        if not isinstance(given, Mapping) and not hasattr(given, "keys"):
            raise _invalid("facts must be a dict of columns", "facts")
        missing = [heading for heading in self._headings if heading not in given.keys()]
        if missing:
            raise _invalid(f"facts has no column {missing[0]!r}, which the policy reads", "facts")
        self._set_facts([self._column(heading, given) for heading in self._headings])

    def row(self, patient, what="patient"):
        """The row of a patient: by the id, or by the row itself where there are no ids."""
        if self._ids is None:
            return whole(patient, what)
        row = None if patient is None else self._rows.get(encoded(patient, what))
        if row is None:
            raise _invalid(f"{what}: there is no patient {patient!r}", what)
        return row

    def _column_number(self, heading, index):
        if heading == "wait":
            return low.CPW_PRIORITY_WAIT
        if heading not in self._headings:
            raise _invalid(f"overrides[{index}]: the policy reads no column {heading!r}", "overrides")
        return self._headings.index(heading)

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
        made.actor = encoded(given.get("actor") or "", f"overrides[{index}]: actor")
        made.reason = encoded(given.get("reason") or "", f"overrides[{index}]: reason")
        if kinds[0] == "fact":
            heading, value = value
            made.column = self._column_number(heading, index)
            value = number(value, "wait") if heading == "wait" else self._fact(value, heading, index)
        elif kinds[0] == "tier":
            value = self._tier_number(value, index)
        made.value = number(value, f"overrides[{index}]")

    def _set_overrides(self, overrides, count):
        self._overrides = overrides
        self.c.override_count = count
        self.c.overrides = C.cast(overrides, type(self.c.overrides))

    def _take_overrides(self, overrides):
        made = (low.cpw_priority_override * max(len(overrides), 1))()
        for index, given in enumerate(overrides):
            self._override(given, index, made[index])
        self._set_overrides(made, len(overrides))

    # -------- another policy

    def under(self, policy):
        """The same patients for another policy: columns, categories and tiers by their names."""
        if policy is self._policy:
            return self
        other = Ranked.__new__(Ranked)
        other._bind(policy)
        same = (other._headings, other._categories, list(other._names))
        if same == (self._headings, self._categories, list(self._names)):
            return self
        other.c = structure(low.cpw_priority_list, "patients", {})
        other.patients, other._wait, other._ids = self.patients, self._wait, self._ids
        other._rows = getattr(self, "_rows", None)
        for name in ("patients", "wait", "today", "id"):
            setattr(other.c, name, getattr(self.c, name))
        other._tiers = None
        if self._tiers is not None:
            tier = other._tiers_from(self)
            other._set_tiers([tier(number_of_tier) for number_of_tier in self._tiers[: self.patients]])
        other._set_facts([other._column_from(self, heading) for heading in other._headings])
        other._overrides_from(self)
        return other

    def _tiers_from(self, old):
        """The number of a tier under the other policy -> its number here."""
        names = list(old._names)

        def tier(given):
            if not 0 <= given < len(names):
                raise _invalid(
                    f"tier {given} is unknown: patients were made for a policy with {len(names)}, from 0", "tier"
                )
            name = names[int(given)]
            if name not in self._names:
                raise _invalid(
                    f"patients were made for a policy with the tier {name!r}: this policy has "
                    f"{', '.join(self._names)}",
                    "tier",
                )
            return self._names[name]

        return tier

    def _codes_from(self, old, heading):
        """The fact of a column under the other policy -> the fact here; None: they are the same."""
        before, now = old._categories.get(heading), self._categories.get(heading)
        if before == now:
            return None
        if before is None or now is None:
            had, has = ("names" if names else "numbers" for names in (before, now))
            raise _invalid(
                f"patients were made for a policy that reads {heading!r} as {had}: this policy reads it as {has}",
                heading,
            )

        def fact(code):
            if not (0 <= code < len(before)):  # missing, or no category there either
                return code
            name = before[int(code)]
            if name not in self._codes[heading]:
                raise _invalid(
                    f"patients were made for a policy with the category {name!r} of {heading!r}: this policy has "
                    f"{', '.join(now)}",
                    heading,
                )
            return float(self._codes[heading][name])

        return fact

    def _column_from(self, old, heading):
        if heading not in old._headings:
            raise _invalid(
                f"patients were made for a policy that does not read {heading!r}, which this policy reads: make "
                "them anew",
                "facts",
            )
        column = old._facts[old._headings.index(heading)]
        fact = self._codes_from(old, heading)
        if fact is None:
            return column
        return Doubles([fact(code) for code in column.pointer[: old.patients]], heading)

    def _overrides_from(self, old):
        count = old.c.override_count
        made = (low.cpw_priority_override * max(count, 1))()
        for index in range(count):
            made[index] = old._overrides[index]
            one = made[index]
            if one.kind == low.CPW_OVERRIDE_TIER:
                one.value = float(self._tiers_from(old)(one.value))
            elif one.kind == low.CPW_OVERRIDE_FACT and one.column >= 0:
                heading = old._headings[one.column]
                one.column = self._column_number(heading, index)
                fact = self._codes_from(old, heading)
                one.value = one.value if fact is None else fact(one.value)
        self._keep = old  # whose texts these are
        self._set_overrides(made, count)


def ranked(policy, patients):
    """A list from what a caller gives: Ranked for this or another policy, anything else whose `c` is a
    cpw_priority_list as it is, or the arguments of Ranked."""
    if isinstance(patients, Ranked):
        return patients.under(policy)
    if isinstance(getattr(patients, "c", None), low.cpw_priority_list):
        return patients
    if isinstance(patients, Mapping):
        return Ranked(policy, **patients)
    raise _invalid("patients must be a list of patients, or a dict of wait, tier, ids, facts, today, overrides", "patients")
