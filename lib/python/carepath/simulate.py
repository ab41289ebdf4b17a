"""The backlog with its uncertainty: many replications of a projection.

    history = carepath.read_history("england_rtt.csv", where="specialty=Total")
    backlog = carepath.calibrate(history)
    runs = carepath.simulate(backlog, replications=1000, history=history)
    runs["within_18"]            # (lists, periods, quantiles)
"""
import ctypes as C
import numbers

from . import _lowlevel as low
from ._memory import Doubles, choice, dimension, structure
from ._run import Run
from .errors import InvalidError
from .result import Result
from .waitlist import ESTIMATORS, UNRECORDED, Backlog, History, _per_period, _view


def _paths(values, name, lists, periods):
    """(lists, paths, periods) from one list's (paths, periods), or the whole array."""
    given = Doubles(values, name)
    shape = given.shape if len(given.shape) == 3 else (1,) + given.shape
    if len(shape) != 3 or shape[0] != lists or shape[2] != periods:
        raise InvalidError(
            f"{name} has the shape {given.shape}, expected ({lists} lists, paths, {periods} periods)",
            low.CPW_EINVAL,
            name,
        )
    return given, shape[1]


def _calibration(given):
    """The options of carepath.calibrate as a dictionary."""
    known = dict(given or {})
    for name, values in (("estimator", ESTIMATORS), ("unrecorded", UNRECORDED)):
        if name in known:
            known[name] = choice(known[name], name, values)
    return structure(low.cpw_calibrate_options, "simulate", known)


def simulate(
    backlog,
    replications=1000,
    periods=12,
    starts=None,
    capacity=None,
    longest_first=0.0,
    process=True,
    starts_dispersion=1.0,
    capacity_dispersion=0.0,
    starts_paths=None,
    capacity_paths=None,
    starts_cv=0.0,
    starts_persistence=0.0,
    capacity_cv=0.0,
    capacity_persistence=0.0,
    history=None,
    calibrate=None,
    block=3,
    treatment_variance=None,
    removal_variance=None,
    hazard_correlation=0.0,
    probabilities=None,
    bands=False,
    keep=False,
    whole_bands=False,
    period_labels=None,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """Runs a backlog many times with what is uncertain about it. See cpw_simulate_waitlist.
    `starts` and `capacity` are as in carepath.project; paths are (lists, paths, periods), or (paths,
    periods) of one list; `calibrate` holds the options of carepath.calibrate, as a dictionary, for
    the bootstrap over `history`."""
    view = _view(backlog, Backlog, "simulate")
    options = structure(
        low.cpw_simulate_options,
        "simulate",
        {
            "periods": periods,
            "longest_first": longest_first,
            "whole_bands": int(whole_bands),
            "process": int(process),
            "bands": int(bands),
            "keep": int(keep),
            "starts_dispersion": starts_dispersion,
            "capacity_dispersion": capacity_dispersion,
            "starts_cv": starts_cv,
            "starts_persistence": starts_persistence,
            "capacity_cv": capacity_cv,
            "capacity_persistence": capacity_persistence,
            "block": block,
            "hazard_correlation": hazard_correlation,
        },
    )
    kept = []
    for name, values in (("starts", starts), ("capacity", capacity)):
        if values is not None:
            kept.append(_per_period(values, name, view.lists, periods))
            setattr(options, name, kept[-1].pointer)
    for name, values in (("starts_path", starts_paths), ("capacity_path", capacity_paths)):
        if values is not None:
            array, count = _paths(values, name + "s", view.lists, periods)
            kept.append(array)
            setattr(options, name + "s", array.pointer)
            setattr(options, name + "_count", count)
    shape = (view.lists, view.bands.contents.count)
    for name, values in (("treatment_variance", treatment_variance), ("removal_variance", removal_variance)):
        if values is not None:
            if isinstance(values, numbers.Real):
                values = [[values] * shape[1]] * shape[0]
            kept.append(Doubles(values, name, shape))
            setattr(options, name, kept[-1].pointer)
    if history is not None:
        past = _view(history, History, "simulate")
        how = _calibration(calibrate)
        kept += [past, how]
        options.history = C.pointer(past)
        options.calibrate = C.pointer(how)
    if probabilities is not None:
        kept.append(Doubles(probabilities, "probabilities"))
        options.probabilities = kept[-1].pointer
        options.probability_count = kept[-1].shape[0] if kept[-1].shape else 0
    labels = dimension("period", period_labels, periods)
    if labels is not None:
        options.period = C.pointer(labels)
    run = Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_simulate_waitlist", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Result(out)
