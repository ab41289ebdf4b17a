"""Queues over time, exactly: the half of carepath.queue about transient queues, periods, swinging
arrivals, beds, weekly lists and blocking.

    course = queue.transient(arrivals=2.8, service=1.0, servers=3, times=[1, 10])
    course["number"], course["wait_chance"]
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, is_list, new_doubles, number, structure, whole
from ._run import Run
from .errors import InvalidError
from .result import Result

STAYS = {
    "exponential": low.CPW_QUEUE_EXPONENTIAL,
    "deterministic": low.CPW_QUEUE_DETERMINISTIC,
    "erlang": low.CPW_QUEUE_ERLANG,
    "hyperexponential": low.CPW_QUEUE_HYPEREXPONENTIAL,
}


def _integers(values, name, length=None):
    """An int64 array; one number stands for `length` equal ones."""
    if not is_list(values):
        values = [values] * (1 if length is None else length)
    made = [whole(value, f"{name}[{place}]") for place, value in enumerate(values)]
    if length is not None and len(made) != length:
        raise InvalidError(f"{name} has {len(made)} values, expected {length}", low.CPW_EINVAL, name)
    return (C.c_int64 * max(len(made), 1))(*made), len(made)


def _line(values, name):
    """A list of doubles of any length; a number is a list of one."""
    made = Doubles(values if is_list(values) else [number(values, name)], name)
    if len(made.shape) != 1:
        raise InvalidError(f"{name} has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, name)
    return made


def _series(values, name, length):
    """A double array of a given length; one number stands for equal ones."""
    if not is_list(values):
        values = [number(values, name)] * length
    return Doubles(values, name, (length,))


def _length(*values):
    """The length of the first that is a series; 1 where all are numbers."""
    return next((len(v) for v in values if is_list(v)), 1)


def _course_options(name, start, room, patience, levels, distribution, tolerance):
    values = {"room": room, "patience": patience, "distribution": whole(distribution, "distribution", C.c_int32)}
    keep = []
    if tolerance is not None:
        values["tolerance"] = tolerance
    if not is_list(start):
        values["start"] = start
    options = structure(low.cpw_queue_course_options, name, values)
    if is_list(start):
        chances = _line(start, "start")
        options.start_chance = chances.pointer
        options.start_count = chances.shape[0]
        keep.append(chances)
    if levels is not None:
        array, options.level_count = _integers(levels, "levels")
        options.level = C.cast(array, C.POINTER(C.c_int64))
        keep.append(array)
    options._keep = keep
    return options


def _course(function, rates, servers, times, options, progress):
    times, run, out = _line(times, "times"), Run(progress), C.POINTER(low.cpw_result)()
    run.call(
        function,
        *[number(value, name) for name, value in rates.items()],
        whole(servers, "servers"),
        times.pointer,
        times.shape[0],
        C.byref(options),
        run.pointer,
        C.byref(out),
    )
    return Result(out)


def transient(
    arrivals,
    service,
    servers,
    times,
    start=0,
    room=0,
    patience=0.0,
    levels=None,
    distribution=False,
    tolerance=None,
    progress=None,
):
    """M/M/c (with room and patience) at given times. `start`: a number, or chances of 0, 1, ... people.
    See cpw_queue_transient."""
    options = _course_options("transient", start, room, patience, levels, distribution, tolerance)
    return _course("cpw_queue_transient", {"arrivals": arrivals, "service": service}, servers, times, options, progress)


def periods(
    length,
    arrivals,
    service,
    servers,
    patience=0.0,
    start=0,
    room=0,
    levels=None,
    distribution=False,
    tolerance=None,
    progress=None,
):
    """M(t)/M(t)/c(t) through periods of constant rates; a single number stands for every period.
    See cpw_queue_periods."""
    count = _length(length, arrivals, service, servers, patience)
    options = _course_options("periods", start, room, 0.0, levels, distribution, tolerance)
    schedule = structure(low.cpw_queue_schedule, "periods", {"periods": count})
    keep = {
        "length": _series(length, "length", count),
        "arrivals": _series(arrivals, "arrivals", count),
        "service": _series(service, "service", count),
        "patience": _series(patience, "patience", count),
    }
    for name, values in keep.items():
        setattr(schedule, name, values.pointer)
    servers, _ = _integers(servers, "servers", count)
    schedule.servers = C.cast(servers, C.POINTER(C.c_int64))
    run, out = Run(progress), C.POINTER(low.cpw_result)()
    run.call("cpw_queue_periods", C.byref(schedule), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def sinusoid(
    base,
    amplitude,
    period,
    service,
    servers,
    times,
    start=0,
    room=0,
    patience=0.0,
    levels=None,
    distribution=False,
    tolerance=None,
    progress=None,
):
    """M(t)/M/c with arrivals base (1 + amplitude sin(2 pi t / period)). See cpw_queue_sinusoid."""
    options = _course_options("sinusoid", start, room, patience, levels, distribution, tolerance)
    rates = {"base": base, "amplitude": amplitude, "period": period, "service": service}
    return _course("cpw_queue_sinusoid", rates, servers, times, options, progress)


def _stay(law, mean, stages, chances, means):
    stay = structure(
        low.cpw_queue_stay, "stay", {"law": choice(law, "law", STAYS), "mean": mean, "stages": stages}
    )
    if chances is not None or means is not None:
        chances = _line([] if chances is None else chances, "branch_chances")
        means = _line([] if means is None else means, "branch_means")
        means._check("branch_means", chances.shape)
        stay.branches = chances.shape[0]
        stay.branch_chance, stay.branch_mean = chances.pointer, means.pointer
        stay._keep = (chances, means)
    return stay


def infinite(
    times,
    arrivals,
    length=None,
    opening=0.0,
    law="exponential",
    mean=1.0,
    stages=1,
    branch_chances=None,
    branch_means=None,
):
    """Mean people with as many servers (beds) as it takes, arrivals by period. Without `length` one
    rate goes on for ever. See cpw_queue_infinite."""
    stay = _stay(law, mean, stages, branch_chances, branch_means)
    times = _line(times, "times")
    if length is None:
        length = [max([1.0, *(times.pointer[k] for k in range(times.shape[0]))])]
    count = _length(length, arrivals)
    lengths, rates = _series(length, "length", count), _series(arrivals, "arrivals", count)
    means, pointer = new_doubles((times.shape[0],))
    call(
        "cpw_queue_infinite",
        C.byref(stay),
        lengths.pointer,
        rates.pointer,
        count,
        number(opening, "opening"),
        times.pointer,
        times.shape[0],
        pointer,
    )
    return means


def infinite_sinusoid(
    times,
    base,
    amplitude,
    period,
    empty=False,
    law="exponential",
    mean=1.0,
    stages=1,
    branch_chances=None,
    branch_means=None,
):
    """Mean people with as many servers as it takes, arrivals that swing. See
    cpw_queue_infinite_sinusoid."""
    stay = _stay(law, mean, stages, branch_chances, branch_means)
    times = _line(times, "times")
    means, pointer = new_doubles((times.shape[0],))
    call(
        "cpw_queue_infinite_sinusoid",
        C.byref(stay),
        number(base, "base"),
        number(amplitude, "amplitude"),
        number(period, "period"),
        whole(empty, "empty", C.c_int32),
        times.pointer,
        times.shape[0],
        pointer,
    )
    return means


def ward(arrivals, survival, opening=None, beds=0, chances=None):
    """People at each day's count with any lengths of stay, and beds that suffice. See cpw_queue_beds."""
    arrivals, survival = _line(arrivals, "arrivals"), _line(survival, "survival")
    made = structure(low.cpw_queue_ward, "ward", {"beds": beds})
    made.days, made.arrivals = arrivals.shape[0], arrivals.pointer
    made.stays, made.survival = survival.shape[0], survival.pointer
    keep = []
    if opening is not None:
        array, made.ages = _integers(opening, "opening")
        made.opening = C.cast(array, C.POINTER(C.c_int64))
        keep.append(array)
    if chances is not None:
        values = _line(chances, "chances")
        made.chance, made.chances = values.pointer, values.shape[0]
        keep.append(values)
    out = C.POINTER(low.cpw_result)()
    call("cpw_queue_beds", C.byref(made), C.byref(out))
    return Result(out)


def weekly(
    weeks,
    joins,
    capacity,
    removal=0.0,
    cancel=None,
    opening=0,
    quantiles=None,
    waits=True,
    floor=None,
    progress=None,
):
    """A list treated in weekly batches, exactly. A single number stands for every week; `opening`: a
    number, or chances of 0, 1, ... people. See cpw_queue_weekly."""
    weeks = whole(weeks, "weeks")
    if weeks < 1:
        raise InvalidError(f"weeks = {weeks} must be >= 1", low.CPW_EINVAL, "weeks")
    values = {"weeks": weeks, "waits": whole(waits, "waits", C.c_int32)}
    if floor is not None:
        values["floor"] = floor
    if not is_list(opening):
        values["opening"] = opening
    made = structure(low.cpw_queue_weekly_list, "weekly", values)
    keep = {"joins": _series(joins, "joins", weeks), "removal": _series(removal, "removal", weeks)}
    if cancel is not None:
        keep["cancel"] = _series(cancel, "cancel", weeks)
    if is_list(opening):
        keep["opening_chance"] = _line(opening, "opening")
        made.opening_count = keep["opening_chance"].shape[0]
    if quantiles is not None:
        keep["quantile"] = _line(quantiles, "quantiles")
        made.quantiles = keep["quantile"].shape[0]
    for name, doubles in keep.items():
        setattr(made, name, doubles.pointer)
    slots, _ = _integers(capacity, "capacity", weeks)
    made.capacity = C.cast(slots, C.POINTER(C.c_int64))
    run, out = Run(progress), C.POINTER(low.cpw_result)()
    run.call("cpw_queue_weekly", C.byref(made), run.pointer, C.byref(out))
    return Result(out)


def _tandem_measures(measures):
    return {name: getattr(measures, name) for name, *_ in low.cpw_queue_tandem_measures._fields_}


def tandem_saturated(service1, service2, servers1=1, servers2=1, room_between=0):
    """Two stations in a row with blocking whose first never lacks people: a dict of measures. See
    cpw_queue_tandem_saturated."""
    values = {
        "service1": service1,
        "service2": service2,
        "servers1": servers1,
        "servers2": servers2,
        "room_between": room_between,
    }
    tandem = structure(low.cpw_queue_tandem, "tandem_saturated", values)
    measures = low.cpw_queue_tandem_measures()
    call("cpw_queue_tandem_saturated", C.byref(tandem), C.byref(measures))
    return _tandem_measures(measures)


def tandem_open(
    arrivals, service1, service2, room1, servers1=1, servers2=1, room_between=0, progress=None
):
    """Two stations in a row with arrivals and blocking: a dict of measures. See cpw_queue_tandem_open."""
    values = {
        "arrivals": arrivals,
        "service1": service1,
        "service2": service2,
        "servers1": servers1,
        "servers2": servers2,
        "room1": room1,
        "room_between": room_between,
    }
    tandem = structure(low.cpw_queue_tandem, "tandem_open", values)
    measures, run = low.cpw_queue_tandem_measures(), Run(progress)
    run.call("cpw_queue_tandem_open", C.byref(tandem), run.pointer, C.byref(measures))
    return _tandem_measures(measures)
