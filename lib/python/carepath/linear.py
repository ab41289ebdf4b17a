"""Linear programmes: the best plan under rules that add up, its shadow prices, and who is in the way.

    from carepath import linear
    answer = linear.solve([3, 5], [[1, 0], [0, 2], [3, 2]], row_upper=[4, 12, 18], maximise=True)
    answer.status, answer.objective, answer.x         # "optimal", 36, [2, 6]
    answer.dual                                       # what one more of each row is worth
    linear.solve([1], [[1], [1]], row_lower=[2, None], row_upper=[None, 1]).conflicts   # {0: 1.0, 1: -1.0}

`matrix` is (rows, columns), a SciPy sparse matrix, or triplets=(rows, columns, values). Bounds are one number
for all or one each; None is no bound. Variables are from 0 up unless bounds say otherwise. See
cpw_linear_solve.
"""
import ctypes as C
import math

from . import _lowlevel as low
from ._memory import Doubles, is_list, new_doubles, new_integers, structure
from ._run import Run
from ._whole import integers, vector
from .errors import InvalidError

STATUSES = {
    low.CPW_LINEAR_OPTIMAL: "optimal",
    low.CPW_LINEAR_INFEASIBLE: "infeasible",
    low.CPW_LINEAR_UNBOUNDED: "unbounded",
    low.CPW_LINEAR_LIMIT: "limit",
}


class Answer:
    """What came out of a linear programme: status, objective, x, reduced_cost, activity, dual, dual_from,
    dual_to, ray, conflict, column_status, row_status, bound, primal_error, dual_error, shortfall, iterations.
    See cpw_linear_answer."""

    def __init__(self, names):
        self.names = names

    @property
    def conflicts(self):
        """The rows that cannot all hold, with their multipliers, by name where rows have names: positive
        where the lower bound is in the way, negative where the upper one is."""
        found = [(i, float(v)) for i, v in enumerate(self.conflict) if v != 0.0]
        return {self.names[i] if self.names else i: v for i, v in found}

    def __repr__(self):
        return f"<linear {self.status}: objective {self.objective!r}>"


def _bounds(values, count, name, default):
    if values is None:
        return None
    listed = list(values) if is_list(values) else [values] * count
    return vector([default if v is None else v for v in listed] if _holes(listed) else listed, name, count)


def _holes(listed):
    return any(v is None for v in listed)


def _triplets(matrix, triplets, columns):
    """(rows, row, column, value) of a dense or sparse matrix, or of triplets."""
    if matrix is not None and triplets is not None:
        raise InvalidError("matrix and triplets are both given", low.CPW_EINVAL, "matrix")
    if triplets is not None:
        return (None, *triplets)
    if matrix is None:
        return 0, [], [], []
    if hasattr(matrix, "tocoo"):
        sparse = matrix.tocoo()
        return sparse.shape[0], sparse.row, sparse.col, sparse.data
    dense = Doubles(matrix, "matrix")
    if dense.shape == (0,):
        return 0, [], [], []
    if len(dense.shape) != 2 or dense.shape[1] != columns:
        raise InvalidError(
            f"matrix has the shape {dense.shape}, expected (rows, {columns})", low.CPW_EINVAL, "matrix"
        )
    row, column, value = [], [], []
    for i in range(dense.shape[0]):
        for j in range(columns):
            v = dense.pointer[i * columns + j]
            if v != 0.0:
                row.append(i)
                column.append(j)
                value.append(v)
    return dense.shape[0], row, column, value


def _rows(rows, row, row_lower, row_upper):
    if rows is not None:
        return rows
    for bound in (row_lower, row_upper):
        if bound is not None and is_list(bound):
            return len(bound)
    return int(max(row, default=-1)) + 1


def solve(
    cost,
    matrix=None,
    row_lower=None,
    row_upper=None,
    lower=0.0,
    upper=None,
    maximise=False,
    offset=0.0,
    triplets=None,
    row_names=None,
    start=None,
    progress=None,
    **options,
):
    """Solve a linear programme: an Answer. `start` is an earlier Answer to begin from; further options are
    those of cpw_linear_options: tolerance, iterations, unscaled, bland."""
    costs = vector(cost, "cost")
    columns = costs.shape[0]
    count, row, column, value = _triplets(matrix, triplets, columns)
    count = _rows(count, row, row_lower, row_upper)
    rows_of, columns_of, values = integers(row, "row"), integers(column, "column"), vector(value, "value")
    if not rows_of.shape == columns_of.shape == values.shape:
        raise InvalidError("triplets must be three arrays of one length", low.CPW_EINVAL, "triplets")
    bounds = {
        "column_lower": _bounds(-math.inf if lower is None else lower, columns, "lower", -math.inf),
        "column_upper": _bounds(upper, columns, "upper", math.inf),
        "row_lower": _bounds(row_lower, count, "row_lower", -math.inf),
        "row_upper": _bounds(row_upper, count, "row_upper", math.inf),
    }
    program = structure(low.cpw_linear_program, "linear", {"offset": offset, "maximise": int(maximise)})
    program.rows, program.columns, program.entries = count, columns, values.shape[0]
    program.cost, program.value = costs.pointer, values.pointer
    program.row, program.column = rows_of.pointer, columns_of.pointer
    for name, made in bounds.items():
        if made is not None:
            setattr(program, name, made.pointer)
    return _solve(program, options, start, progress, None if row_names is None else list(row_names))


def _solve(program, options, start, progress, names):
    rows, columns = program.rows, program.columns
    if names is not None and len(names) != rows:
        raise InvalidError(f"row_names has {len(names)} names, expected {rows}", low.CPW_EINVAL, "row_names")
    chosen = structure(low.cpw_linear_options, "linear", options)
    if start is not None:
        begin = [
            integers(start.column_status, "start.column_status", columns, C.c_int32),
            integers(start.row_status, "start.row_status", rows, C.c_int32),
        ]
        chosen.column_status, chosen.row_status = begin[0].pointer, begin[1].pointer
    run = Run(progress)
    chosen.run = C.pointer(run.c)
    out = low.cpw_linear_answer()
    out.struct_size = C.sizeof(out)
    answer = Answer(names)
    for name in ("x", "reduced_cost", "ray", "activity", "dual", "dual_from", "dual_to", "conflict"):
        array, pointer = new_doubles((columns if name in ("x", "reduced_cost", "ray") else rows,))
        setattr(answer, name, array)
        setattr(out, name, pointer)
    for name, length in (("column_status", columns), ("row_status", rows)):
        array, pointer = new_integers((length,), C.c_int32)
        setattr(answer, name, array)
        setattr(out, name, pointer)
    run.call("cpw_linear_solve", C.byref(program), C.byref(chosen), C.byref(out))
    for name in ("objective", "bound", "primal_error", "dual_error", "shortfall", "iterations"):
        setattr(answer, name, getattr(out, name))
    answer.status = STATUSES[out.status]
    answer.conflict_row = out.conflict_row if out.conflict_row >= 0 else None
    answer.conflict_column = out.conflict_column if out.conflict_column >= 0 else None
    return answer
