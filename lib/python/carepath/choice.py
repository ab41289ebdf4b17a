"""Where people go: conditional logit on distance, wait and quality.

    found = carepath.choice.describe(
        people=[100, 80], distance=[[3, 12], [9, 4]], wait=[20, 11], taste={"distance": -0.1, "wait": -0.05})
    found["flows"]                     # (origin, provider): conserved
    carepath.choice.estimate(count=[[60, 40], [20, 80]], attribute=[[[3], [12]], [[9], [4]]])["coefficient"]

See docs/explanation/choice.md, cpw_choice_describe and cpw_choice_estimate.
"""
import ctypes as C

from . import _lowlevel as low
from ._cells import put
from ._library import call, lib
from ._memory import Doubles, new_doubles, number, structure
from ._whole import integers, set_texts
from .errors import InvalidError
from .result import Result


def distance(longitude_a, latitude_a, longitude_b, latitude_b):
    """Kilometres along a great circle."""
    return lib.cpw_choice_distance(longitude_a, latitude_a, longitude_b, latitude_b)


def shares(utility, outside=float("-inf")):
    """(shares, share that goes nowhere, log-sum): the softmax of utilities. See cpw_choice_shares."""
    given = Doubles(utility, "utility")
    out, at = new_doubles(given.shape)
    nowhere, surplus = C.c_double(), C.c_double()
    call("cpw_choice_shares", given.pointer, given.shape[0], outside, at, C.byref(nowhere), C.byref(surplus))
    return out, nowhere.value, surplus.value


def _tastes(c, taste):
    """One taste for all groups, or one a group: distance, wait, quality, free."""
    rows = [taste] if hasattr(taste, "keys") else list(taste)
    made = (low.cpw_choice_taste * len(rows))()
    fields = {name for name, _ in low.cpw_choice_taste._fields_}
    for row, given in zip(made, rows):
        for name, value in {"free": 1.0, **given}.items():
            if name not in fields:
                raise InvalidError(f"taste has no {name!r}: {', '.join(sorted(fields))}", low.CPW_EINVAL, "taste")
            setattr(row, name, number(value, name))
    c._tastes = made
    c.taste, c.groups = made, len(rows)


def describe(people, distance, taste, wait=None, quality=None, constant=None, group=None, captive=None,
             outside=float("-inf"), names=None, labels=None):
    """Flows from origins to providers and what follows from them: travel, concentration, surplus. See
    cpw_choice_describe."""
    c = structure(low.cpw_choice, "describe", {"outside": outside})
    far = Doubles(distance, "distance")
    c.origins, c.providers = far.shape
    _tastes(c, taste)
    put(c, "distance", far)
    put(c, "people", Doubles(people, "people", (c.origins,)))
    for field, value in (("wait", wait), ("quality", quality), ("constant", constant)):
        if value is not None:
            put(c, field, Doubles(value, field, (c.providers,)))
    for field, value in (("group", group), ("captive", captive)):
        if value is not None:
            put(c, field, integers(value, field, c.origins))
    if names is not None:
        set_texts(c, "names", names, c.providers, "names")
    if labels is not None:
        set_texts(c, "labels", labels, c.groups, "labels")
    out = C.POINTER(low.cpw_result)()
    call("cpw_choice_describe", C.byref(c), C.byref(out))
    return Result(out)


def estimate(count, attribute, names=None, **options):
    """Coefficients by maximum likelihood, with standard errors: count (case, option), attribute (case, option, attribute).
    See cpw_choice_estimate."""
    c = structure(low.cpw_choice_counts, "estimate", options)
    values = Doubles(attribute, "attribute")
    c.cases, c.options, c.attributes = values.shape
    put(c, "attribute", values)
    put(c, "count", Doubles(count, "count", values.shape[:2]))
    if names is not None:
        set_texts(c, "names", names, c.attributes, "names")
    out = C.POINTER(low.cpw_result)()
    call("cpw_choice_estimate", C.byref(c), C.byref(out))
    return Result(out)
