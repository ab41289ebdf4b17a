"""Who gains and who is delayed when a list is put into another order, by every characteristic that is watched.

    before = carepath.rank(policy.replace(cap="0 score"), patients).place
    after = carepath.rank(policy, patients).place
    change = carepath.impact.measure(
        before, after,
        groups={"imd_quintile": [1, 3, None, ...], "sex": ["female", "male", ...]},   # None: not known
        ordered=["imd_quintile"],            # the most deprived first: slopes make sense
        wait=days, slots=40, top=100,
        suppress={"least": 8, "base": 5},    # the last step, before anything leaves the building
    )
    change.frame("mean_lost")                # by characteristic and group

See docs/explanation/impact.md and cpw_impact_measure.
"""
import ctypes as C
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, structure, whole
from .errors import InvalidError
from .result import Result

_COUNTS = {"rounding": {"none": 0, "nearest": 1, "random": 2}}


def _places(values, name):
    numbers = [whole(value, f"{name}[{i}]") for i, value in enumerate(values)]
    return (C.c_int64 * max(len(numbers), 1))(*numbers), len(numbers)


def _is_unknown(value):
    return value is None or value == "" or value != value


def _group_labels(values, order):
    """Labels of the groups: as ordered by the caller, else numbers and texts as they sort."""
    seen = {value for value in values if not _is_unknown(value)}
    if order is None:
        try:
            return sorted(seen)
        except TypeError:
            return sorted(seen, key=str)
    missing = seen - set(order)
    if missing:
        raise InvalidError(f"groups: {sorted(missing, key=str)[0]!r} is not in the order given", low.CPW_EINVAL, "groups")
    return list(order)


class _Characteristics:
    """The characteristics as C has them; keeps what they point to."""

    def __init__(self, groups, ordered, patients):
        self.names = list(groups)
        self.c = (low.cpw_impact_characteristic * max(len(groups), 1))()
        self._keep = []
        orders = ordered if isinstance(ordered, Mapping) else {name: None for name in ordered}
        unknown = set(orders) - set(groups)
        if unknown:
            raise InvalidError(f"ordered: there is no group {sorted(unknown)[0]!r}", low.CPW_EINVAL, "ordered")
        for made, (name, values) in zip(self.c, groups.items()):
            self._fill(made, name, list(values), name in orders, orders.get(name), patients)

    def _fill(self, made, name, values, is_ordered, order, patients):
        if len(values) != patients:
            raise InvalidError(f"groups: {name} has {len(values)} rows, expected {patients}", low.CPW_EINVAL, name)
        labels = _group_labels(values, order)
        codes = {label: code for code, label in enumerate(labels)}
        block = (C.c_int32 * max(patients, 1))(*[-1 if _is_unknown(v) else codes[v] for v in values])
        texts = [str(label).encode() for label in labels] or [b"(nobody)"]
        table = (C.c_char_p * len(texts))(*texts)
        made.name = name.encode()
        made.groups = len(texts)
        made.labels = C.cast(table, type(made.labels))
        made.group = C.cast(block, type(made.group))
        made.ordered = 1 if is_ordered else 0
        self._keep.append((block, texts, table, made.name))


def _crossings(pairs, names):
    numbers = []
    for pair in pairs:
        for name in pair:
            if name not in names:
                raise InvalidError(f"crossings: there is no group {name!r}", low.CPW_EINVAL, "crossings")
            numbers.append(names.index(name))
    return (C.c_int32 * max(len(numbers), 1))(*numbers), len(numbers) // 2


def _rule(suppress):
    if suppress is None or isinstance(suppress, low.cpw_disclosure_options):
        return suppress
    given = dict({"least": suppress} if isinstance(suppress, int) else suppress)
    for name, words in _COUNTS.items():
        if isinstance(given.get(name), str):
            given[name] = words[given[name]]
    return structure(low.cpw_disclosure_options, "suppress", given)


def measure(before, after, groups, *, ordered=(), crossings=(), wait=None, target=None, slots=0.0, top=0, most=10,
            suppress=None):
    """Who gains and who is delayed. `before`, `after`: places from 1; `groups`: {characteristic: group of every
    patient, None: not known}; `ordered`: names of those in order, the most deprived first, or {name: labels in
    their order}; `crossings`: pairs of names; `wait`: days waited; `target`: days to be treated in; `slots`:
    treatments a week; `top`: the next so many; `most`: how many of the most delayed are named; `suppress`: small
    numbers, as options of carepath.disclosure: what is withheld is NaN and cannot be worked out from the rest, which
    is made of published numbers alone; what exactly is guaranteed stands in docs/explanation/impact.md."""
    first, patients = _places(before, "before")
    second, count = _places(after, "after")
    if count != patients:
        raise InvalidError(f"after has {count} rows, expected {patients}", low.CPW_EINVAL, "after")
    people = structure(low.cpw_impact_list, "impact", {"patients": patients})
    people.before, people.after = C.cast(first, type(people.before)), C.cast(second, type(people.after))
    keep = []
    for name, values in (("wait", wait), ("target", target)):
        if values is not None:
            keep.append(Doubles(values, name, (patients,)))
            setattr(people, name, keep[-1].pointer)
    watched = _Characteristics(dict(groups), ordered, patients)
    people.characteristics = C.cast(watched.c, type(people.characteristics))
    people.characteristic_count = len(watched.names)
    options = structure(low.cpw_impact_options, "impact", {"slots": slots, "top": top, "most": most})
    pairs, options.crossing_count = _crossings(crossings, watched.names)
    options.crossing = C.cast(pairs, type(options.crossing))
    rule = _rule(suppress)
    if rule is not None:
        options.suppress = C.pointer(rule)
    handle = C.POINTER(low.cpw_result)()
    call("cpw_impact_measure", C.byref(people), C.byref(options), C.byref(handle))
    return Result(handle)
