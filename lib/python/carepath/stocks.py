"""Stocks and flows without a network: what a planner needs beside the wards and lists of a pathway.

    from carepath import stocks
    stocks.liaison(years=1, bed_days=[14_500], cost=[800_000])["ratio"]
    staff = stocks.workforce({"nurse": dict(staff=[40, 60], leave=[0.2, 0.1], hires=[1] * 24)}, periods=24)
    staff["capacity"], staff["agency_cost"]

Groups are given by name, {"name": {field: value}}, with the fields of the C struct of the same name; what is left
out has the library's default. Every model gives a Result whose arrays are named in its header: carepath/surge.h,
liaison.h, advice.h, returns.h, workforce.h, volunteers.h, carers.h, prevention.h, projection.h, mitigators.h.
"""
import ctypes as C
import difflib
from collections import namedtuple
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, in_range, is_list, new_doubles, number, structure, whole
from ._people import Integers
from ._run import Run
from .apportion import texts
from .duration import Duration
from .errors import InvalidError, WrongTypeError
from .result import Result

#: how a surge is solved
SURGES = {"exact": low.CPW_SURGE_EXACT, "euler": low.CPW_SURGE_EULER}
#: how a row of transitions makes room for one that is scaled
SCALINGS = {"no change": low.CPW_PROJECTION_FROM_NO_CHANGE, "proportional": low.CPW_PROJECTION_PROPORTIONAL}
#: expected people, or people who are drawn
PROJECTIONS = {"expected": low.CPW_PROJECTION_EXPECTED, "drawn": low.CPW_PROJECTION_DRAWN}
#: what a mitigator acts on
MITIGATORS = {
    "growth": low.CPW_MITIGATORS_GROWTH,
    "avoid": low.CPW_MITIGATORS_AVOID,
    "stay": low.CPW_MITIGATORS_STAY,
}

Discharge = namedtuple("Discharge", "waiting discharged unused")

_REALS, _WHOLES, _LAW = C.POINTER(C.c_double), C.POINTER(C.c_int64), C.POINTER(low.cpw_duration)


# ---------------------------------------------------------------- values as fields ----------------


def _invalid(message, where):
    return InvalidError(message, low.CPW_EINVAL, where)


def _put(made, field, value, shape, keep, where):
    """One value into one field: an array of a shape, a law, a number."""
    kind = dict(entry[:2] for entry in made._fields_)[field]
    if value is None:
        return
    if kind is _REALS:
        keep.append(Doubles(value, where, shape))
        setattr(made, field, keep[-1].pointer)
    elif kind is _WHOLES:
        keep.append(Integers(value, where))
        if shape is not None and len(value) != shape[0]:
            raise _invalid(f"{where} has {len(value)} values, expected {shape[0]}", where)
        setattr(made, field, keep[-1].pointer)
    elif kind is _LAW:
        if not isinstance(value, Duration):
            raise _invalid(f"{where} = {value!r} must be a carepath.Duration", where)
        keep.append(value)
        setattr(made, field, C.pointer(value._c))
    else:
        try:
            setattr(made, field, in_range(value, where, kind))
        except TypeError:
            raise WrongTypeError(f"{where} = {value!r} must be a number", low.CPW_EINVAL, where) from None


def _fields(made, values, shapes, keep, where):
    """Values over the defaults of a struct; `shapes` says how long its arrays are."""
    known = [entry[0] for entry in made._fields_ if entry[0] not in ("struct_size", "reserved", "allocator")]
    for field, value in values.items():
        if field not in known:
            near = difflib.get_close_matches(field, known, 1)
            raise TypeError(f"{where} has no field {field!r}" + (f"; did you mean {near[0]}?" if near else ""))
        _put(made, field, value, shapes.get(field), keep, f"{where}.{field}" if "[" in where else field)
    return made


def _model(kind, name, values, shapes, keep):
    """The parameters of a model with the library's defaults."""
    return _fields(structure(kind, name, {}), values, shapes, keep, name)


def _named(groups, where):
    """[(name, fields)] of {"name": {...}} or of [{"name": ..., ...}]."""
    if isinstance(groups, Mapping):
        rows = list(groups.items())
    elif is_list(groups):
        rows = [(row["name"], {k: v for k, v in row.items() if k != "name"}) for row in groups]
    else:
        raise _invalid(f"{where} must be a dictionary of names", where)
    for name, fields in rows:
        if not isinstance(fields, Mapping):
            raise _invalid(f"{where}: {name} must be a dictionary of fields", where)
    return rows


def _groups(model, count, field, kind, rows, shapes, keep):
    """An array of structs by name into a model; `shapes(fields)` says how long each one's arrays are."""
    made = (kind * max(len(rows), 1))()
    init = getattr(lib, kind.__name__ + "_init", None)
    for k, (name, values) in enumerate(rows):
        if init is not None:
            init(C.byref(made[k]))
        keep.append(str(name).encode())
        made[k].name = keep[-1]
        _fields(made[k], values, shapes(values), keep, f"{field}[{k}]")
    setattr(model, count, len(rows))
    setattr(model, field, made)
    keep.append(made)


def _length(values, name):
    if not is_list(values):
        raise _invalid(f"{name} must be a list", name)
    return len(values)


def _project(name, model, run=None):
    run = run or Run()
    out = C.POINTER(low.cpw_result)()
    run.call(f"cpw_{name}_project", C.byref(model), run.pointer, C.byref(out))
    return Result(out)


# ---------------------------------------------------------------- small formulae ------------------


def discharge_queue(opening, demand, capacity):
    """Who waits to be discharged at the end of each period: max(0, q + demand - capacity), with who left and
    the places that nobody needed. See cpw_discharge_queue."""
    asked = Doubles(demand, "demand")
    if len(asked.shape) != 1:
        raise _invalid(f"demand has the shape {asked.shape}, expected one dimension", "demand")
    n = asked.shape[0]
    places = Doubles(capacity, "capacity", (n,))
    made = [new_doubles((n,)) for _ in range(3)]
    pointers = [pointer for _, pointer in made]
    call("cpw_discharge_queue", number(opening, "opening"), asked.pointer, places.pointer, n, *pointers)
    return Discharge(*(view for view, _ in made))


def liaison_ratio(bed_days, unit, cost):
    """Bed-days saved x unit / cost. See cpw_liaison_ratio."""
    return lib.cpw_liaison_ratio(number(bed_days, "bed_days"), number(unit, "unit"), number(cost, "cost"))


def returns_lags(delay, count):
    """A Duration as shares by whole periods. See cpw_returns_lags."""
    if not isinstance(delay, Duration):
        raise _invalid(f"delay = {delay!r} must be a carepath.Duration", "delay")
    view, out = new_doubles((whole(count, "count"),))
    call("cpw_returns_lags", C.byref(delay._c), count, out)
    return view


def prevention_profile(age, lag=0.0, build_up=0.0, decay=0.0):
    """The effect of a place some years after, as a share of the full one. See cpw_prevention_profile."""
    return lib.cpw_prevention_profile(number(age, "age"), number(lag, "lag"), number(build_up, "build_up"), number(decay, "decay"))


def projection_scale_row(row, from_segment, to_segment, scale, method="no change"):
    """A row of transitions with one of them scaled; segments count from 0. See cpw_projection_scale_row."""
    given = Doubles(row, "row")
    if len(given.shape) != 1:
        raise _invalid(f"row has the shape {given.shape}, expected one dimension", "row")
    view, out = new_doubles(given.shape)
    call(
        "cpw_projection_scale_row",
        given.pointer,
        given.shape[0],
        whole(from_segment, "from_segment"),
        whole(to_segment, "to_segment"),
        number(scale, "scale"),
        choice(method, "method", SCALINGS),
        out,
    )
    return view


def projection_phase(scale, period, start=0, over=0):
    """The scale of a transition in a period, phased in along a line. See cpw_projection_phase."""
    return lib.cpw_projection_phase(
        number(scale, "scale"), whole(period, "period"), whole(start, "start"), whole(over, "over")
    )


def mitigators_steps(before, after, factors):
    """A waterfall from before to after: {name: effect by row, ..., "interaction": the rest}. A factor is a
    number, or one a row. See cpw_mitigators_steps."""
    base = Doubles(before, "before")
    if len(base.shape) != 1:
        raise _invalid(f"before has the shape {base.shape}, expected one dimension", "before")
    rows = base.shape[0]
    future = Doubles(after, "after", (rows,))
    table = [list(f) if is_list(f) else [f] * rows for f in factors.values()]
    flat = Doubles([x for row in table for x in row] if table else [0.0], "factors")
    if any(len(row) != rows for row in table):
        raise _invalid(f"every factor must be a number or have {rows} values", "factors")
    view, out = new_doubles((len(table) + 1, rows))
    call("cpw_mitigators_steps", base.pointer, future.pointer, rows, flat.pointer, len(table), 1, out)
    return dict(zip([*factors, "interaction"], (view[k] for k in range(len(table) + 1))))


# ---------------------------------------------------------------- models --------------------------


def liaison(years, **fields):
    """What a psychiatric liaison team saves: bed-days, pounds, ratio, by year. See cpw_liaison_project."""
    keep, n = [], (whole(years, "years"),)
    shapes = dict.fromkeys(("inpatients", "emergency", "bed_days", "cost"), n)
    return _project("liaison", _model(low.cpw_liaison, "liaison", {"years": n[0], **fields}, shapes, keep))


def advice(requests, **fields):
    """Advice and Guidance by period: replies, referrals made and spared, work of GPs and consultants. `reply` and
    `return_delay` are Durations in periods. See cpw_advice_project."""
    keep, n = [], _length(requests, "requests")
    values = {"periods": n, "requests": requests, **fields}
    return _project("advice", _model(low.cpw_advice, "advice", values, {"requests": (n,)}, keep))


def returns(groups, periods=None):
    """Suppressed demand that comes back: {"name": {"suppressed": by period, "share": ..., "delay": Duration or "lags":
    shares, "workload": ...}}. See cpw_returns_project."""
    keep, rows = [], [(name, {"workload": 1.0, **fields}) for name, fields in _named(groups, "groups")]
    if periods is None:
        periods = max((_length(f.get("suppressed", ()), "suppressed") for _, f in rows), default=0)
    for _, fields in rows:
        if fields.get("lags") is not None:
            fields["lag_count"] = _length(fields["lags"], "lags")
    model = _model(low.cpw_returns, "returns", {"periods": periods}, {}, keep)
    _groups(model, "group_count", "groups", low.cpw_returns_group, rows, lambda f: {"suppressed": (periods,)}, keep)
    return _project("returns", model)


def _flows(needs, groups, services):
    """Rows of flows of {group: {condition: {"share": ..., "split": {service: weight}, "next": {service: (service,
    share)}}}}: (group, service, condition, share, next, next share)."""
    rows, place = [], {}
    for group, conditions in needs.items():
        for condition, need in conditions.items():
            split = need["split"]
            total = sum(split.values())
            for service, weight in split.items():
                if group not in groups or service not in services:
                    raise _invalid(f"needs: {group if group not in groups else service} is not known", "needs")
                part = weight / total if total else 0.0
                place[group, condition, service] = len(rows)
                rows.append([groups[group], services[service], str(condition), need["share"] * part, 0, 0.0])
    for group, conditions in needs.items():
        for condition, need in conditions.items():
            for service, (following, share) in need.get("next", {}).items():
                if (group, condition, service) not in place or (group, condition, following) not in place:
                    raise _invalid(f"needs: the step from {service} to {following} is of no split", "needs")
                row = rows[place[group, condition, service]]
                row[4:] = place[group, condition, following], share
    return rows


def surge(groups, services, needs, months=None, method="exact", **fields):
    """A surge of mental-health need. groups: {"name": {"size": people, "share": susceptible, "curve": by month}}; services:
    {"name": {"success", "months", "decay", "treat", "contacts", "voluntary"}}; needs: {group: {condition: {"share": of
    those at risk, "split": {service: weight}, "next": {service: (next service, share of those without success)}}}}.
    See cpw_surge_project."""
    keep, people, offered = [], _named(groups, "groups"), _named(services, "services")
    if months is None:
        months = max((_length(f.get("curve", ()), "curve") for _, f in people), default=0)
    values = {"months": months, "method": choice(method, "method", SURGES), **fields}
    model = _model(low.cpw_surge, "surge", values, {}, keep)
    _groups(model, "group_count", "groups", low.cpw_surge_group, people, lambda f: {"curve": (months,)}, keep)
    _groups(model, "service_count", "services", low.cpw_surge_service, offered, lambda f: {}, keep)
    numbers = [{name: k for k, (name, _) in enumerate(rows)} for rows in (people, offered)]
    rows = _flows(needs, *numbers)
    made = (low.cpw_surge_flow * max(len(rows), 1))()
    for flow, (group, service, condition, share, following, next_share) in zip(made, rows):
        keep.append(condition.encode())
        flow.group, flow.service, flow.condition, flow.next = group, service, keep[-1], following
        flow.share, flow.next_share = number(share, "share"), number(next_share, "next")
    model.flow_count, model.flows = len(rows), made
    return _project("surge", model)


def workforce(groups, periods, **fields):
    """Staff from training to leaving, and what they can do in a week: {"name": {"staff": by length of service, "leave": by
    length of service, ...}}. See cpw_workforce_project."""
    keep, rows = [], []
    for name, given in _named(groups, "groups"):
        row = dict(given)
        row.setdefault("bands", _length(row.get("staff", ()), "staff"))
        rows.append((name, row))

    def shapes(f):
        bands, years = (f["bands"],), (f.get("training_years", 0),)
        return {
            "staff": bands, "leave": bands, "from": bands, "training": years, "dropout": years,
            "intake": (periods,), "hires": (periods,), "posts": (periods,),
        }

    model = _model(low.cpw_workforce, "workforce", {"periods": periods, **fields}, {}, keep)
    _groups(model, "group_count", "groups", low.cpw_workforce_group, rows, shapes, keep)
    return _project("workforce", model)


def volunteers(groups, periods):
    """Volunteers who are recruited and fade, and the staff time they set free: {"name": {"recruits": by period, "fade": by
    tenure, "hours": ..., "released": ...}}. See cpw_volunteers_project."""
    keep, rows = [], []
    for name, given in _named(groups, "groups"):
        row = dict(given)
        row.setdefault("tenures", _length(row.get("fade", ()), "fade"))
        rows.append((name, row))
    model = _model(low.cpw_volunteers, "volunteers", {"periods": periods}, {}, keep)
    shapes = {"recruits": (periods,)}
    _groups(model, "group_count", "groups", low.cpw_volunteers_group, rows, lambda f: shapes, keep)
    return _project("volunteers", model)


def carers(bands, periods, **fields):
    """Unpaid carers by load, with and without support: {"name": {"carers": ..., "hours": ..., "breakdown": hazard a year,
    ...}}. See cpw_carers_project."""
    keep = []
    model = _model(low.cpw_carers, "carers", {"periods": periods, **fields}, {}, keep)
    shapes = {"joining": (periods,)}
    _groups(model, "band_count", "bands", low.cpw_carers_band, _named(bands, "bands"), lambda f: shapes, keep)
    return _project("carers", model)


def prevention(groups, investment, place_cost, **fields):
    """A programme of prevention: cases avoided by group and year, break-even, equity of reach: {"name": {"people": ...,
    "incidence": ..., "reach": ..., "effect": ...}}. See cpw_prevention_project."""
    keep, years = [], _length(investment, "investment")
    values = {"years": years, "investment": investment, "place_cost": place_cost, **fields}
    model = _model(low.cpw_prevention, "prevention", values, {"investment": (years,)}, keep)
    _groups(model, "group_count", "groups", low.cpw_prevention_group, _named(groups, "groups"), lambda f: {}, keep)
    return _project("prevention", model)


def _scalings(model, scalings, keep):
    made = (low.cpw_projection_scaling * max(len(scalings), 1))()
    for k, given in enumerate(scalings):
        row = {"stratum": -1, **given}
        row["method"] = choice(row.get("method", "no change"), "method", SCALINGS)
        _fields(made[k], row, {}, keep, f"scalings[{k}]")
    model.scaling_count, model.scalings = len(scalings), made
    keep.append(made)


def projection(
    people,
    periods,
    transitions=None,
    scalings=(),
    method="expected",
    strata=None,
    segments=None,
    seed=1,
    replications=1,
    first_replication=0,
    threads=1,
    progress=None,
    **fields,
):
    """A population of strata x segments over periods; strata and segments are names. scalings: [{"from": ..., "to": ...,
    "scale": ..., "start": ..., "over": ..., "method": "no change" or "proportional", "stratum": all}]. See
    cpw_projection_project."""
    keep = [Doubles(people, "people")]
    if len(keep[0].shape) != 2:
        raise _invalid(f"people has the shape {keep[0].shape}, expected (strata, segments)", "people")
    m, n = keep[0].shape
    shapes = {
        "people": (m, n), "transitions": (m, n, n), "deaths": (m, n), "births": (periods, m, n),
        "birth_rates": (m,), "birth_segments": (n,), "migration": (periods, m, n), "ages_into": (m,), "ageing": (m,),
    }
    values = {
        "periods": periods, "strata": m, "segments": n, "people": people, "transitions": transitions,
        "method": choice(method, "method", PROJECTIONS), **fields,
    }
    model = _model(low.cpw_projection, "projection", values, shapes, keep)
    for field, names, size in (("stratum_names", strata, m), ("segment_names", segments, n)):
        made = texts(names, field, size)
        if made is not None:
            keep.append(made)
            setattr(model, field, C.cast(made, type(getattr(model, field))))
    _scalings(model, scalings, keep)
    run = Run(
        progress, seed=seed, replications=replications, first_replication=first_replication, threads=threads
    )
    return _project("projection", model, run)


def mitigators(
    admissions,
    stay=None,
    factors=(),
    rows=None,
    seed=1,
    replications=1,
    first_replication=0,
    threads=1,
    progress=None,
    **fields,
):
    """Activity with growth, avoidance and shorter stays, a waterfall, and draws at the horizon. factors: {"name": {"kind":
    "growth", "avoid" or "stay", "low": ..., "high": ..., "exposure": by row}}. See cpw_mitigators_project."""
    keep, count = [], _length(admissions, "admissions")
    named = []
    for name, given in _named(factors, "factors") if factors else ():
        named.append((name, {**given, "kind": choice(given.get("kind"), "kind", MITIGATORS)}))
    values = {"rows": count, "admissions": admissions, "stay": stay, **fields}
    shapes = {"admissions": (count,), "stay": (count,)}
    model = _model(low.cpw_mitigators, "mitigators", values, shapes, keep)
    exposure = {"exposure": (count,)}
    _groups(model, "count", "mitigators", low.cpw_mitigator, named, lambda f: exposure, keep)
    made = texts(rows, "rows", count)
    if made is not None:
        keep.append(made)
        model.row_names = C.cast(made, type(model.row_names))
    run = Run(
        progress, seed=seed, replications=replications, first_replication=first_replication, threads=threads
    )
    return _project("mitigators", model, run)
