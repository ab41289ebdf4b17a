"""Where lists are heading: size, the share within 18 weeks, people over a year.

    data = carepath.read_sizes("sizes.csv")        # period, org, level, measure, count
    ahead = carepath.forecast(data, periods=11)
    ahead["mean"]            # (lists, measures, periods)
    carepath.forecast_backtest(data)["error"]      # (measures, groups, horizons)
"""
import ctypes as C
import io
import os

from . import _lowlevel as low
from ._library import call, text
from ._memory import Doubles, choice, dimension, structure
from ._run import Run
from ._streams import Source
from .errors import InvalidError
from .result import Result
from .waitlist import History, _view

KINDS = {"count": low.CPW_SERIES_COUNT, "share": low.CPW_SERIES_SHARE, "rare": low.CPW_SERIES_RARE}


def read_sizes(file):
    """Reads a tidy CSV of list sizes by month (columns period, measure, count; every other column
    names the lists). `file` is a path, bytes, or a binary file object such as gzip.open(path)."""
    out = C.POINTER(low.cpw_result)()
    if isinstance(file, (str, os.PathLike)):
        call("cpw_forecast_read_path", text(file), None, C.byref(out))
        return Result(out)
    source = Source(io.BytesIO(file) if isinstance(file, bytes) else file)
    try:
        call("cpw_forecast_read", C.byref(source.c), None, C.byref(out))
    except Exception:
        if source.problem is not None:
            raise source.problem from None
        raise
    return Result(out)


def _options(periods, probabilities, parameters):
    options = structure(low.cpw_forecast_options, "forecast", dict(parameters, periods=periods))
    if probabilities is not None:
        given = Doubles(probabilities, "probabilities")
        options.probability = given.pointer
        options.probabilities = given.shape[0]
        options._keep = given
    return options


def _result(data):
    if data is not None and not isinstance(data, Result):
        raise InvalidError(
            f"data must come from read_sizes, got {type(data).__name__}", low.CPW_EINVAL, "forecast"
        )
    return None if data is None else data.handle


def forecast(data=None, history=None, periods=12, probabilities=None, threads=1, progress=None, **parameters):
    """Forecasts waiting lists from sizes by month (read_sizes), from a history by time waited, or from
    both. See cpw_forecast_waitlist; `parameters` are recency, damping, own, season, season_prior,
    reversion, reversion_top, cohort and fade."""
    options = _options(periods, probabilities, parameters)
    view = None if history is None else _view(history, History, "forecast")
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call(
        "cpw_forecast_waitlist",
        _result(data),
        None if view is None else C.byref(view),
        C.byref(options),
        run.pointer,
        C.byref(out),
    )
    return Result(out)


def forecast_backtest(data, periods=12, threads=1, progress=None, **parameters):
    """How well forecasts of waiting lists would have done from every month of the data. See
    cpw_forecast_waitlist_backtest."""
    options = _options(periods, None, parameters)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_forecast_waitlist_backtest", _result(data), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def _series(values, whole, kind, month, parent, group, lists, labels):
    values = Doubles(values, "values")
    shape = values.shape if len(values.shape) == 2 else (1,) + values.shape
    if len(shape) != 2:
        raise InvalidError(
            f"values has the shape {values.shape}, expected (lists, periods)", low.CPW_EINVAL, "series"
        )
    series = structure(low.cpw_series, "series", {"kind": choice(kind, "kind", KINDS), "month": month})
    series.lists, series.periods = shape
    series.values = values.pointer
    keep = [values]
    if whole is not None:
        keep.append(Doubles(whole, "whole", shape))
        series.whole = keep[-1].pointer
    for name, numbers in (("parent", parent), ("group", group)):
        if numbers is None:
            continue
        given = list(numbers)
        if len(given) != shape[0]:
            raise InvalidError(f"{name} has {len(given)} lists, expected {shape[0]}", low.CPW_EINVAL, name)
        keep.append((C.c_int64 * shape[0])(*given))
        setattr(series, name, C.cast(keep[-1], C.POINTER(C.c_int64)))
    if group is not None:
        series.groups = max(list(group)) + 1
    for name, given, length in (("list", lists, shape[0]), ("period", labels, shape[1])):
        made = dimension(name, given, length)
        if made is not None:
            keep.append(made)
            setattr(series, name, C.pointer(made))
    series._keep = keep
    return series


def forecast_series(
    values,
    whole=None,
    kind="count",
    month=0,
    parent=None,
    lists=None,
    labels=None,
    periods=12,
    probabilities=None,
    threads=1,
    progress=None,
    **parameters,
):
    """Forecasts monthly series (lists, periods) of people, or of a part of `whole` (kind "share", or
    "rare" for a small part). `labels` are months such as "2025-05", or `month` is that of the first
    period. See cpw_forecast_series."""
    series = _series(values, whole, kind, month, parent, None, lists, labels)
    options = _options(periods, probabilities, parameters)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_forecast_series", C.byref(series), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def forecast_series_backtest(
    values,
    whole=None,
    kind="count",
    month=0,
    parent=None,
    group=None,
    labels=None,
    periods=12,
    threads=1,
    progress=None,
    **parameters,
):
    """How well forecasts of monthly series would have done from every month. See
    cpw_forecast_backtest; `group` numbers the lists for the answer."""
    series = _series(values, whole, kind, month, parent, group, None, labels)
    options = _options(periods, None, parameters)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_forecast_backtest", C.byref(series), C.byref(options), run.pointer, C.byref(out))
    return Result(out)
