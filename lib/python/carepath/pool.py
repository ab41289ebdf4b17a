"""Pooled funds of health bodies and local authorities: who puts in what, who may spend it on what, who pays and
gains when spending differs from plan.

    year = carepath.pool.year(
        partners=["ICB", "Council"], lines=["reablement", "equipment"],
        contribution=[[600_000, 100_000], [200_000, 150_000]],
        spend=[850_000, 230_000],
        fences={"DFG": ("Council", 120_000, ["equipment"])},
        overspend="contribution", underspend="contributors",
    )
    year["partner_net"], year["partner_effect"]      # who pays, and what pooling changes
    year.ledger.statement("organisation").frame("closing")
"""
import ctypes as C

from . import _lowlevel as low
from ._cells import flags, money, put, reals
from ._library import call, lib
from ._memory import choice, new_integers, number, structure, whole
from ._whole import set_texts
from .errors import NotFoundError
from .ledger import Ledger
from .result import Result

OVERSPEND = {
    "contribution": low.CPW_POOL_OVER_CONTRIBUTION,
    "shares": low.CPW_POOL_OVER_SHARES,
    "lead": low.CPW_POOL_OVER_LEAD,
    "limit": low.CPW_POOL_OVER_LIMIT,
    "carry": low.CPW_POOL_OVER_CARRY,
}
UNDERSPEND = {
    "contribution": low.CPW_POOL_UNDER_CONTRIBUTION,
    "shares": low.CPW_POOL_UNDER_SHARES,
    "lead": low.CPW_POOL_UNDER_LEAD,
    "contributors": low.CPW_POOL_UNDER_CONTRIBUTORS,
    "carry": low.CPW_POOL_UNDER_CARRY,
}


class Year(Result):
    """The year of a pool with its `ledger`."""

    ledger = None


def _find(names, name, what):
    try:
        return names.index(str(name))
    except ValueError:
        raise NotFoundError(f"{what} {name!r} is none of {', '.join(names)}", low.CPW_ENOTFOUND, what) from None


def _marks(names, chosen, what):
    """A row of flags: the named ones, or all where None."""
    if chosen is None:
        return [1] * len(names)
    row = [0] * len(names)
    for name in chosen:
        row[_find(names, name, what)] = 1
    return row


def _allowed(row, lines, provider):
    """Flags of the lines that a ring-fence (partner, amount[, lines[, providers]]) allows."""
    marked = _marks(lines, row[2] if len(row) > 2 else None, "line")
    if len(row) < 4 or row[3] is None:
        return marked
    known = [str(p) for p in provider or []]
    named = [str(p) for p in row[3]]
    for name in named:
        _find(known, name, "provider")
    return [int(flag and known[i] in named) for i, flag in enumerate(marked)]


def _set_fences(c, fences, opening, partners, lines, provider):
    names, rows = [str(f) for f in fences], [tuple(row) for row in fences.values()]
    count = c.fences = len(names)
    set_texts(c, "fence", names, count, "fences")
    put(c, "fence_partner", money([_find(partners, row[0], "partner") for row in rows], count, 1, "fence_partner"))
    put(c, "fence_amount", money([row[1] for row in rows], count, 1, "fence_amount"))
    allowed = [_allowed(row, lines, provider) for row in rows]
    put(c, "fence_allows", flags(allowed, count, len(lines), "fence_allows"))
    if opening:
        amounts = [0] * count
        for name, amount in opening.items():
            amounts[_find(names, name, "fence")] = amount
        put(c, "fence_opening", money(amounts, count, 1, "fence_opening"))


def _set_purposes(c, purposes, lines):
    names, rows = [str(p) for p in purposes], list(purposes.values())
    count = c.purposes = len(names)
    set_texts(c, "purpose", names, count, "purposes")
    put(c, "purpose_minimum", money([row[0] for row in rows], count, 1, "purpose_minimum"))
    counted = [_marks(lines, row[1], "line") for row in rows]
    put(c, "purpose_counts", flags(counted, count, len(lines), "purpose_counts"))


def _set_conditions(c, conditions, partners, lines):
    rows = list(conditions)
    count = c.conditions = len(rows)
    put(c, "condition_partner", money([_find(partners, r[0], "partner") for r in rows], count, 1, "conditions"))
    put(c, "condition_line", money([_find(lines, r[1], "line") for r in rows], count, 1, "conditions"))
    put(c, "condition_amount", money([r[2] for r in rows], count, 1, "condition_amount"))
    put(c, "condition_met", flags([r[3] for r in rows], count, 1, "condition_met"))


def year(partners, lines, contribution, spend, minimum=None, opening=None, fences=None, fence_opening=None,
         purposes=None, conditions=None, leakage=None, overspend="contribution", underspend="contribution",
         virement=True, share=None, limit=None, lead=None, alone=None, partner_place=None, line_place=None,
         provider=None):
    """Runs the year of a pool; a Year (a Result with `ledger`). See cpw_pool_year.

    `contribution`: partner x line. `fences`: {name: (partner, amount[, lines allowed[, providers allowed]])}, None: all.
    `fence_opening`: {name: amount brought forward}. `purposes`: {name: (least spend, lines that count)}.
    `conditions`: [(partner, line, amount, met)]. `lead`: name of a partner.
    """
    partners, lines = [str(p) for p in partners], [str(line) for line in lines]
    n, m = len(partners), len(lines)
    values = {
        "overspend": choice(overspend, "overspend", OVERSPEND),
        "underspend": choice(underspend, "underspend", UNDERSPEND),
        "virement": int(bool(virement)),
        "lead": -1 if lead is None else _find(partners, lead, "lead"),
    }
    c = structure(low.cpw_pool, "year", values)
    c.partners, c.lines = n, m
    set_texts(c, "partner", partners, n, "partners")
    set_texts(c, "partner_place", partner_place, n, "partner_place")
    set_texts(c, "line", lines, m, "lines")
    set_texts(c, "line_place", line_place, m, "line_place")
    set_texts(c, "provider", provider, m, "provider")
    put(c, "contribution", money(contribution, n, m, "contribution"))
    for name, given, count in (("minimum", minimum, n), ("opening", opening, m), ("limit", limit, n)):
        if given is not None:
            put(c, name, money(given, count, 1, name))
    for name, given, count in (("leakage", leakage, m), ("share", share, n)):
        if given is not None:
            put(c, name, reals(given, count, 1, name))
    if fences:
        _set_fences(c, fences, fence_opening, partners, lines, provider)
    if purposes:
        _set_purposes(c, purposes, lines)
    if conditions:
        _set_conditions(c, conditions, partners, lines)
    spent = money(spend, m, 1, "spend")
    without = None if alone is None else money(alone, n, m, "alone")
    out, ledger = C.POINTER(low.cpw_result)(), C.POINTER(low.cpw_ledger)()
    call(
        "cpw_pool_year",
        C.byref(c),
        spent.pointer,
        None if without is None else without.pointer,
        C.byref(out),
        C.byref(ledger),
    )
    made = Year(out)
    made.ledger = Ledger(ledger)
    return made


def uplift(previous, rate):
    """previous x (1 + rate): one number, or a list of them."""
    if hasattr(previous, "__len__"):
        return [uplift(x, rate) for x in previous]
    return lib.cpw_pool_uplift(number(previous, "previous"), number(rate, "rate"))


def minimums(previous, rate):
    """Minimum contributions in whole pounds: the least not below previous x (1 + rate), exactly."""
    rows = list(previous)
    view, out = new_integers((len(rows),))
    call("cpw_pool_minimums", money(rows, len(rows), 1, "previous").pointer, len(rows), number(rate, "rate"), out)
    return view


def packages(cost, share):
    """Costs of jointly funded packages by funder (package x partner); `share`: one a partner, or one a package
    and partner; they sum to 1 or 100."""
    rows = list(cost)
    shares = [list(row) if hasattr(row, "__len__") else row for row in share]
    each = bool(shares) and isinstance(shares[0], list)
    partners = len(shares[0]) if each else len(shares)
    made = reals(shares, len(rows), partners, "share") if each else reals(shares, partners, 1, "share")
    view, out = new_integers((len(rows), partners))
    costs = money(rows, len(rows), 1, "cost")
    call("cpw_pool_packages", costs.pointer, len(rows), made.pointer, whole(partners, "partners"), int(each), None, out)
    return view
