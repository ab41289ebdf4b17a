"""The list that does not change: how long it may be, and what capacity holds it there.

    held = carepath.steady_standard(backlog, share=0.92, weeks=18)
    held["capacity"], held["size"]
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, structure
from .result import Result
from .waitlist import Backlog, _view

ORDERS = {"first-come": low.CPW_STEADY_FIRST_COME, "hazards": low.CPW_STEADY_HAZARDS}
LIMIT = low.CPW_RTT_WEEKS / low.CPW_WEEKS_PER_MONTH  # 18 weeks in months


def steady_rate(share=0.92, weeks=18.0):
    """Rate a week at which people leave a list of exponential ages that meets a standard."""
    return lib.cpw_steady_exponential_rate(share, weeks)


def steady_size(starts, share=0.92, weeks=18.0):
    """Size of a list of exponential ages that just meets a standard."""
    return lib.cpw_steady_exponential_size(starts, share, weeks)


def steady_capacity(starts, removal=0.0, share=0.92, weeks=18.0):
    """Capacity a week that holds a list of exponential ages at a standard."""
    return lib.cpw_steady_exponential_capacity(starts, removal, share, weeks)


def steady_geometric(p, bands, terms=0):
    """Shares of a geometric service profile by band, the rest in the last one."""
    shares, pointer = new_doubles((bands,))
    call("cpw_steady_geometric", p, bands, terms, pointer)
    return shares


def steady_standard(backlog, share=0.92, weeks=18.0, order="first-come", whole_bands=False):
    """The longest list that holds a standard for good. See cpw_steady_standard."""
    values = {
        "share": share,
        "weeks": weeks,
        "order": choice(order, "order", ORDERS),
        "whole_bands": int(whole_bands),
    }
    options = structure(low.cpw_steady_options, "steady_standard", values)
    view = _view(backlog, Backlog, "steady_standard")
    out = C.POINTER(low.cpw_result)()
    call("cpw_steady_standard", C.byref(view), C.byref(options), C.byref(out))
    return Result(out)


def _solve(function, removal, profile, values):
    problem = structure(low.cpw_steady_problem, function, values)
    removal = Doubles(removal, "removal")
    problem.bands = removal.shape[0] if removal.shape else 0
    problem.removal = removal.pointer
    if profile is not None:
        profile = Doubles(profile, "profile", (problem.bands,))
        problem.profile = profile.pointer
    out = C.POINTER(low.cpw_result)()
    call(function, C.byref(problem), C.byref(out))
    return Result(out)


def steady_lp(starts, removal, profile, removed_share=0.2, share=0.92, limit=LIMIT):
    """Service by band as near to a profile as a standard lets it be. See cpw_steady_lp."""
    values = {"starts": starts, "removed_share": removed_share, "share": share, "limit": limit}
    return _solve("cpw_steady_lp", removal, profile, values)


def steady_search(
    starts,
    removal,
    first_service=0.0,
    removed_share=0.2,
    share=0.92,
    limit=LIMIT,
    p_lower=0.1,
    p_upper=0.85,
    tolerance=0.001,
    iterations=15,
    terms=25,
):
    """Service by band in a geometric profile, by halving. See cpw_steady_search."""
    values = {
        "starts": starts,
        "first_service": first_service,
        "removed_share": removed_share,
        "share": share,
        "limit": limit,
        "p_lower": p_lower,
        "p_upper": p_upper,
        "tolerance": tolerance,
        "iterations": iterations,
        "terms": terms,
    }
    return _solve("cpw_steady_search", removal, None, values)
