"""The untouched monthly full extract of NHS England, aggregated while it streams through."""
import ctypes as C
import io
import os

from . import _lowlevel as low
from ._library import call, lib, text
from ._memory import choice, structure
from ._run import Run
from ._streams import Source
from .result import Result

KEYS = {
    "provider": low.CPW_RTT_BY_PROVIDER,
    "provider_icb": low.CPW_RTT_BY_PROVIDER_ICB,
    "commissioner": low.CPW_RTT_BY_COMMISSIONER,
    "commissioner_icb": low.CPW_RTT_BY_COMMISSIONER_ICB,
    "treatment_function": low.CPW_RTT_BY_TREATMENT_FUNCTION,
}


def read_rtt(
    *files,
    by=(),
    nonc=False,
    names=False,
    top_band=0,
    provider=None,
    treatment_function=None,
    progress=None,
):
    """Reads one or more extracts (paths, bytes, or binary file objects such as zipfile members) and
    adds them up by period, part and the keys in `by`: "provider", "provider_icb", "commissioner",
    "commissioner_icb", "treatment_function". See cpw_rtt_result for the arrays."""
    by = [by] if isinstance(by, str) else by
    options = structure(low.cpw_rtt_options, "read_rtt", {"names": int(names), "top_band": top_band})
    options.group_by = sum({choice(key.replace("-", "_"), "by", KEYS) for key in by})
    options.include_nonc = int(nonc)
    options.provider = provider.encode() if provider is not None else None
    options.treatment_function = treatment_function.encode() if treatment_function is not None else None
    run = Run(progress)
    options.run = C.pointer(run.c)
    handle = C.POINTER(low.cpw_rtt)()
    call("cpw_rtt_new", C.byref(options), C.byref(handle))
    try:
        for file in files:
            _read(handle, file, run)
        out = C.POINTER(low.cpw_result)()
        call("cpw_rtt_result", handle, C.byref(out))
        return Result(out)
    finally:
        lib.cpw_rtt_free(handle)


def _read(handle, file, run):
    if isinstance(file, (str, os.PathLike)):
        run.call("cpw_rtt_read_path", handle, text(file))
        return
    source = Source(io.BytesIO(file) if isinstance(file, bytes) else file)
    run.direct = run.at_once = True  # the caller's file is read, here
    try:
        run.call("cpw_rtt_read_source", handle, C.byref(source.c))
    except Exception:
        if source.problem is not None:
            raise source.problem from None
        raise


def part_type(part):
    """The tidy name of an RTT part: "Part_2" is "incomplete"; None for anything else."""
    found = lib.cpw_rtt_part_type(part.encode())
    return found.decode() if found else None
