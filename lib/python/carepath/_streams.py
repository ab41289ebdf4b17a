"""Python files and bytes as the library's sources and sinks.

An exception raised by the file object is kept and raised again once the library has returned.
"""
import ctypes as C
import os

from . import _lowlevel as low


class Source:
    """A cpw_source that reads from a binary file object (gzip.open, sys.stdin.buffer, ...)."""

    def __init__(self, file, name=None):
        self.problem = None
        name = name or getattr(file, "name", None)
        self._name = os.fsencode(name) if isinstance(name, (str, bytes, os.PathLike)) else None

        def read(_context, buffer, capacity):
            try:
                data = file.read(capacity)
                if isinstance(data, str):
                    raise TypeError("open the file in binary mode ('rb')")
                if not data:
                    return 0
                C.memmove(buffer, data, len(data))
                return len(data)
            except BaseException as problem:
                self.problem = problem
                return -1

        self._read = low.cpw_source_read_t(read)
        self.c = low.cpw_source(None, self._read, self._name)


class Sink:
    """A cpw_sink that writes to a binary or text file object."""

    def __init__(self, file):
        self.problem = None
        as_text = not _is_binary(file)

        def write(_context, data, count):
            try:
                raw = C.string_at(data, count)
                file.write(raw.decode("utf-8") if as_text else raw)
                return 0
            except BaseException as problem:
                self.problem = problem
                return -1

        self._write = low.cpw_sink_write_t(write)
        self.c = low.cpw_sink(None, self._write)


def _is_binary(file):
    mode = getattr(file, "mode", None)
    if isinstance(mode, str):
        return "b" in mode
    return not hasattr(file, "encoding")
