#!/usr/bin/env python3
"""Writes examples/data/panel_synthetic.pb: a citizens' panel that does not exist, voting on health projects of a
made-up place. Ballots follow tastes by neighbourhood and age that are made up as well. The same file every time.
Usage: make_panel.py > examples/data/panel_synthetic.pb"""
import random

PROJECTS = [
    (1, "Evening physiotherapy clinic", 42000, "care"),
    (2, "Community diagnostic bus", 95000, "care"),
    (3, "Falls prevention classes", 18000, "old"),
    (4, "Warm homes on prescription", 60000, "poor"),
    (5, "Walking groups", 6000, "old"),
    (6, "Youth mental health drop-in", 55000, "young"),
    (7, "Stop smoking vans", 24000, "poor"),
    (8, "Interpreters at reception", 15000, "poor"),
    (9, "Weekend blood tests", 38000, "care"),
    (10, "Dementia cafe", 12000, "old"),
    (11, "School counselling", 48000, "young"),
    (12, "Free bus to hospital", 70000, "poor"),
    (13, "Carers' breaks", 32000, "old"),
    (14, "Cycle repair and loan", 9000, "young"),
    (15, "Debt advice in surgeries", 28000, "poor"),
    (16, "Online appointment help", 8000, "old"),
    (17, "Sports hall evenings", 21000, "young"),
    (18, "Second hip clinic", 120000, "care"),
    (19, "Baby and parent groups", 16000, "young"),
    (20, "Community fridge", 11000, "poor"),
]
BUDGET = 300000
VOTERS = 600
PLACES = [("Hillside", 0.30, "old"), ("Harbour", 0.45, "poor"), ("Newtown", 0.25, "young")]


def main():
    rng = random.Random(2025)
    ballots, votes = [], {p[0]: 0 for p in PROJECTS}
    for voter in range(1, VOTERS + 1):
        draw, at = rng.random(), 0
        while draw > PLACES[at][1] and at < len(PLACES) - 1:
            draw -= PLACES[at][1]
            at += 1
        place, _, taste = PLACES[at]
        age = 16 + int(70 * rng.random() ** (0.8 if taste == "old" else 1.4))
        liking = {"care": 0.30, "old": 0.08 + 0.004 * age, "young": 0.45 - 0.004 * age, "poor": 0.18}
        liking[taste] += 0.25
        chosen = [p[0] for p in PROJECTS if rng.random() < liking[p[3]]][:8]
        for project in chosen:
            votes[project] += 1
        ballots.append((voter, age, "FM"[int(2 * rng.random())], place, chosen))
    print("META\nkey;value")
    print("description;SYNTHETIC: a panel that does not exist votes on health projects of a made-up place")
    print("country;none\nunit;made-up place\ninstance;2025")
    print(f"num_projects;{len(PROJECTS)}\nnum_votes;{VOTERS}\nbudget;{BUDGET}\nvote_type;approval\nrule;equalshares")
    print("PROJECTS\nproject_id;cost;votes;name")
    for number, name, cost, _ in PROJECTS:
        print(f"{number};{cost};{votes[number]};{name}")
    print("VOTES\nvoter_id;age;sex;neighbourhood;vote")
    for voter, age, sex, place, chosen in ballots:
        print(f"{voter};{age};{sex};{place};{','.join(map(str, chosen))}")


if __name__ == "__main__":
    main()
