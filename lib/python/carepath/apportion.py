"""A whole number shared out in proportion to weights: exact, within bounds, with ties that are documented.

    from carepath import apportion
    apportion.divide(1_000_000, [62.5, 21.25, 16.25])                  # largest remainders
    apportion.divide(26, {"North": 9061, "South": 7179, "East": 5259}, method="webster")    # by id
    apportion.quotas(1_000_000, [62.5, 21.25, 16.25]).quota            # before rounding

Ties go to the lower `tie_rank`, then the lower id, then the lower index.
"""
import ctypes as C
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, new_doubles, new_integers, structure, whole
from ._people import Integers
from .errors import InvalidError
from .queue import Measures

METHODS = {
    "hamilton": low.CPW_APPORTION_HAMILTON,
    "webster": low.CPW_APPORTION_WEBSTER,
    "jefferson": low.CPW_APPORTION_JEFFERSON,
    "adams": low.CPW_APPORTION_ADAMS,
    "hill": low.CPW_APPORTION_HILL,
    "largest-remainder": low.CPW_APPORTION_HAMILTON,
    "sainte-lague": low.CPW_APPORTION_WEBSTER,
    "dhondt": low.CPW_APPORTION_JEFFERSON,
    "huntington-hill": low.CPW_APPORTION_HILL,
}


def texts(values, name, count):
    """A C array of texts, one a row, or None."""
    if values is None:
        return None
    if len(values) != count:
        raise InvalidError(f"{name} has {len(values)} values, expected {count}", low.CPW_EINVAL, name)
    return (C.c_char_p * max(count, 1))(*[str(value).encode() for value in values])


def _by_row(values, name, ids, count):
    """A C array of whole numbers, one a row or by id; None for none."""
    if values is None:
        return None
    if isinstance(values, Mapping):
        if ids is None or set(values) - set(ids):
            odd = sorted(map(str, set(values) - set(ids or ())))
            raise InvalidError(f"{name} has {', '.join(odd)}, which no row is called", low.CPW_EINVAL, name)
        missing = [i for i in ids if i not in values]
        if missing:
            raise InvalidError(f"{name} has nothing for {missing[0]!r}", low.CPW_EINVAL, name)
        values = [values[i] for i in ids]
    if len(values) != count:
        raise InvalidError(f"{name} has {len(values)} values, expected {count}", low.CPW_EINVAL, name)
    return Integers(values, name)


def _are_whole(values):
    kind = getattr(getattr(values, "dtype", None), "kind", None)
    if kind is not None:
        return kind in "iu"
    return all(isinstance(v, int) and not isinstance(v, bool) for v in values)


def _options(count, names, method, lower, upper, tie_rank, ids, keep):
    options = structure(low.cpw_apportion_options, "apportion", {"method": choice(method, "method", METHODS)})
    for field, values in (("lower", lower), ("upper", upper), ("tie_rank", tie_rank)):
        made = _by_row(values, field, names, count)
        if made is not None:
            keep.append(made)
            setattr(options, field, made.pointer)
    labels = texts(names if ids is None else ids, "ids", count)
    if labels is not None:
        keep.append(labels)
        options.ids = C.cast(labels, type(options.ids))
    return options


def divide(total, weights, method="hamilton", lower=None, upper=None, tie_rank=None, ids=None):
    """Whole parts that sum to the total: an array, or a dict where weights are one. Methods: hamilton, webster,
    jefferson, adams, hill. See cpw_apportion; whole weights are exact beyond 2^53 too."""
    names = list(weights) if isinstance(weights, Mapping) else None
    values = list(weights.values()) if names is not None else weights
    count, keep = len(values), []
    options = _options(count, names, method, lower, upper, tie_rank, ids, keep)
    exact = _are_whole(values)
    given = Integers(values, "weights") if exact else Doubles(values, "weights", (count,))
    view, out = new_integers((count,))
    call(
        "cpw_apportion_whole" if exact else "cpw_apportion",
        whole(total, "total"), given.pointer, count, C.byref(options), out,
    )  # fmt: skip
    return view if names is None else dict(zip(names, view.tolist()))


def quotas(total, weights, lower=None, upper=None):
    """What each row would have if it could be divided: `quota` (an array, or a dict where weights are one) and
    `scale`, the factor of the weights of rows that no bound holds. See cpw_apportion_quotas."""
    names = list(weights) if isinstance(weights, Mapping) else None
    given = Doubles(list(weights.values()) if names is not None else weights, "weights")
    count, keep = given.shape[0] if given.shape else 0, []
    options = _options(count, names, "hamilton", lower, upper, None, None, keep)
    view, out = new_doubles((count,))
    scale = C.c_double()
    call(
        "cpw_apportion_quotas", whole(total, "total"), given.pointer, count, C.byref(options), out, C.byref(scale)
    )
    found = view if names is None else dict(zip(names, view.tolist()))
    return Measures({"quota": found, "scale": scale.value})
