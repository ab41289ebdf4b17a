"""How good a projection would have been: a history back-tested from rolling origins.

    test = carepath.backtest(history)
    test["median_list_mape"]     # (origins)
    test["coverage"]             # of the 50, 80 and 95 % bands
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, structure
from ._run import Run
from .errors import InvalidError
from .result import Result
from .waitlist import History, _calibrate_options, _view

METHODS = {
    "default": low.CPW_BACKTEST_DEFAULT,
    "published-a": low.CPW_BACKTEST_PUBLISHED_A,
    "published-b": low.CPW_BACKTEST_PUBLISHED_B,
    "plain": low.CPW_BACKTEST_PLAIN,
    "naive": low.CPW_BACKTEST_NAIVE,
    "own": low.CPW_BACKTEST_OWN,
}
FLOWS = {
    "observed": low.CPW_BACKTEST_OBSERVED,
    "level": low.CPW_BACKTEST_LEVEL,
    "given": low.CPW_BACKTEST_GIVEN,
}


def backtest(
    history,
    method="default",
    flows="observed",
    first_origin=3,
    last_origin=-1,
    horizon=12,
    weeks=18.0,
    whole_bands=False,
    bands=False,
    least=1.0,
    break_share=0.25,
    starts=None,
    capacity=None,
    calibration=None,
    threads=1,
):
    """Back-tests a recipe on every list from every origin. See cpw_backtest. `starts` and `capacity`
    (lists, origins, horizon) go with flows="given"; `calibration`, keywords of calibrate in a
    dictionary, goes with method="own"."""
    options = structure(
        low.cpw_backtest_options,
        "backtest",
        {
            "method": choice(method, "method", METHODS),
            "flows": choice(flows, "flows", FLOWS),
            "first_origin": first_origin,
            "last_origin": last_origin,
            "horizon": horizon,
            "weeks": weeks,
            "whole_bands": int(whole_bands),
            "bands": int(bands),
            "least": least,
            "break_share": break_share,
        },
    )
    view = _view(history, History, "backtest")
    last = view.periods - 2 if last_origin == -1 else last_origin
    shape = (view.lists, last - first_origin + 1, horizon)
    for name, values in (("starts", starts), ("capacity", capacity)):
        if values is not None:
            given = Doubles(values, name)
            if given.shape != shape:
                raise InvalidError(
                    f"{name} has the shape {given.shape}, expected (lists, origins, horizon) = {shape}",
                    low.CPW_EINVAL,
                    name,
                )
            setattr(options, name, given.pointer)
            setattr(options, f"_keep_{name}", given)
    own = _calibrate_options(view.lists, **(calibration or {}))
    options.calibrate = C.pointer(own)
    run = Run(None, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_backtest", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Result(out)
