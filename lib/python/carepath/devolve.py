"""Money down a tree, from a system to its places and practices, in whole pounds, within bounds at every level.

    found = carepath.devolve.run(
        total=1_000_000,
        ids=["system", "north", "south", "n1", "n2"],
        parent=[None, "system", "system", "north", "north"],
        weight=[None, None, 40.5, 31.5, 28.0],          # None: the sum of its children's
        topslice=[0.025, 0, 0, 0, 0],                    # kept by the system
    )
    found["received"], found["kept"], found["passed_on"]        # node x line
    found.frame("received")
"""
import ctypes as C

from . import _lowlevel as low
from ._cells import money, put, reals
from ._library import call
from ._memory import choice, is_list, structure
from ._whole import Integers, set_texts, texts
from .errors import InvalidError
from .result import Result

RULES = {"levels": low.CPW_DEVOLVE_LEVELS, "leaves": low.CPW_DEVOLVE_LEAVES}
BINDING = {
    low.CPW_DEVOLVE_FREE: "free",
    low.CPW_DEVOLVE_AT_LEAST: "at least",
    low.CPW_DEVOLVE_AT_MOST: "at most",
    low.CPW_DEVOLVE_FIXED: "fixed",
}


def parents(ids, parent_ids):
    """Row of each node's parent, -1 for the root, from ids (None or "": the root)."""
    ids = [str(i) for i in ids]
    known = ["" if p is None else str(p) for p in parent_ids]
    out = (C.c_int64 * max(len(ids), 1))()
    call("cpw_devolve_parents", texts(ids, len(ids), "ids"), texts(known, len(ids), "parent"), len(ids), None, out)
    return list(out)[: len(ids)]


def tree(nested, root="system"):
    """ids, parent and weight of a nested dict such as {"north": {"n1": 31.5, "n2": 28.0}, "south": 40.5}, to be
    given to run(): ids are paths below the root, such as "north/n1"; weights of parents are their children's."""
    ids, parent, weight = [root], [None], [None]

    def add(branch, above, prefix):
        for name, inner in branch.items():
            ids.append(prefix + str(name))
            parent.append(above)
            weight.append(None if isinstance(inner, dict) else inner)
            if isinstance(inner, dict):
                add(inner, ids[-1], ids[-1] + "/")

    add(nested, root, "")
    return {"ids": ids, "parent": parent, "weight": weight}


def _set_parent(c, parent, ids):
    rows = parent.tolist() if hasattr(parent, "tolist") else list(parent)
    if ids is not None and any(p is None or isinstance(p, str) for p in rows):
        rows = parents(ids, rows)
    put(c, "parent", Integers(rows, "parent"))
    return len(rows)


def run(total, parent, weight, ids=None, lines=None, devolved=None, topslice=None, reserve=None, floor=None,
        cap=None, people=None, floor_per_head=None, cap_per_head=None, rule="levels"):
    """Devolves money down a tree; a Result. See cpw_devolve_run.

    `total`: one number, or one a line (`lines` names them). `parent`: rows (-1: the root), or ids. Everything
    else is one number for all nodes, one a node, or one a node and line; None inside `weight`, `people`: the
    sum of the children's; inside the others: none. `rule`: "levels" or "leaves" (one water level over all leaves).
    """
    totals = list(total) if is_list(total) else [total]
    names = None if lines is None else [str(line) for line in lines]
    c = structure(low.cpw_devolve_tree, "run", {"rule": choice(rule, "rule", RULES)})
    n, m = c.nodes, c.lines = _set_parent(c, parent, ids), len(totals)
    if names is not None and len(names) != m:
        raise InvalidError(f"lines has {len(names)} names, total {m} amounts", low.CPW_EINVAL, "lines")
    set_texts(c, "id", ids, n, "ids")
    set_texts(c, "line_id", names, m, "lines")
    put(c, "total", money(totals, m, 1, "total"))
    put(c, "weight", reals(weight, n, m, "weight"))
    if people is not None:
        put(c, "people", reals(people, n, 1, "people"))
    for name, values in (("devolved", devolved), ("topslice", topslice)):
        if values is not None:
            put(c, name, reals(values, n, m, name))
    for name, values in (("floor_per_head", floor_per_head), ("cap_per_head", cap_per_head)):
        if values is not None:
            put(c, name, reals(values, n, m, name))
    for name, values, missing in (("reserve", reserve, 0), ("floor", floor, 0), ("cap", cap, low.CPW_DEVOLVE_NO_CAP)):
        if values is not None:
            put(c, name, money(values, n, m, name, missing))
    out = C.POINTER(low.cpw_result)()
    call("cpw_devolve_run", C.byref(c), C.byref(out))
    return Result(out)
