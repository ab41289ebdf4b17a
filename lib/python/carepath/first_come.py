"""Customers who are served in the order in which they come, by one or many servers (G/G/c).

    waits, ends = carepath.first_come_waits([0, 1, 2, 6], [3, 1, 2, 1], servers=1)
    runs = carepath.first_come(
        carepath.Duration("exponential", 1 / 2.8), carepath.Duration("lognormal", 1, cv=0.7), servers=3,
        customers=100000, warm_up=10000, limits=[1, 5], replications=20)
    runs["wait_mean"], runs["wait_mean_lower"], runs["within"]
"""
import ctypes as C
import numbers

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, new_doubles, structure
from ._run import Run
from .duration import Duration
from .errors import InvalidError
from .result import Result


def _times(values, name, length=None):
    given = Doubles(values, name)
    if len(given.shape) != 1 or (length is not None and given.shape[0] != length):
        raise InvalidError(
            f"{name} has the shape {given.shape}, expected ({'n' if length is None else length},)",
            low.CPW_EINVAL,
            name,
        )
    return given


def first_come_waits(arrivals, services, servers=1, start=None):
    """The wait of each customer, and the time at which each service ends. `start`: when each server is
    free for the first customer. See cpw_first_come_waits."""
    arrivals = _times(arrivals, "arrivals")
    n = arrivals.shape[0]
    services = _times(services, "services", n)
    start = None if start is None else _times(start, "start", servers)
    waits, wait = new_doubles((n,))
    ends, departures = new_doubles((n,))
    pointer = start.pointer if start else None
    call(
        "cpw_first_come_waits", arrivals.pointer, services.pointer, n, servers, pointer, wait, departures, None
    )
    return waits, ends


def _source(given, law, times, options, kept):
    """A Duration, or times that are the same in every replication; how many those are."""
    if isinstance(given, Duration):
        kept.append(given)
        setattr(options, law, C.pointer(given._c))
        return None
    if isinstance(given, (str, numbers.Number)) or given is None:
        raise InvalidError(f"{law} = {given!r} must be a carepath.Duration or times", low.CPW_EINVAL, law)
    kept.append(_times(given, times))
    setattr(options, times, kept[-1].pointer)
    return kept[-1].shape[0]


def first_come(
    between,
    service,
    servers=1,
    customers=None,
    warm_up=0,
    start=None,
    limits=None,
    probabilities=None,
    batches=20,
    level=0.95,
    precision=0.0,
    keep=False,
    replications=1,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """Simulates customers in the order in which they come. `between` is the law of the times between
    arrivals (a Duration), or the arrival times themselves; `service` the law of the service times, or
    these times. `customers`: of each replication, 100000 unless times say how many. See
    cpw_first_come_simulate."""
    options = structure(
        low.cpw_first_come_options,
        "first_come",
        {
            "servers": servers,
            "warm_up": warm_up,
            "batches": batches,
            "level": level,
            "precision": precision,
            "keep": int(keep),
        },
    )
    kept = []
    counts = {
        _source(between, "between", "arrival_times", options, kept),
        _source(service, "service", "service_times", options, kept),
        customers,
    } - {None}
    if len(counts) > 1:
        raise InvalidError(
            f"customers and times must be equally many, not {sorted(counts)}", low.CPW_EINVAL, "customers"
        )
    if counts:
        options.customers = counts.pop()
    if start is not None:
        kept.append(_times(start, "start", servers))
        options.start = kept[-1].pointer
    for name, count, values in (
        ("limits", "limit_count", limits),
        ("probabilities", "probability_count", probabilities),
    ):
        if values is not None:
            kept.append(_times(values, name))
            setattr(options, name, kept[-1].pointer)
            setattr(options, count, kept[-1].shape[0])
    run = Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_first_come_simulate", C.byref(options), run.pointer, C.byref(out))
    return Result(out)
