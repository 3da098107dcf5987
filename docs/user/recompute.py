"""python recompute.py co-occurrence-overlap-1.csv: every coefficient again, from its row's counts"""
import csv, math, sys

def divided(part: float, whole: float) -> float | None:
    return part / whole if whole else None  # what is not defined is empty in the report

rows = differing = 0
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
    n, a, b, k = (int(row[name]) for name in ("n", "a", "b", "k"))
    made = {"inclusion_a": divided(k, a), "inclusion_b": divided(int(row.get("met") or k), b)}
    if "met" not in row:  # with it, segments that meet others were counted, not units
        lift = divided(k * n, a * b)
        made |= {
            "jaccard": divided(k, a + b - k), "dice": divided(2 * k, a + b),
            "cosine": divided(k, math.sqrt(a * b)),
            "lift": lift, "pmi": math.log2(lift) if lift else None,
            "phi": divided(k * n - a * b, math.sqrt(a * b * (n - a) * (n - b))),
        }
    if "segments_a" in row:
        pairs, both = int(row["pairs"]), int(row["segments_a"]) + int(row["segments_b"])
        made["c"] = divided(pairs, max(both - pairs, 0))
    for name, value in made.items():
        told = float(row[name]) if row[name] else None
        value = None if row["code_a"] == row["code_b"] else value
        if value != told and (value is None or told is None or not math.isclose(value, told)):
            print(row["level"], row["code_a"], row["code_b"], name, told, "should be", value)
            differing += 1
    rows += 1
sys.exit(f"{differing} figures differ") if differing else print(rows, "rows, every figure holds")
