"""CSV in and out, row by row in bounded memory: strict RFC 4180, errors with line and column.

    with carepath.Table("list.csv") as table:
        for row in table:
            row["count"], row.integer("count")
"""
import ctypes as C
import io
import os

from . import _lowlevel as low
from ._library import call, lib, text
from ._memory import structure
from ._streams import Sink, Source


class Row:
    """The current row of a table: valid until the next one is read."""

    def __init__(self, table):
        self._table = table

    def __getitem__(self, column):
        """The field as text."""
        data, count = C.c_char_p(), C.c_int64()
        call("cpw_table_text", *self._at(column), C.byref(data), C.byref(count))
        return C.string_at(data, count.value).decode("utf-8", "replace")

    def _at(self, column):
        return self._table._handle, self._table.position(column)

    def number(self, column):
        """The field as a float."""
        value = C.c_double()
        call("cpw_table_double", *self._at(column), C.byref(value))
        return value.value

    def integer(self, column):
        """The field as an int, without loss."""
        value = C.c_int64()
        call("cpw_table_int64", *self._at(column), C.byref(value))
        return value.value

    @property
    def line(self):
        """The line on which the row begins."""
        return lib.cpw_table_line(self._table._handle)

    def values(self):
        """All fields as text."""
        return [self[i] for i in range(len(self._table.names))]


class Table:
    """A CSV file (path), bytes, or a binary file object. Options: delimiter, header, ragged,
    trim_names, max_row_bytes, max_columns (see cpw_table_options)."""

    def __init__(self, file, **options):
        self._handle = None
        if isinstance(options.get("delimiter"), str):
            options["delimiter"] = ord(options["delimiter"])
        settings = structure(low.cpw_table_options, "Table", options)
        handle = C.POINTER(low.cpw_table)()
        self._source = None
        if isinstance(file, (str, os.PathLike)):
            call("cpw_table_open_path", text(file), C.byref(settings), C.byref(handle))
        else:
            self._source = Source(io.BytesIO(file) if isinstance(file, bytes) else file)
            self._guard(
                lambda: call("cpw_table_open_source", C.byref(self._source.c), C.byref(settings), C.byref(handle))
            )
        self._handle = handle
        self.names = [
            (lib.cpw_table_name(handle, i) or b"").decode("utf-8", "replace")
            for i in range(lib.cpw_table_columns(handle))
        ]

    def _guard(self, action):
        try:
            return action()
        except Exception:
            if self._source is not None and self._source.problem is not None:
                raise self._source.problem from None
            raise

    def position(self, column):
        """0-based position of a column by name (or the position itself)."""
        if isinstance(column, int):
            return column
        index = C.c_int64()
        call("cpw_table_require", self._handle, column.encode(), C.byref(index))
        return index.value

    def __iter__(self):
        row = Row(self)
        while self._handle and self._guard(lambda: call("cpw_table_next", self._handle)):
            yield row

    def close(self):
        """Closes the file. Safe to call twice."""
        if self._handle:
            lib.cpw_table_free(self._handle)
            self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_handle", None):
            self.close()


def write_table(file, names, rows, **options):
    """Writes rows (sequences of text, int, float or None) as CSV to a path (whole or not at all) or
    a file object. Floats read back to the same bits."""
    if isinstance(file, (str, bytes, os.PathLike)):
        output = C.POINTER(low.cpw_output)()
        call("cpw_output_new", os.fsencode(file), None, C.byref(output))
        try:
            _write(lib.cpw_output_sink(output), names, rows, options)
            call("cpw_output_commit", output)
        finally:
            lib.cpw_output_free(output)
        return
    sink = Sink(file)
    try:
        _write(C.byref(sink.c), names, rows, options)
    except Exception:
        if sink.problem is not None:
            raise sink.problem from None
        raise


def _write(sink, names, rows, options):
    if isinstance(options.get("delimiter"), str):
        options["delimiter"] = ord(options["delimiter"])
    settings = structure(low.cpw_table_writer_options, "write_table", options)
    header = (C.c_char_p * max(len(names), 1))(*[str(n).encode() for n in names])
    writer = C.POINTER(low.cpw_table_writer)()
    call("cpw_table_writer_new", sink, header, len(names), C.byref(settings), C.byref(writer))
    try:
        for row in rows:
            for value in row:
                _field(writer, value)
            call("cpw_table_writer_end_row", writer)
        call("cpw_table_writer_finish", writer)
    finally:
        lib.cpw_table_writer_free(writer)


def _field(writer, value):
    if value is None:
        call("cpw_table_writer_empty", writer)
    elif isinstance(value, (bool, str)):
        data = str(value).encode()
        call("cpw_table_writer_text", writer, data, len(data))
    elif isinstance(value, int):
        call("cpw_table_writer_int64", writer, value)
    else:
        call("cpw_table_writer_double", writer, float(value))
