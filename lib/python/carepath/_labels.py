"""Labels of groups by row: one that is missing is refused, never made a group without a word."""
from . import _lowlevel as low
from ._memory import numpy
from .errors import InvalidError


def _is_missing(label):
    """None, and what is not itself: nan, NaT; of pandas NA even that cannot be said."""
    if label is None:
        return True
    try:
        return not bool(label == label)
    except (TypeError, ValueError):
        return True


def _first_missing(labels):
    """The first row without a label, or None."""
    if numpy is not None and isinstance(labels, numpy.ndarray):
        mask = numpy.ma.getmaskarray(labels) if numpy.ma.isMaskedArray(labels) else None
        if labels.dtype.kind in "fc":
            absent = numpy.isnan(labels)
        elif labels.dtype.kind in "mM":
            absent = numpy.isnat(labels)
        elif labels.dtype.kind == "O":
            absent = numpy.fromiter((_is_missing(label) for label in labels.flat), bool, labels.size)
        else:
            absent = None
        absent = None if absent is None else numpy.asarray(absent).reshape(-1)
        if mask is not None:
            absent = mask.reshape(-1) if absent is None else absent | mask.reshape(-1)
        rows = [] if absent is None else numpy.flatnonzero(absent)
        return int(rows[0]) if len(rows) else None
    return next((row for row, label in enumerate(labels) if _is_missing(label)), None)


def _as_labels(labels):
    """What can be looked at twice: an array of NumPy, or a list."""
    if numpy is not None and isinstance(labels, numpy.ndarray):
        return labels
    if hasattr(labels, "tolist"):
        return labels.tolist()
    return list(labels)


def present(labels, name):
    """The labels as an array of NumPy or a list, if there is one in every row: an InvalidError names the
    first row without."""
    try:
        if isinstance(labels, (str, bytes)):
            raise TypeError
        labels = _as_labels(labels)
        if not isinstance(labels, list) and getattr(labels, "ndim", 1) != 1:
            raise TypeError
    except TypeError:
        raise InvalidError(f"{name} must be a list of labels, one a row", low.CPW_EINVAL, name) from None
    row = _first_missing(labels)
    if row is not None:
        raise InvalidError(
            f"{name}[{row}] is missing ({labels[row]!r}): leave such rows out, name the group they shall form, "
            "or see with equity.bounds how far they could move a measure",
            low.CPW_EINVAL, name, row,
        )
    return labels
