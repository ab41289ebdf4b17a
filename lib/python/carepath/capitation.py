"""Fair shares: weighted capitation from populations and need, and how far allocations are from target.

    from carepath import capitation
    found = capitation.assess(population, {"acute": acute, "community": community, "prescribing": drugs},
                              blend={"acute": 0.7, "community": 0.2, "prescribing": 0.1},
                              factors={"market forces": mff}, quantum=100_000_000_000, codes=codes)
    found["target_pounds"], found["need_index"], found["target_per_head"]
    capitation.index(people, weighted, parent=place)                   # need relative to each row's place

Every column of weighted populations is normalised to the registered total first.
"""
import ctypes as C
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, new_doubles, number, structure, whole
from ._people import Integers
from .apportion import METHODS, texts
from .errors import InvalidError
from .result import Result


def _column(values, name, count=None):
    made = Doubles(values, name)
    if len(made.shape) != 1:
        raise InvalidError(f"{name} has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, name)
    if count is not None and made.shape[0] != count:
        raise InvalidError(f"{name} has {made.shape[0]} values, expected {count}", low.CPW_EINVAL, name)
    return made


def _groups(values, count, name):
    """(Integers, labels in order of appearance) of names or numbers of groups."""
    values = values.tolist() if hasattr(values, "tolist") else list(values)
    if len(values) != count:
        raise InvalidError(f"{name} has {len(values)} values, expected {count}", low.CPW_EINVAL, name)
    known = {}
    places = [known.setdefault(value, len(known)) for value in values]
    return Integers(places, name), list(known)


def imbalance(population, weighted):
    """How far a column is from the registered total, relative: 0 for a normalised one."""
    people = _column(population, "population")
    need = _column(weighted, "weighted", people.shape[0])
    out = C.c_double()
    call("cpw_capitation_imbalance", people.pointer, need.pointer, people.shape[0], C.byref(out))
    return out.value


def normalise(population, weighted):
    """A column of weighted populations that sums to the registered total."""
    people = _column(population, "population")
    need = _column(weighted, "weighted", people.shape[0])
    view, out = new_doubles(people.shape)
    call("cpw_capitation_normalise", people.pointer, need.pointer, people.shape[0], out)
    return view


def group(values, by):
    """Exact sums by group, {group: sum} in order of appearance: practices to places, places to systems."""
    given = _column(values, "values")
    places, labels = _groups(by, given.shape[0], "by")
    if not labels:
        return {}
    view, out = new_doubles((len(labels),))
    call("cpw_capitation_group", given.pointer, places.pointer, given.shape[0], len(labels), out, None)
    return dict(zip(labels, view.tolist()))


def index(population, weighted, parent=None):
    """Need index of each row relative to its parent (a label a row; None: all rows together)."""
    people = _column(population, "population")
    need = _column(weighted, "weighted", people.shape[0])
    places, labels = (None, [0]) if parent is None else _groups(parent, people.shape[0], "parent")
    view, out = new_doubles(people.shape)
    call(
        "cpw_capitation_index", people.pointer, need.pointer, places and places.pointer, people.shape[0],
        len(labels), out, None,
    )  # fmt: skip
    return view


def targets(quantum, weighted):
    """quantum x weighted / sum(weighted). Whole pounds: apportion.divide(quantum, weighted)."""
    need = _column(weighted, "weighted")
    view, out = new_doubles(need.shape)
    call("cpw_capitation_targets", whole(quantum, "quantum"), need.pointer, need.shape[0], out)
    return view


def distance(allocation, target, scaled=False):
    """allocation / target - 1; `scaled`: targets at the total of the allocations (an opening distance)."""
    given = _column(allocation, "allocation")
    wanted = _column(target, "target", given.shape[0])
    view, out = new_doubles(given.shape)
    call("cpw_capitation_distance", given.pointer, wanted.pointer, given.shape[0], int(bool(scaled)), out)
    return view


# ---------------------------------------------------------------- the whole formula --------------------


def _table(columns, noun, count):
    """(Doubles of (columns, rows), names or None) from {name: column} or a list of columns."""
    names = list(columns) if isinstance(columns, Mapping) else None
    rows = [columns[name] for name in names] if names is not None else columns
    rows = [row.tolist() if hasattr(row, "tolist") else list(row) for row in rows]
    for k, row in enumerate(rows):
        if len(row) != count:
            what = f"{noun}[{names[k] if names else k}]"
            raise InvalidError(f"{what} has {len(row)} values, expected {count}", low.CPW_EINVAL, noun)
    return Doubles(rows, noun), len(rows), names


def _blend(blend, names, count):
    if isinstance(blend, Mapping):
        if names is None or set(blend) != set(names):
            raise InvalidError(
                f"blend has the components {', '.join(map(str, blend))}, but need has {', '.join(map(str, names or ()))}",
                low.CPW_EINVAL, "blend",
            )  # fmt: skip
        blend = [blend[name] for name in names]
    return _column(blend, "blend", count)


def _data(population, need, blend, factors, applies_to, codes, keep):
    people = _column(population, "population")
    count = people.shape[0]
    table, components, names = _table(need, "need", count)
    data = low.cpw_capitation()
    data.rows, data.components = count, components
    data.population, data.need = people.pointer, table.pointer
    weights = _blend([1.0] if blend is None and components == 1 else blend, names, components)
    data.blend = weights.pointer
    keep += [people, table, weights]
    for field, values, size in (("codes", codes, count), ("component_names", names, components)):
        made = texts(values, field, size)
        if made is not None:
            keep.append(made)
            setattr(data, field, C.cast(made, type(getattr(data, field))))
    if factors:
        made, data.factors, known = _table(factors, "factors", count)
        data.factor = made.pointer
        keep.append(made)
        if applies_to:
            if known is None or set(applies_to) - set(known):
                raise InvalidError("applies_to must name factors", low.CPW_EINVAL, "applies_to")
            where = [names.index(applies_to[f]) if f in applies_to else -1 for f in known]
            keep.append(Integers(where, "applies_to"))
            data.factor_component = keep[-1].pointer
    return data, count


def _options(count, quantum, unmet_share, unmet_index, allocation, parent, rounding, keep):
    options = structure(
        low.cpw_capitation_options, "assess",
        {"quantum": whole(quantum, "quantum"), "unmet_share": number(unmet_share, "unmet_share"),
         "rounding": choice(rounding, "rounding", METHODS)},
    )  # fmt: skip
    for field, values in (("unmet_index", unmet_index), ("allocation", allocation)):
        if values is not None:
            keep.append(_column(values, field, count))
            setattr(options, field, keep[-1].pointer)
    if parent is not None:
        places, labels = _groups(parent, count, "parent")
        keep.append(places)
        options.parent, options.parents = places.pointer, len(labels)
    return options


def weighted(population, need, blend=None, factors=None, applies_to=None, unmet_share=0.0, unmet_index=None):
    """Weighted populations: normalised columns blended, after cost factors and unmet need. `need` and `factors`
    are {name: column} or lists of columns; `applies_to` {factor: component}, otherwise a factor applies to all."""
    keep = []
    data, count = _data(population, need, blend, factors, applies_to, None, keep)
    options = _options(count, 0, unmet_share, unmet_index, None, None, "hamilton", keep)
    view, out = new_doubles((count,))
    call("cpw_capitation_weighted", C.byref(data), C.byref(options), out)
    return view


def assess(
    population,
    need,
    blend=None,
    quantum=0,
    factors=None,
    applies_to=None,
    unmet_share=0.0,
    unmet_index=None,
    allocation=None,
    parent=None,
    codes=None,
    rounding="hamilton",
):
    """Fair shares as a Result: weighted_population, need_index, target, target_pounds, ... See
    cpw_capitation_assess; `parent` is a label a row."""
    keep = []
    data, count = _data(population, need, blend, factors, applies_to, codes, keep)
    options = _options(count, quantum, unmet_share, unmet_index, allocation, parent, rounding, keep)
    out = C.POINTER(low.cpw_result)()
    call("cpw_capitation_assess", C.byref(data), C.byref(options), C.byref(out))
    return Result(out)
