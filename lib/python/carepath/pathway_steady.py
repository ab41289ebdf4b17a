"""The long run of a care pathway by formulae: loads, waits, blocking, sizes, and what one more of each would do.

    network = carepath.pathway.Network.read("examples/data/pathway")
    run = network.steady()
    run["wait_mean"][:, 0], run["utilisation"], run["time_by_capacity"]
    carepath.pathway_steady.methods(run)          # which formula each stage was solved by
    network.size([{"goal": "mean_wait", "limit": 0.1}])["needed"]

See docs/explanation/pathway_steady.md, cpw_pathway_steady and cpw_pathway_size.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, structure
from .errors import InvalidError
from .pathway import Network
from .result import Result

GOALS = {
    "mean_wait": low.CPW_SIZE_MEAN_WAIT,
    "within": low.CPW_SIZE_WITHIN,
    "prob_wait": low.CPW_SIZE_PROB_WAIT,
    "utilisation": low.CPW_SIZE_UTILISATION,
}


def _options(what, network, probabilities, values):
    if not isinstance(network, Network):
        raise InvalidError("network must be a carepath.pathway.Network", low.CPW_EINVAL, what)
    known = {name: int(v) for name, v in values.items() if v is not None}
    options = structure(low.cpw_pathway_steady_options, what, known)
    kept = None
    if probabilities is not None:
        kept = Doubles([probabilities] if isinstance(probabilities, (int, float)) else probabilities, "probabilities")
        options.probabilities = kept.pointer
        options.probability_count = kept.shape[0]
    return options, kept


def steady(network, probabilities=None, derivatives=None, product_form=None, chain_states=None):
    """The long run of a Network. Also network.steady(...). See cpw_pathway_steady."""
    values = dict(derivatives=derivatives, product_form=product_form, chain_states=chain_states)
    options, _kept = _options("steady", network, probabilities, values)
    out = C.POINTER(low.cpw_result)()
    call("cpw_pathway_steady", network._pathway, C.byref(options), C.byref(out))
    return Result(out)


def methods(result):
    """Names of the formulae by which the stages were solved."""
    return [lib.cpw_pathway_steady_method(int(m)).decode() for m in result["method"]]


def _goal(network, given):
    stage = given.get("stage")
    number = -1 if stage is None else network.stage(stage) if isinstance(stage, str) else stage
    unknown = set(given) - {"stage", "goal", "limit", "share"}
    if unknown:
        raise InvalidError(f"goals: no field {sorted(unknown)[0]!r}", low.CPW_EINVAL, "size")
    kind = choice(given.get("goal", "mean_wait"), "goal", GOALS)
    return low.cpw_pathway_size_goal(number, kind, float(given.get("limit", 0)), float(given.get("share", 0)))


def size(network, goals, product_form=None, chain_states=None):
    """The least whole capacity of each stage that meets its goals. A goal is a dictionary: goal ("mean_wait", "within",
    "prob_wait", "utilisation"), limit, share, stage (missing: every stage). Also network.size(...). See cpw_pathway_size."""
    options, _kept = _options("size", network, None, dict(product_form=product_form, chain_states=chain_states))
    rows = [_goal(network, given) for given in goals]
    table = (low.cpw_pathway_size_goal * max(len(rows), 1))(*rows)
    out = C.POINTER(low.cpw_result)()
    call("cpw_pathway_size", network._pathway, table, len(rows), C.byref(options), C.byref(out))
    return Result(out)


Network.steady = steady
Network.size = size
