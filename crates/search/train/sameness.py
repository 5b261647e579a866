"""Fits the weights of `src/sameness/weights.rs`.

    pip install numpy scipy
    cargo run --release -p search --example similar -- FOLDER evidence PROBLEMS... > evidence.jsonl
    python3 crates/search/train/sameness.py evidence.jsonl [held-out.jsonl]

FOLDER holds `models/minilm-int8` (without it only the weights without the model are fitted). PROBLEMS are
`crates/search/assets/sameness/problems.txt` and the demo's `crates/lyceum/src/demo/texts/problems-{a,b}.txt`, among
which there is no repeat: they count half. What is measured comes from the index itself, in corpora of several sizes, so
that nothing is said twice. Prints figures by five folds of problems, on a held-out file if one is named, and the
weights. L2 of 1; cosine, margin and first place may only raise the probability.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize

FEATURES = ["cos_whole", "margin_mean", "shared", "log_length", "first"]
RAISE = {"cos_whole", "margin_mean", "first"}
SHARED_MOST = 0.3


def read(path):
    rows = [json.loads(line) for line in open(path)]
    for row in rows:
        row["shared"] = min(row["idf_cos_text"], SHARED_MOST)
        row["first"] = 1 / (1 + row["place"])
    return rows


def matrix(rows):
    return np.array([[row[name] for name in FEATURES] for row in rows])


def fit(rows, weights):
    x = matrix(rows)
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z, y = (x - mean) / deviation, np.array([row["same"] for row in rows], float)

    def loss(p):
        lean = z @ p[1:] + p[0]
        return (weights * (np.logaddexp(0, lean) - y * lean)).sum() + (p[1:] ** 2).sum() / 2

    def slope(p):
        error = weights * (1 / (1 + np.exp(-(z @ p[1:] + p[0]))) - y)
        return np.r_[error.sum(), z.T @ error + p[1:]]

    bounds = [(None, None)] + [(0, None) if name in RAISE else (None, None) for name in FEATURES]
    p = minimize(loss, np.zeros(len(FEATURES) + 1), jac=slope, bounds=bounds, method="L-BFGS-B").x
    b = p[1:] / deviation
    return np.r_[p[0] - b @ mean, b]


def probability(rows, b):
    return 1 / (1 + np.exp(-(b[0] + matrix(rows) @ b[1:])))


def report(rows, p):
    y = np.array([row["same"] for row in rows], float)
    near = np.array([row["near"] for row in rows])
    place = np.array([row["place"] for row in rows])
    size = np.array([row["size"] for row in rows])
    asked = np.array([row["asked"] for row in rows])
    for some in [None, *sorted(set(size))]:
        here = np.ones(len(y), bool) if some is None else size == some
        parts = []
        for name, which in (("shown", here), ("first", here & (place == 0))):
            error = 0
            for tenth in range(10):
                bin = which & (p >= tenth / 10) & (p < (tenth + 1) / 10 + (tenth == 9))
                error += abs(p[bin].sum() - y[bin].sum()) / max(which.sum(), 1)
            parts.append(f"{name} calibration error {error:.3f}")
        claimed = here & (p >= 0.8)
        precision = y[claimed].mean() if claimed.any() else 1
        found = (claimed & (y > 0)).sum() / max((here & (place == 0) & asked).sum(), 1)
        parts.append(f"claimed {claimed.sum()}, right {precision:.3f}, of those asked {found:.2f}")
        parts.append(f"near misses claimed {(claimed & near).sum()}")
        print("   ", f"{some or 'all':>4}:", "; ".join(parts))


held = read(sys.argv[2]) if len(sys.argv) > 2 else []
everything = read(sys.argv[1])
for with_model in (False, True):
    rows = [row for row in everything if row["with_model"] == with_model]
    if not rows:
        continue
    told = [row for row in rows if row["file"] == "problems.txt"]
    once = [row for row in rows if row["file"] != "problems.txt"]
    weigh = lambda some: np.r_[np.ones(len(some)), np.full(len(once), 0.5)]
    fold = np.array([row["problem"] % 5 for row in told])
    p = np.zeros(len(told))
    for one in range(5):
        rest = [row for row, at in zip(told, fold) if at != one]
        p[fold == one] = probability([row for row, at in zip(told, fold) if at == one], fit(rest + once, weigh(rest)))
    b = fit(told + once, weigh(told))
    print("with the model" if with_model else "without the model")
    print("  as it says now:")
    report(told, np.array([row["said"] for row in told]))
    print("  by five folds:")
    report(told, p)
    some = [row for row in held if row["with_model"] == with_model]
    if some:
        print("  held out, as it says now:")
        report(some, np.array([row["said"] for row in some]))
        print("  held out:")
        report(some, probability(some, b))
    print("  weights:", dict(zip(["base"] + FEATURES, [float(number) for number in b.round(3)])))
