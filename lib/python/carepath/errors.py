"""What the library's status codes become in Python.

Every error carries `code` (the status), `index` (0-based position of the offending element, or
None), `where` (function, file or stream), `line` and `column` (1-based, or None), and reads as one
sentence. Each class is also the built-in exception a Python program would expect.
"""
from . import _lowlevel as low


class CarepathError(Exception):
    """An error raised by the library."""

    def __init__(self, message, code=low.CPW_EINTERNAL, where=None, index=None, line=None, column=None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.where = where
        self.index = index
        self.line = line
        self.column = column

    def __str__(self):
        return self.message

    def __reduce__(self):
        return type(self), (self.message, self.code, self.where, self.index, self.line, self.column)


class InvalidError(CarepathError, ValueError):
    """An argument is missing, contradictory or of the wrong shape."""


class WrongTypeError(InvalidError, TypeError):
    """An argument is of a type that cannot be what is asked for: text or a fraction for a count."""


class DomainError(CarepathError, ValueError):
    """A value lies outside its domain: negative, not finite, out of range."""


class DataError(CarepathError, ValueError):
    """A file does not follow the expected format: see line and column."""


class NotFoundError(CarepathError, KeyError):
    """There is nothing of that name."""


class LimitError(CarepathError, OverflowError):
    """A size, a count or a sum is too large."""


class ReadWriteError(CarepathError, OSError):
    """Reading or writing failed."""

    def __str__(self):
        return self.message


class NoConvergenceError(CarepathError, ArithmeticError):
    """An iteration did not converge."""


class CancelledError(CarepathError):
    """The caller cancelled the work."""


class OutOfMemoryError(CarepathError, MemoryError):
    """Memory is short."""


class AbiError(CarepathError, RuntimeError):
    """A structure of another version of the library."""


CLASSES = {
    low.CPW_EINVAL: InvalidError,
    low.CPW_EDOMAIN: DomainError,
    low.CPW_ENOMEM: OutOfMemoryError,
    low.CPW_EOVERFLOW: LimitError,
    low.CPW_EABI: AbiError,
    low.CPW_EDATA: DataError,
    low.CPW_EIO: ReadWriteError,
    low.CPW_ENOTFOUND: NotFoundError,
    low.CPW_ENOCONV: NoConvergenceError,
    low.CPW_ECANCELLED: CancelledError,
}


def from_status(code, error=None):
    """The exception for a status and, where there is one, its cpw_error."""
    kind = CLASSES.get(code, CarepathError)
    if error is None or error.code == 0:
        name, text = low.STATUS.get(code, (str(code), "unknown status"))
        return kind(f"{name}: {text}", code)
    where = error.where.decode("utf-8", "replace")
    message = error.message.decode("utf-8", "replace")
    return kind(
        f"{where}: {message}",  # a message about a file names line and field itself
        code,
        where,
        error.index if error.index >= 0 else None,
        error.line or None,
        error.column or None,
    )
