"""The rules of vote once more, in plain fractions, voter by voter and without any shortcut: what the tests
hold the library against. Elections: cost, ballots ({project: points} per voter), budget; ties by index."""
from fractions import Fraction


def _utility(satisfaction, cost, points):
    return {"cost": cost, "cardinality": 1, "points": points}[satisfaction]


def price(cost, pairs):
    """The least r with sum min(money, r utility) = cost over (money, utility); None where there is none."""
    if sum(money for money, _ in pairs) < cost:
        return None
    paid, rest = Fraction(0), Fraction(sum(u for _, u in pairs))
    for money, u in sorted(pairs, key=lambda pair: Fraction(pair[0]) / pair[1]):
        r = (cost - paid) / rest
        if r * u <= money:
            return r
        paid, rest = paid + money, rest - u
    return None


def equal_shares(cost, ballots, share, satisfaction):
    money = [Fraction(share) for _ in ballots]
    supported = [p for p in range(len(cost)) if any(ballot.get(p, 0) > 0 for ballot in ballots)]
    chosen = [p for p in supported if cost[p] == 0]
    while True:
        offers = []
        for p in supported:
            if p in chosen:
                continue
            who = [i for i, ballot in enumerate(ballots) if ballot.get(p, 0) > 0]
            pairs = [(money[i], _utility(satisfaction, cost[p], ballots[i][p])) for i in who]
            r = price(cost[p], pairs)
            if r is not None:
                offers.append((r, p, who, pairs))
        if not offers:
            return chosen, money
        r, p, who, pairs = min(offers, key=lambda offer: offer[:2])
        chosen.append(p)
        for i, (has, u) in zip(who, pairs):
            money[i] = has - min(has, r * u)


def add1(cost, ballots, budget, satisfaction, exhaustive=True, step=1):
    share = Fraction(budget, len(ballots))
    supported = [p for p in range(len(cost)) if any(ballot.get(p, 0) > 0 for ballot in ballots)]
    chosen, _ = equal_shares(cost, ballots, share, satisfaction)
    while True:
        spent = sum(cost[p] for p in chosen)
        left = [p for p in supported if p not in chosen]
        if not left or (exhaustive and all(spent + cost[p] > budget for p in left)):
            return chosen
        share += step
        more, _ = equal_shares(cost, ballots, share, satisfaction)
        if sum(cost[p] for p in more) > budget:
            return chosen
        chosen = more


def phragmen(cost, ballots, budget):
    load = [Fraction(0) for _ in ballots]
    who = {p: [i for i, ballot in enumerate(ballots) if ballot.get(p, 0) > 0] for p in range(len(cost))}
    left = [p for p in who if who[p] and cost[p] <= budget]
    chosen = []
    while left:
        loads = {p: (sum(load[i] for i in who[p]) + cost[p]) / len(who[p]) for p in left}
        tied = [p for p in left if loads[p] == min(loads.values())]
        if any(sum(cost[q] for q in chosen) + cost[p] > budget for p in tied):
            break
        chosen.append(tied[0])
        left.remove(tied[0])
        for i in who[tied[0]]:
            load[i] = loads[tied[0]]
    return chosen


def greedy(cost, ballots, budget, satisfaction, chosen=(), per_cost=True):
    chosen = list(chosen)

    def merit(p):
        total = sum(_utility(satisfaction, cost[p], ballot[p]) for ballot in ballots if ballot.get(p, 0) > 0)
        supported = any(ballot.get(p, 0) > 0 for ballot in ballots)
        if not per_cost:
            return (0, total)
        return (1, 0) if supported and cost[p] == 0 else (0, Fraction(total, cost[p]) if cost[p] else 0)

    for p in sorted(range(len(cost)), key=lambda p: (tuple(-x for x in merit(p)), p)):
        if p not in chosen and sum(cost[q] for q in chosen) + cost[p] <= budget:
            chosen.append(p)
    return chosen


def _deal(cost, satisfaction, p, payers):
    """What a payer gives per unit of satisfaction, then the order of ties: the greater, the worse."""
    return (Fraction(1 if satisfaction == "cost" else cost[p], payers), p)


def exact_equal_shares(cost, ballots, share, satisfaction):
    """(chosen in order, payers of each)"""
    money = [Fraction(share) for _ in ballots]
    supported = [p for p in range(len(cost)) if any(ballot.get(p, 0) > 0 for ballot in ballots)]
    chosen = [p for p in supported if cost[p] == 0]
    payers = {}
    while True:
        deals = []
        for p in supported:
            if p in chosen:
                continue
            who = sorted((i for i, ballot in enumerate(ballots) if ballot.get(p, 0) > 0), key=lambda i: money[i])
            while who and money[who[0]] < Fraction(cost[p], len(who)):
                who.pop(0)
            if who:
                deals.append((_deal(cost, satisfaction, p, len(who)), p, who))
        if not deals:
            return chosen, payers
        _, p, who = min(deals, key=lambda deal: deal[0])
        chosen.append(p)
        payers[p] = sorted(who)
        for i in who:
            money[i] -= Fraction(cost[p], len(who))


def next_share(cost, ballots, share, satisfaction):
    """The least share above `share` that changes who pays for what, by trying all that could."""
    now, payers = exact_equal_shares(cost, ballots, share, satisfaction)
    could = set()
    for i, ballot in enumerate(ballots):
        spent = [Fraction(0)]
        for p in now:
            if i in payers.get(p, ()):
                spent.append(spent[-1] + Fraction(cost[p], len(payers[p])))
        for p in ballot:
            if ballot[p] > 0 and cost[p] > 0:
                could |= {s + Fraction(cost[p], k) for s in spent for k in range(1, len(ballots) + 1)}
    for one in sorted(c for c in could if c > share):
        if exact_equal_shares(cost, ballots, one, satisfaction) != (now, payers):
            return one
    return None


def add_opt(cost, ballots, budget, satisfaction):
    """Through all shares that change anything: the affordable outcome that spends most, the first of equals."""
    share, best = Fraction(budget, len(ballots)), None
    while share is not None:
        chosen, _ = exact_equal_shares(cost, ballots, share, satisfaction)
        spent = sum(cost[p] for p in chosen)
        if spent <= budget and (best is None or spent > best[0]):
            best = (spent, chosen)
        share = next_share(cost, ballots, share, satisfaction)
    return best[1]


def totals(cost, ballots, satisfaction):
    """Satisfaction of all voters with each project."""
    return [
        sum(_utility(satisfaction, cost[p], ballot[p]) for ballot in ballots if ballot.get(p, 0) > 0)
        for p in range(len(cost))
    ]


def overspending(cost, ballots, budget, satisfaction="cost"):
    """Bounded overspending in fractions, which grow fast: for a few projects."""
    money = [Fraction(budget, len(ballots)) for _ in ballots]
    who = {p: [i for i, ballot in enumerate(ballots) if ballot.get(p, 0) > 0] for p in range(len(cost))}
    chosen = [p for p in who if who[p] and cost[p] == 0]
    while True:
        deals = []
        for p in who:
            if p in chosen or sum(cost[q] for q in chosen) + cost[p] > budget:
                continue
            weight = {i: ballots[i][p] if satisfaction == "points" else 1 for i in who[p]}
            scale = cost[p] if satisfaction == "cost" else 1
            levels = {money[i] / weight[i] for i in who[p]}
            levels.add(price(cost[p], [(money[i], weight[i]) for i in who[p]]))
            for level in levels - {None, 0}:
                alpha = min(1, sum(min(money[i], level * weight[i]) for i in who[p]) / Fraction(cost[p]))
                deals.append((level / alpha**2 / scale, p, level, level / alpha, weight))
        if not deals:
            return chosen
        _, p, _, rho, weight = min(deals, key=lambda deal: deal[:3])
        chosen.append(p)
        for i in weight:
            money[i] = max(Fraction(0), money[i] - rho * weight[i])
