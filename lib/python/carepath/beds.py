"""Beds that types of patients have to themselves and beds that they share: the chance that somebody finds none.

    from carepath import beds
    beds.delay([0.83, 0.11], [7, 1.8], range(9, 15))              # chance by number of beds
    beds.pooling([8.1, 9.7], [11, 11], shared=4)["blocking"]      # own beds, and four for both

See docs/explanation/beds.md, cpw_beds_delay and cpw_beds_pooling.
"""
import ctypes as C

from ._library import call
from ._memory import Doubles, new_doubles, whole
from ._whole import integers
from .errors import InvalidError


def _several(values, name):
    made = Doubles([values] if isinstance(values, (int, float)) else values, name)
    if len(made.shape) != 1:
        raise InvalidError(f"{name} must have one dimension", -1, name)
    return made


def offered_load(rate, stay):
    """People there on average if everybody finds a bed: the sum of rate x mean stay over streams of patients."""
    rates = _several(rate, "rate")
    stays = _several(stay, "stay")
    if rates.shape != stays.shape:
        raise InvalidError(f"stay has the shape {stays.shape}, expected {rates.shape}", -1, "stay")
    load = C.c_double()
    call("cpw_beds_delay", rates.pointer, stays.pointer, rates.shape[0], None, 0, C.byref(load), None)
    return load.value


def delay(rate, stay, beds):
    """Chance that somebody who comes finds no bed, for each number of beds. See cpw_beds_delay."""
    rates = _several(rate, "rate")
    stays = _several(stay, "stay")
    if rates.shape != stays.shape:
        raise InvalidError(f"stay has the shape {stays.shape}, expected {rates.shape}", -1, "stay")
    numbers = integers(list(beds), "beds")
    out, pointer = new_doubles(numbers.shape)
    call("cpw_beds_delay", rates.pointer, stays.pointer, rates.shape[0], numbers.pointer, numbers.shape[0], None, pointer)
    return out


def pooling(load, own, shared=0):
    """Types of patients with beds of their own and shared ones: blocking, number and sharing by type, as a dictionary.
    See cpw_beds_pooling."""
    loads = _several(load, "load")
    beds = integers(list(own), "own", loads.shape[0])
    out = {name: new_doubles(loads.shape) for name in ("blocking", "number", "sharing")}
    pointers = [pointer for _, pointer in out.values()]
    call("cpw_beds_pooling", loads.pointer, beds.pointer, loads.shape[0], whole(shared, "shared"), None, *pointers)
    return {name: array for name, (array, _) in out.items()}
