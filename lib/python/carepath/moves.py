"""What happens to lists beside their hazards: events, transfers, skews, rules of redistribution, and
series of demand. Given to carepath.project.

    validation = carepath.event(0, period=2, share=0.05, kind="remove", lower_weeks=12)
    closing = carepath.transfer(0, 1, share=1, first_period=6)
    carepath.project(backlog, events=[validation], transfers=[closing])
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, in_range, new_doubles, structure
from .errors import InvalidError

EVENTS = {"add": low.CPW_EVENT_ADD, "remove": low.CPW_EVENT_REMOVE, "treat": low.CPW_EVENT_TREAT}
SURPLUS = {
    "conserve": low.CPW_SURPLUS_CONSERVE,
    "none": low.CPW_SURPLUS_NONE,
    "evenly": low.CPW_SURPLUS_EVENLY,
    "prioritise-long-waiters": low.CPW_SURPLUS_PRIORITISE_LONG_WAITERS,
}
SKEWS = {"rotate": low.CPW_SKEW_ROTATE, "uniform": low.CPW_SKEW_UNIFORM}
GROWTH = {"compound": low.CPW_GROWTH_COMPOUND, "linear": low.CPW_GROWTH_LINEAR}


def _amount(people, share, what):
    """(amount, 1 for a share): exactly one of the two is given."""
    if (people is None) == (share is None):
        raise InvalidError(f"{what} takes people or share, one of them", low.CPW_EINVAL, what)
    return (people, 0) if share is None else (share, 1)


def _fill(kind, what, values):
    made = kind()
    types = dict(field[:2] for field in kind._fields_)
    for name, value in values.items():
        try:
            setattr(made, name, in_range(value, name, types[name]))
        except TypeError:
            raise InvalidError(f"{what}: {name} = {value!r} must be a number", low.CPW_EINVAL, what) from None
    return made


def event(list, period, people=None, share=None, kind="remove", lower_weeks=0.0, upper_weeks=0.0):
    """Something that happens to a list once: kind "add", "remove" or "treat"; so many people, or a
    share of those who have waited from lower_weeks to upper_weeks (0: no upper limit)."""
    amount, is_share = _amount(people, share, "event")
    return _fill(
        low.cpw_event,
        "event",
        {
            "list": list,
            "period": period,
            "lower_weeks": lower_weeks,
            "upper_weeks": upper_weeks,
            "amount": amount,
            "kind": choice(kind, "kind", EVENTS),
            "share": is_share,
        },
    )


def transfer(
    from_list,
    to_list,
    people=None,
    share=None,
    hazard=None,
    first_period=0,
    periods=0,
    lower_weeks=0.0,
    upper_weeks=0.0,
):
    """A flow from one list to another: so many people each period, a share of those in the range, or
    a hazard by band (of which share, 1 if not given, is a factor). periods=0: to the end."""
    if hazard is not None and people is None and share is None:
        share = 1.0
    amount, is_share = _amount(people, share, "transfer")
    made = _fill(
        low.cpw_transfer,
        "transfer",
        {
            "from": from_list,
            "to": to_list,
            "first_period": first_period,
            "periods": periods,
            "lower_weeks": lower_weeks,
            "upper_weeks": upper_weeks,
            "amount": amount,
            "share": is_share,
        },
    )
    if hazard is not None:
        made._keep = Doubles(hazard, "hazard")
        made.hazard = made._keep.pointer
    return made


def give(options, bands, lists, events=None, transfers=None, urgent=None, multiplier=None):
    """Puts what happens into cpw_project_options; returns what must be kept."""
    keep = []
    for name, given, kind in (
        ("event", events, low.cpw_event),
        ("transfer", transfers, low.cpw_transfer),
    ):
        if given is None:
            continue
        given = [*given]
        for item in given:
            if not isinstance(item, kind):
                raise InvalidError(
                    f"{name}s takes what carepath.{name}() gives, got {type(item).__name__}", low.CPW_EINVAL, name
                )
            hazard = getattr(item, "_keep", None)
            if hazard is not None and hazard.shape != (bands,):
                raise InvalidError(
                    f"hazard has the shape {hazard.shape}, expected {bands} bands", low.CPW_EINVAL, "transfer"
                )
        block = (kind * max(len(given), 1))(*given)
        keep.append((given, block))
        setattr(options, name + "s", C.cast(block, C.POINTER(kind)))
        setattr(options, name + "_count", len(given))
    if urgent is not None:
        urgent = Doubles(urgent if hasattr(urgent, "__len__") else [urgent] * lists, "urgent", (lists,))
        options.urgent = urgent.pointer
    if multiplier is not None:
        multiplier = Doubles(multiplier, "multiplier")
        if multiplier.shape == (bands,) and lists > 1:
            multiplier = Doubles([multiplier.pointer[:bands]] * lists, "multiplier")
        multiplier._check("multiplier", (lists, bands))
        options.multiplier = multiplier.pointer
    return keep, urgent, multiplier


def skew(method, skew, bands, pivot=None):
    """Multipliers of the treatment hazards by band that stand for a published skew ("rotate" or
    "uniform"); pivot in bands, the middle where it is not given."""
    view, pointer = new_doubles((bands,))
    call(
        "cpw_waitlist_skew",
        choice(method, "method", SKEWS),
        skew,
        float("nan") if pivot is None else pivot,
        bands,
        pointer,
    )
    return view


def redistribute(people, surplus):
    """Takes bands below zero away from the others by a published rule: "evenly" or
    "prioritise-long-waiters". people: (..., bands)."""
    values = Doubles(people, "people")
    if not values.shape:
        raise InvalidError("people must be an array of bands", low.CPW_EINVAL, "redistribute")
    rows = 1
    for n in values.shape[:-1]:
        rows *= n
    view, pointer = new_doubles(values.shape)
    call(
        "cpw_waitlist_redistribute",
        choice(surplus, "surplus", SURPLUS),
        rows,
        values.shape[-1],
        values.pointer,
        pointer,
    )
    return view


def demand_series(
    level=None,
    periods=12,
    growth=0.0,
    mode="compound",
    season=None,
    first_season=0,
    periods_per_year=12.0,
    series=None,
):
    """Clock starts or capacity over the periods, (lists, periods): from a level by list (or one
    number), or from a series of your own, with growth per year and seasonal factors on top."""
    options = structure(
        low.cpw_demand_options,
        "demand_series",
        {
            "growth": growth,
            "growth_mode": choice(mode, "mode", GROWTH),
            "periods_per_year": periods_per_year,
            "first_season": first_season,
        },
    )
    if season is not None:
        season = Doubles(season, "season")
        options.season, options.seasons = season.pointer, season.shape[0] if season.shape else 0
    none = C.POINTER(C.c_double)()
    if series is not None:
        series = Doubles(series, "series")
        lists, periods = ((1,) + series.shape)[-2:]
        given = (Doubles(level, "level").pointer if level is not None else none, series.pointer)
    else:
        level = Doubles(level if hasattr(level, "__len__") else [level], "level")
        lists = level.shape[0]
        given = (level.pointer, none)
    view, pointer = new_doubles((lists, periods))
    call("cpw_demand_series", lists, periods, *given, C.byref(options), pointer)
    return view


def band_of_label(label, bands):
    """The month band behind a label of the published tables ("<1", "5-6", "12+", ">12")."""
    band = C.c_int64()
    call("cpw_bands_of_label", str(label).encode(), bands, C.byref(band))
    return band.value
