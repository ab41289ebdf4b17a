"""A care pathway over time, as flows or as whole people.

    network = carepath.pathway.Network(stages=..., arrivals=..., durations=..., routes=...)
    run = network.fluid(horizon=730)
    run["queue"]                 # (days, stages, who): people waiting
    run["wait"]                  # (days, stages, who): wait of those who begin that day
    people = network.fluid(horizon=730, cohort=True, replications=200, threads=0)

    values, slopes = carepath.pathway_fluid.gradient(
        network, outputs=[("queue", "ward")], parameters=[("capacity", "ward"), ("arrivals", 0)], horizon=90)

See docs/explanation/pathway_fluid.md, cpw_pathway_fluid and cpw_pathway_fluid_gradient.
"""
import ctypes as C

from . import _lowlevel as low
from ._memory import choice, new_doubles, structure
from ._run import Run
from .errors import InvalidError
from .pathway import Network
from .result import Result

OUTPUTS = {
    "queue": low.CPW_FLUID_QUEUE,
    "inside": low.CPW_FLUID_INSIDE,
    "blocked": low.CPW_FLUID_BLOCKED,
    "throughput": low.CPW_FLUID_THROUGHPUT,
    "wait": low.CPW_FLUID_WAIT,
}
PARAMETERS = {
    "capacity": low.CPW_FLUID_CAPACITY,
    "arrivals": low.CPW_FLUID_ARRIVALS,
    "duration": low.CPW_FLUID_DURATION,
    "chance": low.CPW_FLUID_CHANCE,
}


def _options(values):
    known = {name: int(v) if isinstance(v, bool) else v for name, v in values.items() if v is not None}
    return structure(low.cpw_pathway_fluid_options, "fluid", known)


def fluid(
    network, horizon=None, period=None, warm_up=None, tolerance=None, step=None, phases=None, cohort=False, series=True,
    seed=1, replications=1, first_replication=0, threads=1, progress=None,
):
    """Runs a network over time. `cohort`: whole people, over `replications`. Also network.fluid(...). See
    cpw_pathway_fluid."""
    if not isinstance(network, Network):
        raise InvalidError("network must be a carepath.pathway.Network", low.CPW_EINVAL, "fluid")
    values = dict(horizon=horizon, period=period, warm_up=warm_up, tolerance=tolerance, step=step, phases=phases)
    options = _options({**values, "cohort": bool(cohort), "series": bool(series)})
    how = Run(
        progress, seed=seed, replications=replications, first_replication=first_replication, threads=threads
    )
    out = C.POINTER(low.cpw_result)()
    how.call("cpw_pathway_fluid", network._pathway, C.byref(options), how.pointer, C.byref(out))
    return Result(out)


def _place(value, number):
    return -1 if value is None else number(value) if isinstance(value, str) else value


def _output(network, given):
    """("queue", stage, group, "end"): stage and group by name, number or None for all; "mean" where nothing is said."""
    parts = [given] if isinstance(given, str) else list(given)
    kind, stage, group, when = (parts + [None, None, None])[:4]
    at_end = choice(when or "mean", "outputs", {"mean": 0, "end": 1})
    return low.cpw_fluid_output(
        choice(kind, "outputs", OUTPUTS), at_end, _place(stage, network.stage), _place(group, network.group)
    )


def _parameter(network, given):
    """("capacity", "ward") or ("arrivals", 0): a stage, or the row of arrivals, durations or routes."""
    kind, row = given
    kind = choice(kind, "parameters", PARAMETERS)
    return low.cpw_fluid_parameter(kind, 0, network.stage(row) if isinstance(row, str) else row)


def gradient(
    network, outputs, parameters, horizon=None, period=None, warm_up=None, tolerance=None, step=None, phases=None,
    threads=1, progress=None,
):
    """(values, slopes): answers, and (outputs, parameters) their derivatives. An output is a kind, or (kind, stage,
    group, "mean" or "end"); a parameter is (kind, row). See cpw_pathway_fluid_gradient."""
    if not isinstance(network, Network):
        raise InvalidError("network must be a carepath.pathway.Network", low.CPW_EINVAL, "gradient")
    values = dict(horizon=horizon, period=period, warm_up=warm_up, tolerance=tolerance, step=step, phases=phases)
    options = _options(values)
    asked = [_output(network, given) for given in outputs]
    by = [_parameter(network, given) for given in parameters]
    m, n = len(asked), len(by)
    how = Run(progress, threads=threads)
    value, value_at = new_doubles((m,))
    slope, slope_at = new_doubles((m, n))
    how.call(
        "cpw_pathway_fluid_gradient", network._pathway, C.byref(options),
        (low.cpw_fluid_output * max(m, 1))(*asked), m, (low.cpw_fluid_parameter * max(n, 1))(*by), n,
        how.pointer, value_at, slope_at,
    )
    return value, slope


Network.fluid = fluid
