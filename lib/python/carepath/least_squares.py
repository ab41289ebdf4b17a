"""The nearest that non-negative or bounded numbers come to data.

    from carepath import least_squares
    found = least_squares.solve([[1, 0], [0, 1], [1, 1]], [2, -1, 1])
    found.x, found.dual, found.kkt                    # [1.5, 0], the proof, how exact it is
    least_squares.solve(matrix, target, lower=-1, upper=[1, None], weights=w, ridge=0.1)

Bounds are one number for all or one each; None is no bound. Without bounds given: 0 and up. See
cpw_least_squares_solve.
"""
import ctypes as C
import math
from types import SimpleNamespace

from . import _lowlevel as low
from ._memory import Doubles, is_list, new_doubles, new_integers, structure
from ._run import Run
from ._whole import vector
from .errors import InvalidError

STATES = {
    low.CPW_LEAST_SQUARES_AT_LOWER: "lower",
    low.CPW_LEAST_SQUARES_AT_UPPER: "upper",
    low.CPW_LEAST_SQUARES_BETWEEN: "between",
}


def _bounds(values, count, name, none):
    listed = list(values) if is_list(values) else [values] * count
    return vector([none if v is None else v for v in listed], name, count)


def solve(
    matrix, target, weights=None, lower=0.0, upper=None, ridge=0.0, towards=None, progress=None
):
    """.x, .dual, .residual, .state (names), .objective, .misfit, .kkt, .spread, .between, .dependent, .iterations."""
    a = Doubles(matrix, "matrix")
    if len(a.shape) != 2:
        raise InvalidError(f"matrix has the shape {a.shape}, expected (rows, columns)", low.CPW_EINVAL, "matrix")
    rows, columns = a.shape
    b = vector(target, "target", rows)
    keep = {
        "lower": _bounds(lower, columns, "lower", -math.inf),
        "upper": _bounds(upper, columns, "upper", math.inf),
    }
    if weights is not None:
        keep["weights"] = vector(weights, "weights", rows)
    if towards is not None:
        keep["towards"] = vector(towards, "towards", columns)
    problem = structure(low.cpw_least_squares, "least_squares", {"ridge": ridge})
    problem.rows, problem.columns = rows, columns
    problem.matrix, problem.target = a.pointer, b.pointer
    for name, made in keep.items():
        setattr(problem, name, made.pointer)
    answer = structure(low.cpw_least_squares_answer, "answer", {})
    found = SimpleNamespace()
    for name, length in (("x", columns), ("dual", columns), ("residual", rows)):
        array, pointer = new_doubles((length,))
        setattr(found, name, array)
        setattr(answer, name, pointer)
    states, answer.state = new_integers((columns,), C.c_int32)
    run = Run(progress)
    run.call("cpw_least_squares_solve", C.byref(problem), run.pointer, None, C.byref(answer))
    found.state = [STATES[int(s)] for s in states]
    for name in ("objective", "misfit", "kkt", "spread", "between", "dependent", "iterations"):
        setattr(found, name, getattr(answer, name))
    return found
