"""Pictures of lists, where Matplotlib is installed. Every function returns the Axes it drew on."""
from ._memory import numpy

# Okabe and Ito's palette: told apart by colour-blind readers and in grey print
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442", "#000000")


def _axes(ax):
    if ax is not None:
        return ax
    import matplotlib.pyplot

    return matplotlib.pyplot.subplots(figsize=(8, 4.5), layout="constrained")[1]


def _periods(array):
    axis = array.dims.index("period")
    names = array.coords["period"]
    labels = next(iter(names.values())) if names else [str(i) for i in range(array.shape[axis])]
    return labels


def _thin_labels(ax, labels, most=13):
    step = -(-len(labels) // most)
    ax.set_xticks(range(0, len(labels), step), labels[::step], rotation=45 if len(labels) > 6 else 0)


def trajectory(projection, history=None, name="within_18", list=0, standards=(0.65, 0.92), ax=None):
    """A measure over time (history first, where given) with standards as dashed lines."""
    from . import waitlist

    ax = _axes(ax)
    array = projection.array(name)
    ahead = numpy.asarray(array.values)[list]
    labels = _periods(array)
    past, before = numpy.empty(0), []
    if history is not None:
        waiting = history.array("waiting")
        months = float(history["unit_weeks"])
        measured = waitlist.measures(waiting.values, history["band_lower"], months)
        past, before = numpy.asarray(measured[name])[list], _periods(waiting)
    scale = 100 if array.unit == "share" else 1
    at = range(len(past) - 1, len(past) + len(ahead))
    joined = numpy.concatenate([past[-1:], ahead]) if len(past) else ahead
    if not len(past):
        at = range(len(ahead))
    if len(past):
        ax.plot(range(len(past)), scale * past, color=PALETTE[7], label="published")
    ax.plot(at, scale * joined, color=PALETTE[0], label="projected")
    for i, standard in enumerate(standards if scale == 100 else ()):
        ax.axhline(scale * standard, linestyle="--", linewidth=1, color=PALETTE[3], zorder=0)
        ax.annotate(f"{scale * standard:g} %", (0, scale * standard), color=PALETTE[3], va="bottom")
    _thin_labels(ax, before + labels)
    ax.set_ylabel("% within 18 weeks" if name == "within_18" else f"{name} ({array.unit})")
    ax.legend(frameon=False)
    return ax


def bands(result, name="waiting", list=0, groups=None, ax=None):
    """The list over time, stacked by time waited. `groups` are positions at which bands are joined."""
    ax = _axes(ax)
    array = result.array(name)
    values = numpy.asarray(array.values)[list]
    lower = array.coords["band"]["band"]
    cuts = [*(groups or range(0, len(lower), max(1, len(lower) // 6))), len(lower)]
    stack = [values[:, a:b].sum(axis=1) for a, b in zip(cuts, cuts[1:])]
    names = [
        f"{lower[a]} to {lower[b]}" if b < len(lower) else f"{lower[a]} and over" for a, b in zip(cuts, cuts[1:])
    ]
    colours = [PALETTE[i % len(PALETTE)] for i in range(len(stack))]
    ax.stackplot(range(len(values)), stack, labels=names, colors=colours)
    _thin_labels(ax, _periods(array))
    ax.set_ylabel(f"{name} ({array.unit})")
    ax.legend(frameon=False, title="time waited", reverse=True, bbox_to_anchor=(1, 1), loc="upper left")
    return ax
