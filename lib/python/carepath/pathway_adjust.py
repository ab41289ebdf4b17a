"""A network changed by what the models of staff, volunteers, returning demand, prevention and mitigators say.

    from carepath import pathway_adjust, pathway_presets, stocks
    network = pathway_presets.build("discharge")
    staff = stocks.workforce({"nurse": dict(staff=[40, 60], leave=[0.2, 0.1])}, periods=24)
    beds = pathway_adjust.series(staff, "workforce", unit=6)           # hours a week that keep a bed open
    less = pathway_adjust.adjusted(
        network, {"kind": "capacity to", "stage": "P2 rehabilitation", "values": beds, "period": 30.4}
    )

A change is a dictionary: kind, stage (name; None: all), group (name; None: all), values, period, repeat (False).
See cpw_pathway_adjusted and cpw_series_values.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, number
from .errors import InvalidError
from .pathway import Network

#: what a change does
KINDS = {
    "capacity": low.CPW_ADJUST_CAPACITY,
    "capacity to": low.CPW_ADJUST_CAPACITY_TO,
    "capacity more": low.CPW_ADJUST_CAPACITY_MORE,
    "arrivals": low.CPW_ADJUST_ARRIVALS,
    "arrivals more": low.CPW_ADJUST_ARRIVALS_MORE,
    "stay": low.CPW_ADJUST_STAY,
}
#: series of the stock-flow models
SERIES = {
    "workforce": low.CPW_SERIES_WORKFORCE,
    "volunteers": low.CPW_SERIES_VOLUNTEERS,
    "returns": low.CPW_SERIES_RETURNS,
    "prevention": low.CPW_SERIES_PREVENTION,
    "admissions": low.CPW_SERIES_ADMISSIONS,
    "stay": low.CPW_SERIES_STAY,
}
_FIELDS = ("kind", "stage", "group", "values", "period", "repeat")


def _change(network, row, where, keep):
    unknown = [name for name in row if name not in _FIELDS]
    if unknown or "kind" not in row or "values" not in row:
        what = f"{where} has no {unknown[0]!r}" if unknown else f"{where} must have kind and values"
        raise InvalidError(f"{what}; its fields are {', '.join(_FIELDS)}", low.CPW_EINVAL, "adjusted")
    values = row["values"]
    keep.append(Doubles(values if hasattr(values, "__len__") else [values], f"{where} values"))
    stage, group = row.get("stage"), row.get("group")
    return low.cpw_adjustment(
        kind=choice(row["kind"], "kind", KINDS),
        stage=-1 if stage is None else network.stage(stage),
        group=-1 if group is None else network.group(group),
        repeat=int(bool(row.get("repeat", False))),
        values=keep[-1].pointer,
        count=keep[-1].shape[0],
        period=number(row.get("period", 0.0), "period"),
    )


def adjusted(network, *changes):
    """A new Network with the changes, made in their order; the old one stays as it is."""
    keep, made = [], (low.cpw_adjustment * max(len(changes), 1))()
    for k, row in enumerate(changes):
        made[k] = _change(network, row, f"changes[{k}]", keep)
    handle = C.POINTER(low.cpw_network)()
    call("cpw_pathway_adjusted", network._pathway, made, len(changes), None, C.byref(handle))
    out = Network.__new__(Network)
    out._handle = handle
    return out


def series(result, model, unit=1.0):
    """What a Result of carepath.stocks says, as values of a change: "workforce" and "volunteers" (unit: capacity a week of
    one server), "returns" (unit: length of a period), "prevention", "admissions" and "stay" (factors)."""
    what = choice(model, "model", SERIES)
    count = lib.cpw_series_length(result.handle, what)
    # a result of another model: the call says which array it misses
    values, pointer = new_doubles((max(count, 1),))
    call("cpw_series_values", result.handle, what, number(unit, "unit"), max(count, 1), pointer)
    return values
