"""Who is next, and why: places under a policy, the reasons for one, what would swap two.

    policy = carepath.Policy.read("policy.txt")
    patients = {"wait": days, "tier": tiers, "ids": ids, "facts": {"pain": pain, "imd_decile": imd}}
    ranking = carepath.rank(policy, patients)
    ranking.order                                   # rows, the next to be treated first
    ranking.place, ranking.score, ranking.equity    # by row
    why = priority.explain(policy, patients, "A17")
    why["contribution"], why["next_wait"]
    priority.compare(policy, patients, "A17", "B2")["swap_weights"]

`patients` is a dict of wait (days), tier, ids, facts, today and overrides, or Patients made from them once.
See docs/explanation/priority.md.
"""
import ctypes as C
from collections import namedtuple

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, new_doubles, new_integers, structure
from ._ranked import Ranked as Patients
from ._ranked import ranked
from ._run import Run
from .errors import InvalidError
from .result import Result

__all__ = ["Patients", "Ranking", "rank", "values", "explain", "compare", "panel", "protected", "DECIDED_BY"]

#: what the number `decided_by` of compare() stands for
DECIDED_BY = {
    low.CPW_DECIDED_BY_TIER: "tier",
    low.CPW_DECIDED_BY_BREACH: "breach",
    low.CPW_DECIDED_BY_SCORE: "score",
    low.CPW_DECIDED_BY_WAIT: "wait",
    low.CPW_DECIDED_BY_ID: "id",
    low.CPW_DECIDED_BY_OVERRIDE: "override",
}

Ranking = namedtuple(
    "Ranking", "order place score clinical equity wait tier breached missing capped breaches"
)
Ranking.__doc__ = """Where everybody stands. `order`: rows, the first first; the others by row: `place` from 1, `score`,
its `clinical` and `equity` parts, `wait` as it counts, `tier` from 0, `breached`; then how many facts were `missing`
and valued by the policy, for how many patients equity was `capped`, how many `breaches` there are."""


def rank(policy, patients, threads=1, progress=None):
    """Places of all patients under a policy. See cpw_priority_rank."""
    patients = ranked(policy, patients)
    n = patients.c.patients
    run = Run(progress, threads=threads)
    out = structure(low.cpw_priority_ranking, "rank", {})
    found = {}
    for name in ("order", "place"):
        found[name], pointer = new_integers((n,))
        setattr(out, name, pointer)
    for name in ("score", "clinical", "equity", "wait"):
        found[name], pointer = new_doubles((n,))
        setattr(out, name, pointer)
    for name in ("tier", "breached"):
        found[name], pointer = new_integers((n,), C.c_int32)
        setattr(out, name, pointer)
    out.run = C.pointer(run.c)
    run.call("cpw_priority_rank", policy.pointer, C.byref(patients.c), C.byref(out))
    return Ranking(**found, missing=out.missing, capped=out.capped, breaches=out.breaches)


def values(policy, patients):
    """Values of all facts, (patients, criteria) in [0, 1], and the tier and breach of every patient as one
    number, the first to be treated lowest: what carepath.smaa and carepath.mcda start from."""
    patients = ranked(policy, patients)
    n, m = patients.c.patients, policy.pointer.contents.criterion_count
    found, pointer = new_doubles((n, m))
    block, block_pointer = new_integers((n,), C.c_int32)
    call("cpw_priority_values", policy.pointer, C.byref(patients.c), pointer, block_pointer)
    return found, block


def explain(policy, patients, patient):
    """Why a patient (an id, or a row where there are no ids) stands where he or she stands: contributions of every
    criterion, places that each fact could give, the fact or wait that would move. See cpw_priority_explain."""
    patients = ranked(policy, patients)
    handle = C.POINTER(low.cpw_result)()
    call("cpw_priority_explain", policy.pointer, C.byref(patients.c), patients.row(patient), None, C.byref(handle))
    return Result(handle)


def compare(policy, patients, first, second):
    """Why one patient stands before another, and the least change of weights, facts or wait that would swap
    them. See cpw_priority_compare."""
    patients = ranked(policy, patients)
    handle = C.POINTER(low.cpw_result)()
    call(
        "cpw_priority_compare",
        policy.pointer,
        C.byref(patients.c),
        patients.row(first),
        patients.row(second),
        None,
        C.byref(handle),
    )
    return Result(handle)


def panel(policy, patients, weights, who=None):
    """Places (members, patients) under the weights (members, criteria) of every member of a panel; `who`: only
    these patients."""
    patients = ranked(policy, patients)
    given = Doubles(weights, "weights")
    m = policy.pointer.contents.criterion_count
    if len(given.shape) != 2 or given.shape[1] != m:
        raise InvalidError(
            f"weights has the shape {given.shape}, expected (members, {m})", low.CPW_EINVAL, "weights"
        )
    rows, count = None, patients.c.patients
    if who is not None:
        numbers = [patients.row(patient) for patient in who]
        rows, count = (C.c_int64 * max(len(numbers), 1))(*numbers), len(numbers)
    places, pointer = new_integers((given.shape[0], count))
    call(
        "cpw_priority_panel",
        policy.pointer,
        C.byref(patients.c),
        given.pointer,
        given.shape[0],
        rows,
        count,
        pointer,
    )
    return places


def protected(name):
    """The protected characteristic (Equality Act 2010) that a heading speaks of, such as "race"; None: none."""
    found = lib.cpw_priority_protected_name(lib.cpw_priority_protected(str(name).encode()))
    return None if found is None else found.decode()
