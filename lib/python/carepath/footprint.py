"""From any footprint to any other: small areas belong to units by shares; measures are carried across, exactly.

    towns = [(0, 0, 1.0), (1, 0, 0.5), (1, 1, 0.5)]           # (area, unit, share)
    boards = [(0, 0, 1.0), (1, 1, 1.0)]
    carepath.footprint.carry(towns, boards, weight=[100, 300], measure=[250, 150])     # by board
    carepath.footprint.fit([[1, 1], [1, 2]], row=[40, 60], column=[50, 50])          # both margins met

See docs/explanation/footprint.md, cpw_footprint_carry and cpw_footprint_fit.
"""
import ctypes as C

from . import _lowlevel as low
from ._cells import put
from ._library import call
from ._memory import Doubles, new_doubles, structure
from .errors import NoConvergenceError
from .result import Result


def _footprint(parts, areas):
    rows = [low.cpw_footprint_part(area=int(a), unit=int(u), share=float(s)) for a, u, s in parts]
    made = structure(low.cpw_footprint, "footprint", {})
    made._rows = (low.cpw_footprint_part * max(len(rows), 1))(*rows)
    made.part, made.parts = made._rows, len(rows)
    made.areas = areas
    made.units = max([row.unit for row in rows], default=-1) + 1
    return made


def carry(source, target, weight, measure, **options):
    """A measure by unit of one footprint, carried to the units of another by the people of the areas; sums to the whole.
    See cpw_footprint_carry."""
    people = Doubles(weight, "weight")
    a, b = _footprint(source, people.shape[0]), _footprint(target, people.shape[0])
    given = Doubles(measure, "measure", (a.units,))
    how = structure(low.cpw_footprint_options, "carry", options)
    out, at = new_doubles((b.units,))
    call("cpw_footprint_carry", C.byref(a), C.byref(b), people.pointer, given.pointer, C.byref(how), at)
    return out


def check(parts, weight, **options):
    """Gaps and overlaps of a footprint, by area. See cpw_footprint_check."""
    people = Doubles(weight, "weight")
    made = _footprint(parts, people.shape[0])
    how = structure(low.cpw_footprint_options, "check", options)
    out = C.POINTER(low.cpw_result)()
    call("cpw_footprint_check", C.byref(made), people.pointer, C.byref(how), C.byref(out))
    return Result(out)


def fit(seed, row, column, **options):
    """A table with the sums of rows and columns that are wanted, in the proportions of the seed (Deming and Stephan).
    See cpw_footprint_fit."""
    made = structure(low.cpw_footprint_margins, "fit", options)
    start = Doubles(seed, "seed")
    made.rows, made.columns = start.shape
    put(made, "seed", start)
    put(made, "row", Doubles(row, "row", (made.rows,)))
    put(made, "column", Doubles(column, "column", (made.columns,)))
    out, at = new_doubles(start.shape)
    fitted = low.cpw_footprint_fitted()
    call("cpw_footprint_fit", C.byref(made), at, C.byref(fitted))
    if fitted.outcome != low.CPW_OUTCOME_OK:
        raise NoConvergenceError(
            f"after {fitted.iterations} iterations the sums miss by {fitted.miss:g} of the whole", low.CPW_ENOCONV, "fit"
        )
    return out
