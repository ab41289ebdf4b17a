"""Known pathways as networks, with parameters and where their defaults come from.

    carepath.pathway_presets.names()                      # elective, discharge, emergency, ...
    carepath.pathway_presets.parameters("discharge")      # name, unit, meaning, source, value, least, most
    network = carepath.pathway_presets.build("discharge", p2_beds=70)
    network.simulate(horizon=365)["blocked_mean"]

See docs/explanation/pathway_presets.md and cpw_preset_network.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import number
from .errors import NotFoundError
from .pathway import Network

_FIELDS = ("name", "unit", "meaning", "source", "value", "least", "most")


def names():
    """Names of the presets."""
    return [lib.cpw_preset_name(i).decode() for i in range(lib.cpw_preset_count())]


def summary(preset):
    """What a preset is, in one line."""
    return lib.cpw_preset_summary(_find(preset)).decode()


def _find(preset):
    i = lib.cpw_preset_find(str(preset).encode())
    if i < 0:
        raise NotFoundError(f"no preset {preset!r}; there are {', '.join(names())}", low.CPW_ENOTFOUND, "preset")
    return i


def _plain(value):
    return value.decode() if isinstance(value, bytes) else value


def parameters(preset):
    """The parameters of a preset as dictionaries."""
    i = _find(preset)
    rows = [lib.cpw_preset_parameter_at(i, k).contents for k in range(lib.cpw_preset_parameters(i))]
    return [{field: _plain(getattr(row, field)) for field in _FIELDS} for row in rows]


def build(preset, **values):
    """The Network of a preset; parameters by name. See cpw_preset_network."""
    i = _find(preset)
    keys = (C.c_char_p * max(len(values), 1))(*[name.encode() for name in values])
    given = (C.c_double * max(len(values), 1))(*[number(value, name) for name, value in values.items()])
    handle = C.POINTER(low.cpw_network)()
    call("cpw_preset_network", i, keys, given, len(values), None, C.byref(handle))
    made = Network.__new__(Network)
    made._handle = handle
    return made
