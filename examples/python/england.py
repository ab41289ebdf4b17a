"""England as a system folder: 42 integrated care systems, 19 specialties, 5 fifths of deprivation, from published figures.

    python3 examples/python/england.py SHARED_DATA OUT_FOLDER [--small]
    python3 examples/python/england.py

The first reads the published figures in SHARED_DATA (rtt/, ics/, budget/) and writes the tables of docs/reference/system-folder.md.
Needs nothing but Python's standard library; the same input gives the same files, byte for byte. --small keeps the seven
systems of the South West and five specialties, for trying things out. What is published, what is worked out and what is
assumed is said in the column `basis` of the rows and in sources.csv. The second shows what is in examples/data/england,
which the first wrote.
"""
import csv
import gzip
import os
import sys
from math import exp, log

END, BEFORE, START = "2025-05", "2024-05", "2025-06-01"  # the last month, the same month a year before, day 0 of week 0
WEEKS_A_YEAR = 365.25 / 7
WEEKS_A_MONTH = WEEKS_A_YEAR / 12
BANDS = 105
BLOCKS = ((0, 18), (18, 52), (52, 65), (65, 78), (78, 104), (104, 105))  # the published limits, in weeks
# Beyond a year, from week to week: with the people of the twelfth month before and 192,410, 11,187 and 1,110 people over 52,
# 65 and 78 weeks it is 0.835 to 65 weeks and 0.68 beyond
DECAY, LATE_DECAY = 0.835, 0.68

# Assumed: money for one completed pathway, what it gives (QALYs), what a week of waiting takes (QALYs). Round numbers.
SERVICES = {
    "Cardiology": ("C_320", 1100, 0.20, 0.0020),
    "Cardiothoracic Surgery": ("C_170", 6000, 0.80, 0.0060),
    "Dermatology": ("C_330", 450, 0.05, 0.0010),
    "Ear Nose and Throat": ("C_120", 900, 0.08, 0.0010),
    "Elderly Medicine": ("C_430", 700, 0.08, 0.0015),
    "Gastroenterology": ("C_301", 900, 0.10, 0.0015),
    "General Internal Medicine": ("C_300", 800, 0.08, 0.0015),
    "General Surgery": ("C_100", 1600, 0.20, 0.0020),
    "Gynaecology": ("C_502", 1100, 0.12, 0.0015),
    "Neurology": ("C_400", 800, 0.10, 0.0020),
    "Neurosurgical": ("C_150", 3500, 0.40, 0.0040),
    "Ophthalmology": ("C_130", 800, 0.15, 0.0015),
    "Oral Surgery": ("C_140", 900, 0.05, 0.0010),
    "Other": ("X01", 1100, 0.10, 0.0015),
    "Plastic Surgery": ("C_160", 1500, 0.10, 0.0010),
    "Respiratory Medicine": ("C_340", 800, 0.10, 0.0020),
    "Rheumatology": ("C_410", 700, 0.12, 0.0020),
    "Trauma and Orthopaedic": ("C_110", 2200, 0.30, 0.0030),
    "Urology": ("C_101", 1300, 0.15, 0.0015),
}
SMALL_REGION = "South West"
SMALL_SERVICES = ("C_110", "C_120", "C_130", "C_320", "C_502")
GROUPS = ("1 most deprived", "2", "3", "4", "5 least deprived")
# Assumed: clock starts per head of the fifths, relative: nothing is published
NEED = (1.0, 1.0, 1.0, 1.0, 1.0)
# Odds of having waited over 18 weeks against the least deprived fifth. Published: 59.2 % (most) and 60.9 % (least deprived
# tenth) within 18 weeks, a factor of 1.073 over nine steps; a fifth is two tenths. That the steps are even is assumed.
LONG = tuple(1.073 ** (2.0 * (4 - g) / 9.0) for g in range(5))
# Assumed: how fast the fifths are treated, relative, so that the published gap stays: exp(-18 h) has those odds at 39 %
SPEED = tuple(1.0 - 0.011 * (4 - g) for g in range(5))
MOST = 1.5  # assumed: the most a unit can do, of what it does
EXTRA = 0.05  # the universal and the targeted policy: capacity more, the same money


# ------------------------------------------------------------------ reading


def rows_of(folder, name):
    path = os.path.join(folder, *name.split("/"))
    opened = gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


def read_boards(data):
    """The 42 boards, by code: name, region, populations."""
    boards = {}
    for row in rows_of(data, "budget/icb_weighted_population_2025_26.csv"):
        boards[row["icb_code"]] = {
            "name": row["icb_name"].replace("NHS ", "").replace(" ICB", "").replace(" And ", " and ").replace(" Of ", " of "),
            "region": row["region"].replace("NHS ", ""),
            "weighted": float(row["wp_general_acute"]),
        }
    return dict(sorted(boards.items()))


def read_people(data):
    """People by board, age band and fifth (deciles 1 and 2 are fifth 0)."""
    people, ages = {}, []
    for row in rows_of(data, "ics/ics_population_icb_imd_age.csv"):
        key = row["icb22_code_h"], row["age_band"], (int(row["IMD_decile"]) - 1) // 2
        people[key] = people.get(key, 0) + int(row["population"])
        if key[1] not in ages:
            ages.append(key[1])
    return people, sorted(ages, key=lambda a: int(a.split("-")[0].rstrip("+")))


def read_lists(data, month):
    """Published by board: everybody, within 18 weeks, over 52, 65, 78 and 104."""
    lists = {}
    for row in rows_of(data, "rtt/rtt_2022-04_2025-05_org_month_incomplete.csv.gz"):
        if row["period"] == month and row["level"] == "icb":
            lists.setdefault(row["org"], {})[row["measure"]] = int(float(row["count"]))
    return lists


def read_nation(data):
    """England by specialty: clock starts and completed pathways a month (mean of the last 12), who waits at the two ends,
    and by months waited the mean lists at the beginnings and at the ends of the 12 months. "Total" is all specialties."""
    nation = {}
    for row in rows_of(data, "rtt/rtt_2024-05_2025-05_national_specialty_month.csv"):
        s = nation.setdefault(row["specialty"], {"starts": 0.0, "done": 0.0, "from": [0.0] * 13, "to": [0.0] * 13, BEFORE: 0.0, END: 0.0})
        count, band = float(row["count"]), int(row["months_waited"])
        if row["type"] == "incomplete":
            if row["period"] in (BEFORE, END):
                s[row["period"]] += count
            if row["period"] != END:
                s["from"][band] += count / 12.0
            if row["period"] != BEFORE:
                s["to"][band] += count / 12.0
        elif row["period"] != BEFORE:
            s["starts" if row["type"] == "new_clock_starts" else "done"] += count / 12.0
    return nation


def read_shares(data):
    """Share of each trust's patients by board; a provider that is named instead of coded is found by its name."""
    place = {row["icb22_code"]: row["icb22_code_h"] for row in rows_of(data, "ics/ics_org_lookup.csv")}
    shares = {}
    for row in rows_of(data, "ics/ics_trust_icb_share.csv"):
        trust = shares.setdefault(row["nhs_trust22_code"], {})
        board = place[row["icb22_code"]]
        trust[board] = trust.get(board, 0.0) + float(row["proportion_trust_came_from_icb"])
    points = {}
    for row in rows_of(data, "ics/ics_trust_points.csv"):
        points[row["nhs_trust22_code"]] = float(row["lon"]), float(row["lat"])
        if row["nhs_trust22_code"] in shares:
            shares[row["nhs_trust22_name"].upper()] = shares[row["nhs_trust22_code"]]
    return shares, points


def read_providers(data, shares, boards):
    """Providers' figures by specialty, carried to the boards that their patients come from. Providers of whom that is not
    known (mostly independent) go to all boards alike, by need-weighted population."""
    weight = sum(b["weighted"] for b in boards.values())
    alike = {code: b["weighted"] / weight for code, b in boards.items()}
    sums = {}
    for row in rows_of(data, "rtt/rtt_2024-05_2025-05_provider_specialty_month.csv.gz"):
        kind, month = row["type"], row["period"]
        if row["specialty"] == "Total" or kind == "completed_all":
            continue
        what = "starts" if kind == "new_clock_starts" else month if month in (BEFORE, END) else None
        if what and not (what == "starts" and month == BEFORE):
            key = row["org"], row["specialty"], what, int(row["months_waited"])
            sums[key] = sums.get(key, 0.0) + float(row["count"])
    seeds = {}
    for (org, specialty, what, band), count in sums.items():
        for board, share in shares.get(org, alike).items():
            cell = seeds.setdefault((what, board, specialty), [0.0] * 13)
            cell[band] += count * share
    return seeds


# ------------------------------------------------------------------ fitting


def fit(seed, rows, columns):
    """Iterative proportional fitting (Deming, Stephan 1940): the table nearest to the seed with these sums."""
    table = [list(line) for line in seed]
    for _ in range(1000):
        worst = 0.0
        for line, want in zip(table, rows):
            have = sum(line)
            worst = max(worst, abs(have - want) / max(want, 1.0))
            line[:] = [x * want / have if have else 0.0 for x in line]
        for j, want in enumerate(columns):
            have = sum(line[j] for line in table)
            for line in table:
                line[j] = line[j] * want / have if have else 0.0
        if worst < 1e-13:
            break
    return table


def whole_parts(total, weights):
    """Whole parts of a total by largest remainders; ties to the first."""
    weight = sum(weights)
    parts = [int(total * w / weight) for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - total * weights[i] / weight, i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def whole_table(table, rows, columns):
    """Whole numbers nearest below or above, with the whole sums of rows and columns (controlled rounding, Bacharach 1966):
    every cell is rounded down, then single people are placed along the shortest ways of a flow."""
    near = [[int(x + 1e-9) for x in line] for line in table]
    rest = [[x - n > 1e-9 for x, n in zip(line, low)] for line, low in zip(table, near)]
    short_row = [want - sum(line) for want, line in zip(rows, near)]
    short_column = [want - sum(line[j] for line in near) for j, want in enumerate(columns)]
    order = sorted(
        ((-(table[i][j] - near[i][j]), i, j) for i in range(len(rows)) for j in range(len(columns)) if rest[i][j])
    )
    up = [[False] * len(columns) for _ in rows]
    for _, i, j in order:
        if short_row[i] > 0 and short_column[j] > 0:
            up[i][j] = True
            short_row[i] -= 1
            short_column[j] -= 1
    for i in range(len(rows)):
        while short_row[i] > 0:
            way = find_way(i, rest, up, short_column)
            if not way:
                raise SystemExit("whole_table: no rounding with these sums")
            for a, j in way:
                up[a][j] = not up[a][j]
            short_row[i] -= 1
            short_column[way[-1][1]] -= 1
    return [[n + u for n, u in zip(low, line)] for low, line in zip(near, up)]


def find_way(start, rest, up, short_column):
    """Shortest alternating way from a row that is short to a column that is."""
    came, queue = {}, [("row", start)]
    for kind, at in queue:
        if kind == "column" and short_column[at] > 0:
            way, node = [], (kind, at)
            while node != ("row", start):
                back = came[node]
                way.append((back[1], node[1]) if node[0] == "column" else (node[1], back[1]))
                node = back
            return way[::-1]
        if kind == "row":
            steps = [("column", j) for j in range(len(short_column)) if rest[at][j] and not up[at][j]]
        else:
            steps = [("row", i) for i in range(len(rest)) if up[i][at]]
        for step in steps:
            if step not in came and step != ("row", start):
                came[step] = kind, at
                queue.append(step)
    return None


# ------------------------------------------------------------------ the model's figures


def list_matrix(lists, nation, seeds, month, boards, specialties):
    """Who waits by board and specialty: the boards' published lists, the nation's published shares of the specialties."""
    rows = [lists[b]["total"] for b in boards]
    columns = whole_parts(sum(rows), [nation[s][month] for s in specialties])
    seed = [[sum(seeds.get((month, b, s), (0.0,))) for s in specialties] for b in boards]
    return whole_table(fit(seed, rows, columns), rows, columns)


def flows(nation, specialties, part):
    """A week, by specialty, of the boards' part: clock starts, treated, and the share of the list that is removed.
    Completed pathways of the specialties miss 5 to 7 % of the total: they are scaled to it."""
    repair = nation["Total"]["done"] / sum(nation[s]["done"] for s in specialties)
    found = []
    for s in specialties:
        n = nation[s]
        starts = n["starts"] * part / WEEKS_A_MONTH
        treated = n["done"] * repair * part / WEEKS_A_MONTH
        change = (n[END] - n[BEFORE]) * part / WEEKS_A_YEAR
        mean = (n[END] + n[BEFORE]) * part / 2.0
        found.append((starts, treated, (starts - treated - change) / mean))
    return found


def start_matrix(waiting, nation_flows, nation, seeds, boards, specialties):
    """Clock starts by board and specialty: its list times the turnover of its providers, scaled to the nation."""
    table = [[0.0] * len(specialties) for _ in boards]
    for i, b in enumerate(boards):
        for j, s in enumerate(specialties):
            have = sum(seeds.get((END, b, s), (0.0,)))
            usual = 12.0 * nation[s]["starts"] / nation[s][END]
            turnover = seeds[("starts", b, s)][0] / have if have >= 100.0 and ("starts", b, s) in seeds else usual
            table[i][j] = waiting[i][j] * min(max(turnover, usual / 2.0), usual * 2.0)
    for j, (starts, _, _) in enumerate(nation_flows):
        scale = starts / sum(line[j] for line in table)
        for line in table:
            line[j] *= scale
    return table


def treated_matrix(now, before, starts, nation_flows):
    """Balance: treated = starts - removed - change of the list, in each unit; at least half of the starts."""
    table = []
    for new, old, line in zip(now, before, starts):
        table.append(
            [
                max(s - f[2] * (n + o) / 2.0 - (n - o) / WEEKS_A_YEAR, s / 2.0)
                for n, o, s, f in zip(new, old, line, nation_flows)
            ]
        )
    for j, flow in enumerate(nation_flows):
        scale = flow[1] / sum(line[j] for line in table)
        for line in table:
            line[j] *= scale
    return table


def week_pattern(months):
    """By week from by month: evenly within a month; beyond twelve months a steady decay."""
    weeks = []
    for w in range(BANDS):
        if w < 52:
            a, b = w / WEEKS_A_MONTH, (w + 1) / WEEKS_A_MONTH
            first = min(int(a), 11)
            cut = min(b, first + 1.0)
            weeks.append(months[first] * (cut - a) + months[min(int(b), 11)] * (b - cut))
        else:
            weeks.append(DECAY ** min(w - 52, 13) * LATE_DECAY ** max(w - 65, 0))
    return weeks


def band_counts(counts, months):
    """People by week waited of one board: the published counts between the limits, within them by its providers."""
    limits = [
        counts["within_18wk"],
        counts["total"] - counts["within_18wk"] - counts["w52"],
        counts["w52"] - counts["w65"],
        counts["w65"] - counts["w78"],
        counts["w78"] - counts["w104"],
        counts["w104"],
    ]
    pattern = week_pattern(months)
    bands = []
    for (low, high), people in zip(BLOCKS, limits):
        bands += whole_parts(people, pattern[low:high])
    return bands


def group_bands(bands, groups):
    """The bands of one board by fifth: sums as given, odds of a long wait as published."""
    seed = [[g * (LONG[k] if w >= 18 else 1.0) for k, g in enumerate(groups)] for w in range(len(bands))]
    return whole_table(fit(seed, bands, groups), bands, groups)


def leaving(n):
    """Share of the waiting who leave in a week, treated or not, by weeks waited: what the lists of the nation by months
    waited say. Those of a month are the ones of the month before a month later, less who left: half a month on both sides.
    In the open last band: who comes in less the change."""
    mean = [(a + b) / 2.0 for a, b in zip(n["from"], n["to"])]
    first = 2.0 * log(n["starts"] / n["to"][0])
    months = [log(n["from"][m] / n["to"][m + 1]) for m in range(11)]
    year = (mean[11] / WEEKS_A_MONTH - (n["to"][12] - n["from"][12]) / WEEKS_A_MONTH) / mean[12]
    weeks = []
    for w in range(66):
        age = (w + 0.5) / WEEKS_A_MONTH
        monthly = first if age < 0.5 else months[min(int(age - 0.5), 10)]
        if w >= 65:
            weeks.append(max(1.0 - LATE_DECAY, year))
        elif age >= 11.5:
            weeks.append(year)
        else:
            weeks.append(1.0 - exp(-monthly / WEEKS_A_MONTH))
    return weeks


def hazards(n, removal):
    """Profile of who is treated, by weeks waited, relative: those who leave less those removed, so that lists stay in shape."""
    shares = [max(x - removal, 0.001) for x in leaving(n)]
    return [x / (sum(shares) / len(shares)) for x in shares]


def number(x, digits=2):
    text = f"{x:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def centre(board, shares, points):
    """Middle of the trusts that a board's people go to, by their share."""
    heads = [(p[board], points[t]) for t, p in shares.items() if t in points and board in p and p[board] >= 0.05]
    whole = sum(h[0] for h in heads)
    return [number(sum(h[0] * h[1][k] for h in heads) / whole, 3) for k in (0, 1)]


def model(data, small):
    """All figures of the folder."""
    boards, lists, old = read_boards(data), read_lists(data, END), read_lists(data, BEFORE)
    nation, (people, ages), (shares, points) = read_nation(data), read_people(data), read_shares(data)
    seeds = read_providers(data, shares, boards)
    codes, specialties = list(boards), sorted(SERVICES, key=lambda s: SERVICES[s][0])
    now = list_matrix(lists, nation, seeds, END, codes, specialties)
    before = list_matrix(old, nation, seeds, BEFORE, codes, specialties)
    part = sum(lists[b]["total"] for b in codes) / sum(nation[s][END] for s in specialties)
    by_nation = flows(nation, specialties, part)
    starts = start_matrix(now, by_nation, nation, seeds, codes, specialties)
    treated = treated_matrix(now, before, starts, by_nation)
    figures = {"ages": ages, "people": people, "nation": nation, "boards": {}, "specialties": specialties}
    for i, b in enumerate(codes):
        months = [sum(seeds.get((END, b, s), [0.0] * 13)[m] for s in specialties) for m in range(13)]
        heads = [sum(people.get((b, a, g), 0) for a in ages) for g in range(5)]
        on_list = [h * need / speed for h, need, speed in zip(heads, NEED, SPEED)]
        by_group = [whole_parts(n, on_list) for n in now[i]]
        totals = [sum(g[k] for g in by_group) for k in range(5)]
        figures["boards"][b] = dict(
            boards[b], centre=centre(b, shares, points), waiting=by_group, starts=starts[i], treated=treated[i],
            joining=[h * need for h, need in zip(heads, NEED)], bands=group_bands(band_counts(lists[b], months), totals),
        )
    figures["removal"] = [f[2] for f in by_nation]
    if small:
        figures["boards"] = {b: v for b, v in figures["boards"].items() if v["region"] == SMALL_REGION}
    figures["kept"] = [j for j, s in enumerate(specialties) if not small or SERVICES[s][0] in SMALL_SERVICES]
    return figures


# ------------------------------------------------------------------ the tables


def places(f):
    regions = sorted({b["region"] for b in f["boards"].values()})
    ids = {r: "R" + str(k + 1) for k, r in enumerate(regions)}
    rows = [("ENG", "England", "nation", "", "", "", "real")]
    rows += [(ids[r], r, "region", "ENG", "", "", "real") for r in regions]
    rows += [(c, b["name"], "ics", ids[b["region"]], *b["centre"], "derived") for c, b in f["boards"].items()]
    return "id,name,kind,parent,longitude,latitude,basis", rows


def people_rows(f):
    rows = []
    for c in f["boards"]:
        for a in f["ages"]:
            for g, name in enumerate(GROUPS):
                if f["people"].get((c, a, g)):
                    rows.append((c, a, name, f["people"][c, a, g], "real"))
    return "area,age,group,people,basis", rows


def service_rows(f):
    rows = []
    for j in f["kept"]:
        s = f["specialties"][j]
        code, cost, gain, harm = SERVICES[s]
        rows.append((code, s, "hospital", "h." + code, 0, cost, gain, harm, 18, 0.92, "assumed"))
    return "id,name,setting,curve,longest_first,unit_cost,gain,harm,weeks,standard,basis", rows


def profile_rows(f):
    rows = []
    for j in f["kept"]:
        s = f["specialties"][j]
        rows += [("h." + SERVICES[s][0], w, number(x, 3)) for w, x in enumerate(hazards(f["nation"][s], f["removal"][j]))]
    for c, b in f["boards"].items():
        for g in range(5):
            some = max(w for w, line in enumerate(b["bands"]) if line[g])  # beyond it nobody: one 0 says so
            rows += [(f"{c}.{g + 1}", w, line[g]) for w, line in enumerate(b["bands"][: some + 2])]
    return "id,step,value", rows


def list_rows(f):
    rows = []
    for c, b in f["boards"].items():
        whole = sum(b["joining"])
        for j in f["kept"]:
            code = SERVICES[f["specialties"][j]][0]
            for g, name in enumerate(GROUPS):
                starts = number(b["starts"][j] * b["joining"][g] / whole)
                rows.append((c, code, name, f"{c}.{g + 1}", b["waiting"][j][g], starts, number(f["removal"][j], 5), "derived"))
    return "organisation,service,group,shape,waiting,starts,removal,basis", rows


def capacity_rows(f):
    rows = []
    for c, b in f["boards"].items():
        for j in f["kept"]:
            treated = number(b["treated"][j])
            rows.append((c, SERVICES[f["specialties"][j]][0], treated, number(float(treated) * MOST), "derived"))
    return "organisation,service,treatments,most,basis", rows


def spend(f):
    """Money of the capacity in a year, by board."""
    cost = [SERVICES[s][1] for s in f["specialties"]]
    return {
        c: sum(float(number(b["treated"][j])) * cost[j] for j in f["kept"]) * WEEKS_A_YEAR for c, b in f["boards"].items()
    }


def money(f):
    """The nation's money by need-weighted population, in whole pounds."""
    whole = int(sum(spend(f).values()))
    parts = whole_parts(whole, [b["weighted"] for b in f["boards"].values()])
    funds = [("nation", "Elective care, England", "source", "ENG", "")]
    funds += [("m." + c, b["name"], "account", c, "elective") for c, b in f["boards"].items()]
    funds += [("treatment", "Treatment", "spend", "", "")]
    payments = [("nation", "m." + c, p, "", "assumed") for c, p in zip(f["boards"], parts)]
    payments += [("m." + c, "treatment", "", 1, "assumed") for c in f["boards"]]
    return ("id,name,kind,organisation,line", funds), ("from,to,amount,share,basis", payments)


POOLED = ("QHL", "QUA")  # Birmingham and Solihull, Black Country: neighbours
POLICIES = (  # id, name, kind, cost a year, from, times a year, loading
    ("asnow", "The gap between the fifths stays as it is", "decided", 0, 0, 0, 0),
    ("extra", "5 % more capacity, whoever waits", "decided", 0, 0, 0, 0),
    ("fifth", "5 % more capacity, kept for the most deprived fifth", "decided", 0, 0, 0, 0),
    ("to92", "Capacity for 92 % within 18 weeks", "decided", 0, 0, 0, 0),
    ("pool", "Birmingham and Solihull and Black Country work off one list", "decided", 0, 0, 0, 0),
    ("winter", "Winter surge: beds taken for emergencies", "shock", 0, 27, 1, 0.5),
    ("staff", "Staff loss", "shock", 0, 52, 0.2, 0.5),
    ("site", "A site of a large system is lost", "shock", 0, 52, 0.02, 0),
)
WEEKS = 156
TO_92_RAMP = 26


def steady_list(curve, removal):
    """People waiting, and treated a week, for one clock start a week, where 92 % of the list are within 18 weeks: everybody
    leaves by pace x curve + removal."""
    low, high = 0.0, 1.0
    for _ in range(60):
        pace = (low + high) / 2.0
        people, alive, treated = [], 1.0, 0.0
        for w in range(10 * BANDS):
            people.append(alive)
            part = min(pace * curve[min(w, len(curve) - 1)], 1.0 - removal)
            treated += alive * part
            alive *= 1.0 - part - removal
        if sum(people[:18]) < 0.92 * sum(people):
            low = pace
        else:
            high = pace
    return sum(people), treated


def to_92(f):
    """Capacity more, as a share, by board and specialty, with which the lists are so long after three years."""
    rows, weeks = [], WEEKS - TO_92_RAMP / 2.0
    for j in f["kept"]:
        s = f["specialties"][j]
        people, treated = steady_list(hazards(f["nation"][s], f["removal"][j]), f["removal"][j])
        for c, b in f["boards"].items():
            have, starts, waiting = b["treated"][j], b["starts"][j], sum(b["waiting"][j])
            need = treated * starts + max(waiting - people * starts, 0.0) * treated / weeks
            more = min(max(need / have - 1.0, 0.0), MOST - 1.0)
            if more >= 0.001:
                rows.append(("to92", "capacity", "share", c, "", SERVICES[s][0], "", number(more, 3), 0, 0, "", TO_92_RAMP, 0))
    return rows


def effect_rows(f):
    """policy, lever, mode, organisation, alliance, service, group, amount, spread, from, until, ramp, fade"""
    rows = [("asnow", "prioritise", "share", "", "", "", GROUPS[g], number(SPEED[g] - 1.0, 3), 0, 0, "", 0, 0) for g in range(4)]
    rows.append(("extra", "capacity", "share", "", "", "", "", EXTRA, 0, 0, "", 13, 0))
    rows.append(("fifth", "capacity", "share", "", "", "", "", EXTRA, 0, 0, "", 13, 0))
    kept = number(EXTRA / (1.0 + EXTRA), 4)
    rows.append(("fifth", "guarantee", "share", "", "", "", GROUPS[0], kept, 0, 0, "", 13, 0))
    rows += to_92(f)
    if pooled(f):
        rows.append(("pool", "pool", "share", "", "brum", "", "", 1, 0, 0, "", 0, 0))
    rows.append(("winter", "capacity", "share", "", "", "", "", -0.15, 0.3, 0, 9, 2, 2))
    rows.append(("staff", "capacity", "share", "", "", "", "", -0.08, 0.3, 0, 26, 4, 13))
    rows.append(("site", "capacity", "share", largest(f), "", "", "", -0.35, 0.3, 0, 26, 0, 26))
    columns = "policy,lever,mode,organisation,alliance,service,group,amount,spread,from,until,ramp,fade,basis"
    return columns, [r + ("assumed",) for r in rows]


def largest(f):
    return max(f["boards"], key=lambda c: (sum(map(sum, f["boards"][c]["waiting"])), c))


def pooled(f):
    return all(c in f["boards"] for c in POOLED)


def policy_tables(f):
    policies = [p for p in POLICIES if p[0] != "pool" or pooled(f)]
    rows = [(i, n, k, c, w, t, a, "assumed") for i, n, k, c, w, t, a in policies]
    scenarios = [
        ("baseline", "As now", ()),
        ("universal", "5 % more for everybody", ("extra",)),
        ("targeted", "5 % more, for the most deprived fifth", ("fifth",)),
        ("standard", "92 % within 18 weeks", ("to92",)),
        ("winter", "A hard winter", ("winter",)),
    ]
    if pooled(f):
        scenarios.append(("pooled", "Two neighbours with one list", ("pool",)))
    picks = [(s, p) for s, _, chosen in scenarios for p in ("asnow", *chosen)]
    return {
        "policies": ("id,name,kind,cost,from,chance,loading,basis", rows),
        "effects": effect_rows(f),
        "scenarios": ("id,name", [s[:2] for s in scenarios]),
        "picks": ("scenario,policy", picks),
    }


RTT = "NHS England, Consultant-led Referral to Treatment Waiting Times, May 2024 to May 2025 (published July 2025). OGL v3.0"
ONS = "Office for National Statistics, mid-2020 population estimates; MHCLG, English Indices of Deprivation 2019. OGL v3.0"
NEEDS = "NHS England, Allocations 2025/26: need-weighted populations of integrated care boards. OGL v3.0"
TRUSTS = "NHS England; Office for Health Improvement and Disparities: share of trusts' patients by board, places of trusts. OGL v3.0"
HSJ = "NHS England, waiting times by deprivation, as reported by HSJ on 4 September 2025"
OWN = "carepath"
SOURCES = (
    ("organisations", "", "real", NEEDS, "Boards and regions of 2025/26"),
    ("organisations", "longitude", "derived", TRUSTS, "Mean of the head offices of the trusts that the board's people go to; latitude too"),
    ("people", "", "real", ONS, "Deciles 1 and 2 of the IMD 2019 are fifth 1, and so on"),
    ("lists", "waiting", "derived", RTT, "Sums by board are the published lists at the end of May 2025 (7,213,065), specialties have the nation's shares; "
     "between them iterative proportional fitting of the trusts' figures"),
    ("lists", "group", "assumed", OWN, "People of the fifths in the board, need alike, those treated slower a little more: nothing is published by board and fifth"),
    ("lists", "starts", "derived", RTT, "Mean of 12 months by specialty; over boards by list and turnover of their trusts; over fifths by people (assumed)"),
    ("lists", "removal", "derived", RTT, "Clock starts less completed pathways less change of the list, of the mean list, a week, by specialty"),
    ("profiles", "id", "derived", RTT, "Shapes of boards (QXX.1 to QXX.5): people by week; within 18, 18 to 52, 52 to 65, 65 to 78, 78 to 104 and over 104 "
     "weeks are the published counts; between the limits by the months of the trusts, over a year a decay of 0.835 a week, over 65 weeks 0.68 (assumed)"),
    ("profiles", "value", "derived", HSJ, "59.2 % (most) and 60.9 % (least deprived tenth) within 18 weeks: the odds change evenly over the fifths"),
    ("services", "curve", "derived", RTT, "Profiles h.C_XXX: who is treated by weeks waited, relative: share that leaves the nation's list (month by month, by months waited) less the removed"),
    ("services", "unit_cost", "assumed", OWN, "Round numbers for one completed pathway; not the National Cost Collection"),
    ("services", "gain", "assumed", OWN, "QALYs of one completed pathway, round numbers"),
    ("services", "harm", "assumed", OWN, "QALYs that a week of waiting takes, round numbers"),
    ("services", "standard", "real", "NHS Constitution: 92 % within 18 weeks", "weeks too"),
    ("capacity", "treatments", "derived", RTT, "Balance of each board and specialty: starts less removed less change of the list in the year to May 2025; sums are "
     "the published completed pathways, those of the specialties raised by 6.4 % to the published total"),
    ("capacity", "most", "assumed", OWN, "1.5 times what is done"),
    ("payments", "amount", "assumed", NEEDS, "What the capacity costs, by the population weighted for general and acute need"),
    ("effects", "", "assumed", OWN, "Examples of policies and shocks"),
    ("effects", "amount", "derived", RTT, "Policy to92: the steady list of each specialty with 92 % within 18 weeks, reached in three years, at most 1.5 times "
     "what is done now"),
    ("effects", "amount", "derived", HSJ, "Policy asnow: 1.1 % slower a fifth keeps the published gap"),
)


def tables(f):
    boards = [(c, b["name"], *b["centre"]) for c, b in f["boards"].items()]
    funds, payments = money(f)
    found = {
        "settings": ("name,value", [("name", "England"), ("start", START), ("weeks", WEEKS)]),
        "groups": ("id", [(g,) for g in GROUPS]),
        "ages": ("id", [(a,) for a in f["ages"]]),
        "organisations": places(f),
        "areas": ("id,name,longitude,latitude", boards),
        "footprints": ("area,organisation,share", [(c, c, 1) for c in f["boards"]]),
        "people": people_rows(f),
        "services": service_rows(f),
        "profiles": profile_rows(f),
        "lists": list_rows(f),
        "capacity": capacity_rows(f),
        "funds": funds,
        "payments": payments,
        "sources": ("table,field,basis,source,note", SOURCES),
    }
    if pooled(f):
        found["alliances"] = ("id,name,kind", [("brum", "Birmingham, Solihull and Black Country", "scale")])
        found["members"] = ("alliance,organisation", [("brum", c) for c in POOLED])
    found.update(policy_tables(f))
    return found


def write(folder, found):
    os.makedirs(folder, exist_ok=True)
    for name, (columns, rows) in found.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(columns.split(","))
            out.writerows(rows)


SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "england")


def show(folder):
    """What is in a folder, to compare with the published figures."""
    lists, capacity = list(rows_of(folder, "lists.csv")), list(rows_of(folder, "capacity.csv"))
    cost = {row["id"]: float(row["unit_cost"]) for row in rows_of(folder, "services.csv")}
    shape = {}
    for row in rows_of(folder, "profiles.csv"):
        shape.setdefault(row["id"], []).append(float(row["value"]))
    systems = sorted({row["organisation"] for row in lists})
    treated = sum(float(row["treatments"]) for row in capacity)
    money = sum(float(row["treatments"]) * cost[row["service"]] for row in capacity) * WEEKS_A_YEAR
    print(f"{len(systems)} systems, {len(cost)} specialties, {len(lists)} lists")
    print(f"a week: {sum(float(row['starts']) for row in lists):,.0f} clock starts, {treated:,.0f} treated")
    print(f"a year at the assumed unit costs: {money / 1e9:.1f} billion")
    print(f"{'':18s}{'waiting':>10s}{'within 18':>12s}{'over 52':>10s}{'over 65':>9s}{'over 104':>10s}")
    for name in ("all", *GROUPS):
        waiting = sum(int(row["waiting"]) for row in lists if name in ("all", row["group"]))
        some = [v for k, v in shape.items() if k[0] == "Q" and (name == "all" or k.endswith("." + name[0]))]
        bands = [sum(line[w] for line in some if w < len(line)) for w in range(BANDS)]
        print(
            f"{name:18s}{waiting:10,d}{sum(bands[:18]) / sum(bands):12.1%}{sum(bands[52:]):10,.0f}{sum(bands[65:]):9,.0f}"
            f"{sum(bands[104:]):10,.0f}"
        )


def main(args):
    small = "--small" in args
    folders = [a for a in args if not a.startswith("--")]
    if not args:
        return show(SHIPPED)
    if len(folders) != 2 or len(args) != 2 + small:
        sys.exit("usage: england.py [SHARED_DATA OUT_FOLDER [--small]]")
    return write(folders[1], tables(model(folders[0], small)))


if __name__ == "__main__":
    main(sys.argv[1:])
