"""A care pathway patient by patient: waits, occupancy, blocking and exits with intervals; one patient's forecast.

    runs = network.simulate(horizon=365, warm_up=60, replications=50)
    runs["wait_mean"], runs["wait_mean_lower"], runs["wait_quantile"], runs["utilisation"]
    more = network.replace(stages=...).simulate(horizon=365, warm_up=60, replications=50, keep=True)
    carepath.pathway_events.difference(runs, more)["wait_mean"]      # both with keep=True
    network.forecast(stage="clinic", replications=2000)["wait_quantile"]
    network.forecast(initial=3, replications=2000)["leave_quantile"]  # one of the people of that row
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, structure
from ._run import Run
from .errors import InvalidError
from .pathway import Network
from .result import Result

EVENTS = (
    "enters", "waits", "waits outside", "begins", "interrupted", "blocked", "leaves", "travels", "regrouped",
    "missed", "passes", "turned away", "overflows", "exits",
)  # fmt: skip


def _rows(network, who):
    if not isinstance(network, Network):
        raise InvalidError(f"{who} takes a Network, got {type(network).__name__}", low.CPW_EINVAL, who)
    return network._pathway


def _probabilities(options, values, kept):
    if values is None:
        return
    given = Doubles([values] if isinstance(values, (int, float)) else values, "probabilities")
    if len(given.shape) != 1:
        raise InvalidError(
            f"probabilities has the shape {given.shape}, expected one dimension", low.CPW_EINVAL, "probabilities"
        )
    kept.append(given)
    options.probabilities = given.pointer
    options.probability_count = given.shape[0]


def _columns(events, network):
    """A trace as columns, with names in place of numbers."""
    stages, groups = network.stages + [None], network.groups
    return {
        "time": [x.time for x in events],
        "patient": [x.patient for x in events],
        "event": [EVENTS[x.kind] for x in events],
        "stage": [stages[x.stage] for x in events],
        "to": [stages[x.to] for x in events],
        "group": [groups[x.group] for x in events],
    }


def _scorer(run, score, network):
    """A function of Python as the library calls it. A score is a number for each patient."""
    stages, groups = network.stages, network.groups

    def ask(patient, now):
        one = {
            "patient": patient.patient,
            "entered": patient.entered,
            "came": patient.came,
            "weight": patient.score,
            "stage": stages[patient.stage],
            "group": groups[patient.group],
        }
        return float(score(one, now))

    def fill(_context, patients, count, now, scores):
        def work():
            for i in range(count):
                scores[i] = ask(patients[i], now)
            return 0

        return run.attend(work)

    run.direct = True
    run.c.threads = 1  # Python runs one thread at a time; the figures are the same
    kind = dict(field[:2] for field in low.cpw_pathway_events_options._fields_)["score"]
    return kind(fill)


def simulate(
    network,
    horizon=365.0,
    warm_up=0.0,
    period=0.0,
    patients=0,
    probabilities=None,
    level=0.95,
    precision=0.0,
    keep=False,
    trace=0,
    score=None,
    replications=100,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """Runs a Network many times, patient by patient. See cpw_pathway_simulate.
    `period`: figures by time too. `patients`: nobody comes after so many (then the horizon may be infinite). `keep`: for
    results that are to be merged (carepath.merge) or compared (difference). `trace`: room for so many events of the first
    replication, which are columns in `result.trace`. `score(patient, now)`: the highest is next at stages of order
    "score"; it is called on this thread alone, and the figures do not depend on `threads`."""
    rows = _rows(network, "simulate")
    given = {
        "horizon": horizon,
        "warm_up": warm_up,
        "period": period,
        "patients": patients,
        "level": level,
        "precision": precision,
        "keep": int(bool(keep)),
    }
    options = structure(low.cpw_pathway_events_options, "simulate", given)
    kept = [network]
    _probabilities(options, probabilities, kept)
    count = C.c_int64(0)
    events = (low.cpw_pathway_event * int(trace))()
    if trace:
        options.trace = events
        options.trace_room = len(events)
        options.trace_count = C.pointer(count)
    fields = dict(threads=threads, seed=seed, replications=replications, first_replication=first_replication)
    run = Run(progress, **fields)
    if score is not None:
        options.score = _scorer(run, score, network)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_pathway_simulate", rows, C.byref(options), run.pointer, C.byref(out))
    result = Result(out)
    if trace:
        result.trace = _columns(events[: min(count.value, len(events))], network)
        result.trace_count = count.value
    return result


def difference(base, changed, level=0.95):
    """Paired differences (changed - base) of two simulations with keep=True. See cpw_pathway_difference."""
    for result in (base, changed):
        if not isinstance(result, Result):
            raise InvalidError("difference takes two results of simulate", low.CPW_EINVAL, "difference")
    out = C.POINTER(low.cpw_result)()
    call("cpw_pathway_difference", base.handle, changed.handle, level, None, C.byref(out))
    return Result(out)


def forecast(
    network,
    stage=None,
    group=None,
    initial=None,
    nth=0,
    horizon=3650.0,
    probabilities=None,
    replications=1000,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """What one patient may expect from now on, given who is there at time 0: somebody new who comes to `stage` (a name), or the
    `nth` of the people of row `initial`. See cpw_pathway_forecast. Infinite: not by the horizon."""
    rows = _rows(network, "forecast")
    if (initial is None) == (stage is None):
        raise InvalidError("forecast takes a stage or a row of initial", low.CPW_EINVAL, "forecast")
    given = {"horizon": horizon, "nth": nth, "initial": -1 if initial is None else initial}
    if stage is not None:
        given["stage"] = network.stage(stage)
    if group is not None:
        given["group"] = network.group(group)
    options = structure(low.cpw_pathway_forecast_options, "forecast", given)
    kept = [network]
    _probabilities(options, probabilities, kept)
    run = Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_pathway_forecast", rows, C.byref(options), run.pointer, C.byref(out))
    return Result(out)
