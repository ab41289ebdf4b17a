"""Dividing what is not enough: an estate among claims that together are above it.

    from carepath import claims
    claims.divide(200, [100, 200, 300], "talmud")              # [50, 75, 75]
    claims.divide_whole(100, [100, 200, 300], "equal_awards")  # to the pound: [33, 33, 34]
    claims.compare(200, [100, 200, 300])                       # {"proportional": [...], ...}, every rule
    awards, error = claims.random_arrival(200, many, replications=20000, seed=7)

Rules: RULES, and "cea", "cel". See cpw_claims_divide.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import new_doubles, new_integers, number, numpy, structure, whole
from ._run import Run
from ._whole import Integers, vector
from .errors import InvalidError

#: name of a rule -> its number
RULES = {lib.cpw_claims_name(i).decode(): i for i in range(low.CPW_CLAIMS_COUNT)}


def _rule(rule):
    found = lib.cpw_claims_number(str(rule).encode())
    if found < 0:
        raise InvalidError(f"rule = {rule!r} must be one of {', '.join(RULES)}", low.CPW_EINVAL, "rule")
    return found


class _Money:
    """Whole money as int64, without a detour over doubles."""

    def __init__(self, values, name):
        if numpy is not None:
            made = Integers(values, name)
            if len(made.shape) != 1:
                raise InvalidError(f"{name} has the shape {made.shape}, expected (n)", low.CPW_EINVAL, name)
            self.n, self._keep, self.pointer = made.shape[0], made, made.pointer
            return
        flat = [whole(value, f"{name}[{i}]") for i, value in enumerate(values)]
        self.n, self._keep = len(flat), (C.c_int64 * max(len(flat), 1))(*flat)
        self.pointer = C.cast(self._keep, C.POINTER(C.c_int64))


def _names(ids, n):
    """(n) C strings, or None."""
    if ids is None:
        return None
    texts = [str(i).encode() for i in ids]
    if len(texts) != n:
        raise InvalidError(f"ids has {len(texts)} names, expected {n}", low.CPW_EINVAL, "ids")
    return (C.c_char_p * max(n, 1))(*texts)


def _options(rule, weights, ids, n):
    options = structure(low.cpw_claims_options, "divide", {"rule": _rule(rule)})
    keep = []
    if weights is not None:
        keep.append(vector(weights, "weights", n))
        options.weights = keep[-1].pointer
    names = _names(ids, n)
    if names is not None:
        keep.append(names)
        options.ids = C.cast(names, C.POINTER(C.c_char_p))
    options._keep = keep
    return options


def divide(estate, claims, rule="proportional", weights=None):
    """Awards (n) of an estate to claims (n) by a rule. See cpw_claims_divide."""
    given = vector(claims, "claims")
    n = given.shape[0]
    options = _options(rule, weights, None, n)
    awards, out = new_doubles((n,))
    call("cpw_claims_divide", number(estate, "estate"), given.pointer, n, C.byref(options), out)
    return awards


def divide_whole(estate, claims, rule="proportional", weights=None, ids=None):
    """Awards (n) to the pound: whole numbers that sum to the estate; ties by the greater claim, then by
    `ids`, then by place. A pound more in the estate may take a pound from somebody (the paradox of largest
    remainders) under all rules but equal_awards and equal_losses. See cpw_claims_divide_whole."""
    given = _Money(claims, "claims")
    options = _options(rule, weights, ids, given.n)
    awards, out = new_integers((given.n,))
    call("cpw_claims_divide_whole", whole(estate, "estate"), given.pointer, given.n, C.byref(options), out)
    return awards


def compare(estate, claims, rules=None):
    """{rule: awards} of every rule, or of those named, side by side. Random arrival is left out where there
    are too many claims for it to be exact, unless it is named."""
    claims = list(claims)
    wanted = list(RULES) if rules is None else list(rules)
    if rules is None and sum(c > 0 for c in claims) > low.CPW_CLAIMS_MOST_EXACT:
        wanted.remove("random_arrival")
    return {rule: divide(estate, claims, rule) for rule in wanted}


def random_arrival(estate, claims, replications=10000, seed=1, first_replication=0, threads=1, progress=None):
    """(awards, standard errors) by drawing orders of arrival, for any number of claims. See
    cpw_claims_random_arrival."""
    given = vector(claims, "claims")
    n = given.shape[0]
    awards, out = new_doubles((n,))
    error, spread = new_doubles((n,))
    run = Run(progress, replications=replications, seed=seed, first_replication=first_replication, threads=threads)
    run.call(
        "cpw_claims_random_arrival", number(estate, "estate"), given.pointer, n, run.pointer, None, out, spread
    )
    return awards, error
