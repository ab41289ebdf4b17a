"""What citizens say matters: weights of criteria from ballots, pairwise judgements and best-worst choices, with
how sure one can be of them.

    from carepath import citizens, smaa
    said = citizens.weights(ballots, kind="points", classes=classes, criteria=["need", "wait", "cost"], seed=7)
    said["weight"], said["overall_lower"], said["overall_first"], said["disagreement"]
    mean, concentration = citizens.law(said["draws"])
    smaa.simulate(values, weights=mean, law="dirichlet", concentration=concentration, top=[3])

Opinion is kept apart from evidence: what comes out is what people said, not what works.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, new_doubles, number, structure, whole
from ._run import Run
from ._whole import integers, keep, matrix, numbered, set_texts
from .errors import InvalidError
from .result import Result
from .vote import _listed

KINDS = {
    "approvals": low.CPW_CITIZENS_APPROVALS,
    "points": low.CPW_CITIZENS_POINTS,
    "ranks": low.CPW_CITIZENS_RANKS,
}
METHODS = {"dirichlet": low.CPW_CITIZENS_DIRICHLET, "bootstrap": low.CPW_CITIZENS_BOOTSTRAP}


def weights(
    ballots,
    kind="approvals",
    people=None,
    classes=None,
    class_weight=None,
    criteria=None,
    method="dirichlet",
    prior=1.0,
    level=0.95,
    keep_draws=True,
    replications=10000,
    first_replication=0,
    seed=1,
    threads=1,
    progress=None,
):
    """Weights from ballots (rows, criteria): approvals, points or ranks. `people`: how many cast each row;
    `classes`: a label each row; `class_weight`: {label: how much it counts}, by default as its people;
    `criteria`: labels. See cpw_citizens_weights."""
    values = matrix(ballots, "ballots")
    rows, count = values.shape
    panel = structure(
        low.cpw_citizens_panel,
        "weights",
        {
            "rows": rows,
            "criteria": count,
            "kind": choice(kind, "kind", KINDS),
            "method": choice(method, "method", METHODS),
            "prior": number(prior, "prior"),
            "level": number(level, "level"),
            "keep_draws": int(bool(keep_draws)),
        },
    )
    panel.ballots = values.pointer
    keep(panel, values)
    if people is not None:
        each = integers(people, "people", rows)
        panel.people = each.pointer
        keep(panel, each)
    _set_classes(panel, classes, class_weight, rows)
    set_texts(panel, "criterion_names", criteria, count, "criteria")
    job = Run(
        progress, seed=seed, replications=replications, first_replication=first_replication, threads=threads
    )
    out = C.POINTER(low.cpw_result)()
    job.call("cpw_citizens_weights", C.byref(panel), C.byref(job.c), C.byref(out))
    return Result(out)


def _set_classes(panel, classes, class_weight, rows):
    if classes is None:
        if class_weight is not None:
            raise InvalidError("class_weight needs classes", low.CPW_EINVAL, "class_weight")
        return
    listed = _listed(classes, "classes")
    if len(listed) != rows:
        raise InvalidError(f"classes has {len(listed)} labels, expected {rows}", low.CPW_EINVAL, "classes")
    order = list(class_weight) if class_weight is not None else sorted(set(listed), key=str)
    there = set(listed)
    nobody = [label for label in order if label not in there]
    if nobody:
        raise InvalidError(f"class_weight names {nobody[0]!r}, a class with nobody in it", low.CPW_EINVAL, "class_weight")
    class_of, labels = numbered(listed, "classes", order=order)
    panel.class_of, panel.classes = class_of.pointer, len(labels)
    keep(panel, class_of)
    set_texts(panel, "class_names", labels, len(labels), "classes")
    if class_weight is not None:
        counts = Doubles([number(class_weight[label], f"class_weight[{label!r}]") for label in labels], "class_weight")
        panel.class_weight = counts.pointer
        keep(panel, counts)


def _fit(prior, level, criteria, count):
    made = structure(
        low.cpw_citizens_fit, "fit", {"prior": number(prior, "prior"), "level": number(level, "level")}
    )
    set_texts(made, "criterion_names", criteria, count, "criteria")
    return made


def _job(replications, seed, threads, progress):
    """A run, and the pointer to it; without draws NULL."""
    if not replications:
        return Run(progress), None
    job = Run(progress, seed=seed, replications=replications, threads=threads)
    return job, C.byref(job.c)


def pairs(wins, criteria=None, prior=0.0, level=0.95, replications=0, seed=1, threads=1, progress=None):
    """Bradley and Terry's weights from how often the row was put above the column. With `replications` draws of
    their normal law. See cpw_citizens_pairs."""
    values = matrix(wins, "wins")
    if values.shape[0] != values.shape[1]:
        raise InvalidError(f"wins has the shape {values.shape}, expected a square", low.CPW_EINVAL, "wins")
    fit = _fit(prior, level, criteria, values.shape[0])
    job, run = _job(replications, seed, threads, progress)
    out = C.POINTER(low.cpw_result)()
    job.call("cpw_citizens_pairs", values.pointer, values.shape[0], C.byref(fit), run, C.byref(out))
    return Result(out)


def best_worst(
    shown,
    best,
    worst,
    people=None,
    criteria=None,
    prior=0.0,
    level=0.95,
    replications=0,
    seed=1,
    threads=1,
    progress=None,
):
    """Weights from choices of the most and the least important of a few. `shown`: for every task the criteria by
    label (one of `criteria`) or number, `best` and `worst` likewise; `people`: how many answered so. See
    cpw_citizens_best_worst."""
    if criteria is not None:
        criteria = _listed(criteria, "criteria")
    names = {label: k for k, label in enumerate(criteria)} if criteria is not None else {}

    def at(one, name):
        if one in names:
            return names[one]
        if isinstance(one, str):
            raise InvalidError(f"{name}: {one!r} is not one of the criteria", low.CPW_EINVAL, name)
        return whole(one, name)

    sets = [
        [at(one, f"shown[{k}]") for one in _listed(task, f"shown[{k}]")] for k, task in enumerate(_listed(shown, "shown"))
    ]
    count = len(criteria) if criteria is not None else 1 + max((one for task in sets for one in task), default=0)
    tasks = low.cpw_citizens_tasks()
    starts = [0]
    for task in sets:
        starts.append(starts[-1] + len(task))
    made = {
        "start": integers(starts, "start"),
        "item": integers([one for task in sets for one in task], "shown"),
        "best": integers([at(one, f"best[{k}]") for k, one in enumerate(_listed(best, "best"))], "best", len(sets)),
        "worst": integers([at(one, f"worst[{k}]") for k, one in enumerate(_listed(worst, "worst"))], "worst", len(sets)),
    }
    if people is not None:
        made["people"] = integers(people, "people", len(sets))
    for field, values in made.items():
        setattr(tasks, field, values.pointer)
    tasks.tasks = len(sets)
    fit = _fit(prior, level, criteria, count)
    job, run = _job(replications, seed, threads, progress)
    out = C.POINTER(low.cpw_result)()
    job.call("cpw_citizens_best_worst", C.byref(tasks), count, C.byref(fit), run, C.byref(out))
    return Result(out)


def summarise(draws, criteria=None, level=0.95):
    """What draws of weights (draws, criteria) say: mean, interval, probability of each rank. See
    cpw_citizens_summarise."""
    values = matrix(draws, "draws")
    fit = _fit(0.0, level, criteria, values.shape[1])
    out = C.POINTER(low.cpw_result)()
    call("cpw_citizens_summarise", values.pointer, *values.shape, C.byref(fit), C.byref(out))
    return Result(out)


def law(draws):
    """(weights, concentration) of the Dirichlet law nearest to draws of weights, as carepath.smaa takes them.
    See cpw_citizens_law."""
    values = matrix(draws, "draws")
    mean, pointer = new_doubles((values.shape[1],))
    concentration = C.c_double()
    call("cpw_citizens_law", values.pointer, *values.shape, pointer, C.byref(concentration), None)
    return mean, concentration.value


def ranks(scores, draws):
    """Probability of each rank (second index) of each option (first) by the weighted sum of its scores under
    draws of weights. See cpw_citizens_ranks."""
    table = matrix(scores, "scores")
    values = matrix(draws, "draws", columns=table.shape[1])
    rank, pointer = new_doubles((table.shape[0], table.shape[0]))
    call("cpw_citizens_ranks", table.pointer, table.shape[0], values.pointer, *values.shape, pointer, None)
    return rank
