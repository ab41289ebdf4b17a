"""What organisations gain or cost together, and how to share it.

    from carepath import coalition
    v = coalition.table(lambda members: len(members) ** 2, 3)   # or a list of 2^n values, or "max" and costs
    coalition.shapley(v), coalition.nucleolus(v)
    coalition.test_core(v, [3, 3, 3])                           # in_core, who would leave, and for how much
    coalition.airport([10, 20, 35, 60])                         # any number of members
    coalition.power([50, 49, 1], 51)                            # shapley_shubik, banzhaf
    coalition.share_gain([10, 20, 30], [25, 15, 32], rule="equal", ids=["A", "B", "C"])

Coalition S stands at the sum of 2^i over its members i. See carepath/coalition.h.
"""
import collections
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import choice, new_doubles, new_integers, number, structure, whole
from ._run import Run
from ._whole import vector
from .claims import _Money, _names
from .errors import InvalidError

FORMS = {
    "sum": low.CPW_COALITION_SUM,
    "max": low.CPW_COALITION_MAX,
    "fixed": low.CPW_COALITION_FIXED,
    "claims": low.CPW_COALITION_CLAIMS,
    "vote": low.CPW_COALITION_VOTE,
    "square": low.CPW_COALITION_SQUARE,
}
RULES = {
    "equal": low.CPW_COALITION_EQUAL,
    "proportional": low.CPW_COALITION_PROPORTIONAL,
    "shapley": low.CPW_COALITION_SHAPLEY,
    "nucleolus": low.CPW_COALITION_NUCLEOLUS,
}
METHODS = {"shapley": low.CPW_COALITION_SHAPLEY, "nucleolus": low.CPW_COALITION_NUCLEOLUS}
OUTCOMES = {low.CPW_OUTCOME_OK: "ok", low.CPW_OUTCOME_UNREACHABLE: "unreachable"}

Core = collections.namedtuple("Core", "in_core alone coalition complaint surplus member loss")
Facts = collections.namedtuple(
    "Facts", "monotone superadditive convex essential not_monotone not_superadditive not_convex gain"
)
LeastCore = collections.namedtuple("LeastCore", "complaint shares")
Power = collections.namedtuple("Power", "shapley_shubik banzhaf")
Sample = collections.namedtuple("Sample", "shares standard_error")
Gain = collections.namedtuple("Gain", "shares payments gain outcome lifted transfer")


def members_of(coalition):
    """The members of a coalition, by number; () of a coalition that is not there (-1)."""
    if coalition < 0:
        return ()
    return tuple(i for i in range(int(coalition).bit_length()) if coalition >> i & 1)


def _values(values):
    given = vector(values, "values")
    n = max(given.shape[0].bit_length() - 1, 0)
    if given.shape[0] != 1 << n or n < 1:
        raise InvalidError(
            f"values has {given.shape[0]} numbers: expected 2^n, one a coalition", low.CPW_EINVAL, "values"
        )
    return given, n


def _options(where, costs, preimputations=False, tolerance=None):
    values = {"costs": int(costs), "preimputations": int(preimputations)}
    if tolerance is not None:
        values["tolerance"] = number(tolerance, "tolerance")
    return structure(low.cpw_coalition_options, where, values)


def _game(function, run):
    """The caller's function of a tuple of members."""
    game = structure(low.cpw_coalition_game, "game", {})

    def worth(_context, members, count, value):
        def ask():
            value[0] = float(function(tuple(members[:count])))
            return 0

        return low.CPW_ECANCELLED if run.attend(ask) else 0

    game.worth = low.cpw_coalition_game_worth_t(worth)
    run.direct = True
    return game


def table(game, members, amount=0.0):
    """The values (2^n) of a game: a function of a tuple of members, of which there are `members`; or "sum",
    "max", "fixed", "claims", "vote", "square" of the members' amounts and `amount`. See cpw_coalition_table."""
    if callable(game):
        n = whole(members, "members")
        if not 1 <= n <= low.CPW_COALITION_MOST:
            raise InvalidError(
                f"members = {n} must be 1 to {low.CPW_COALITION_MOST}", low.CPW_EINVAL, "members"
            )
        values, out = new_doubles((1 << n,))
        run = Run()
        run.call("cpw_coalition_tabulate", C.byref(_game(game, run)), n, run.pointer, out)
        return values
    given = vector(members, "members")
    n = given.shape[0]
    values, out = new_doubles((1 << min(n, low.CPW_COALITION_MOST),))
    form = choice(game, "game", FORMS)
    call("cpw_coalition_table", form, number(amount, "amount"), given.pointer, n, out)
    return values


def describe(values, costs=False, tolerance=None):
    """What kind of game it is. See cpw_coalition_describe."""
    given, n = _values(values)
    found = low.cpw_coalition_facts()
    options = _options("describe", costs, tolerance=tolerance)
    call("cpw_coalition_describe", given.pointer, n, C.byref(options), C.byref(found))
    flags = [bool(getattr(found, name)) for name in Facts._fields[:4]]
    return Facts(*flags, *[getattr(found, name) for name in Facts._fields[4:]])


def shapley(values):
    """Shapley value (n). See cpw_coalition_shapley."""
    given, n = _values(values)
    shares, out = new_doubles((n,))
    call("cpw_coalition_shapley", given.pointer, n, out)
    return shares


def banzhaf(values, normalise=False):
    """Banzhaf value (n). See cpw_coalition_banzhaf."""
    given, n = _values(values)
    shares, out = new_doubles((n,))
    call("cpw_coalition_banzhaf", given.pointer, n, int(normalise), out)
    return shares


def tau(values, costs=False):
    """Tau value (n). See cpw_coalition_tau."""
    given, n = _values(values)
    shares, out = new_doubles((n,))
    call("cpw_coalition_tau", given.pointer, n, C.byref(_options("tau", costs)), out)
    return shares


def airport(costs, method="shapley"):
    """Shares (n) of the greatest cost, of any number of members. See cpw_coalition_airport."""
    given = vector(costs, "costs")
    n = given.shape[0]
    shares, out = new_doubles((n,))
    call("cpw_coalition_airport", given.pointer, n, choice(method, "method", METHODS), None, out)
    return shares


def sample(game, n, replications=1000, seed=1, first_replication=0, progress=None):
    """Shapley value of a function of a tuple of members by drawn orders, with standard errors. See
    cpw_coalition_sample."""
    n = whole(n, "n")
    shares, out = new_doubles((max(n, 0),))
    error, spread = new_doubles((max(n, 0),))
    run = Run(progress, replications=replications, seed=seed, first_replication=first_replication)
    run.call("cpw_coalition_sample", C.byref(_game(game, run)), n, run.pointer, None, out, spread)
    return Sample(shares, error)


def power(weights, quota, threads=1):
    """Shapley-Shubik and (absolute) Banzhaf power of members with votes. See cpw_coalition_power."""
    given = _Money(weights, "weights")
    shubik, out = new_doubles((given.n,))
    absolute, second = new_doubles((given.n,))
    run = Run(threads=threads)
    run.call("cpw_coalition_power", given.pointer, given.n, whole(quota, "quota"), run.pointer, None, out, second)
    return Power(shubik, absolute)


def test_core(values, shares, costs=False, tolerance=None):
    """Whether shares are in the core, and otherwise who would leave. See cpw_coalition_test_core."""
    given, n = _values(values)
    held = vector(shares, "shares", n)
    found = low.cpw_coalition_core()
    options = _options("test_core", costs, tolerance=tolerance)
    call("cpw_coalition_test_core", given.pointer, n, held.pointer, C.byref(options), C.byref(found))
    rest = [getattr(found, name) for name in Core._fields[2:]]
    return Core(bool(found.in_core), bool(found.alone), *rest)


def least_core(values, costs=False, preimputations=False):
    """The least greatest complaint (at most 0 where the game has a core) and shares that have it. See
    cpw_coalition_least_core."""
    given, n = _values(values)
    shares, out = new_doubles((n,))
    complaint = C.c_double()
    options = _options("least_core", costs, preimputations)
    call("cpw_coalition_least_core", given.pointer, n, C.byref(options), C.byref(complaint), out)
    return LeastCore(complaint.value, shares)


def nucleolus(values, costs=False, preimputations=False):
    """Nucleolus (n), or prenucleolus. See cpw_coalition_nucleolus."""
    given, n = _values(values)
    shares, out = new_doubles((n,))
    options = _options("nucleolus", costs, preimputations)
    call("cpw_coalition_nucleolus", given.pointer, n, C.byref(options), out)
    return shares


def share_gain(alone, actual, rule="equal", weights=None, values=None, ids=None):
    """The gain of a collaborative shared to the pound: `shares` (n), side `payments` (n) that sum to 0,
    `gain`, `outcome` ("ok": nobody is worse off than alone), `lifted`, `transfer`. See
    cpw_coalition_share_gain."""
    own, have = _Money(alone, "alone"), _Money(actual, "actual")
    n = own.n
    if have.n != n:
        raise InvalidError(f"actual has {have.n} results, expected {n}", low.CPW_EINVAL, "actual")
    books = structure(low.cpw_coalition_books, "share_gain", {"members": n, "rule": choice(rule, "rule", RULES)})
    books.alone, books.actual = own.pointer, have.pointer
    keep = []
    if weights is not None:
        keep.append(vector(weights, "weights", n))
        books.weights = keep[-1].pointer
    if values is not None:
        keep.append(vector(values, "values", 1 << n))
        books.values = keep[-1].pointer
    names = _names(ids, n)
    if names is not None:
        keep.append(names)
        books.ids = C.cast(names, C.POINTER(C.c_char_p))
    shares, out = new_integers((n,))
    payments, paid = new_integers((n,))
    found = low.cpw_coalition_gain()
    call("cpw_coalition_share_gain", C.byref(books), out, paid, C.byref(found))
    return Gain(shares, payments, found.gain, OUTCOMES[found.outcome], found.lifted, found.transfer)
