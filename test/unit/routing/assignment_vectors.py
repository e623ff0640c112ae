"""Computes docs/reference/assignment-vectors.json again, by what docs/reference/assignment.md says."""
import hashlib, json, sys
def shares(case):
    if "canary" in case:
        names, part = case["canary"]["challengers"], case["canary"]["percent"] / 100
        laid = [(name, i / len(names), (i + part) / len(names)) for i, name in enumerate(names)]
    else:
        ends = [sum(each["percent"] for each in case["split"][:i]) / 100 for i in range(len(case["split"]) + 1)]
        laid = [(each["variant"], ends[i], ends[i + 1]) for i, each in enumerate(case["split"])]
    return [{"variant": name, "from": a, "to": b} for name, a, b in laid if name and a < b]
def numbers(salt, unit):
    digest = hashlib.sha256(f"{salt}\n{unit}".encode()).digest()
    x, y, z = ((int.from_bytes(digest[at:at + 8], "big") >> 11) / 2**53 for at in (0, 8, 16))
    return {"place": x, "bucket": int(64 * y), "sample": z}
for case in json.load(open(sys.argv[1], encoding="utf-8"))["cases"]:
    assert case["shares"] == shares(case), case["about"]
    for row in case["units"] + case["places"]:
        again = {**row, **(numbers(case["salt"], row["unit"]) if "unit" in row else {})}
        again["variant"] = next((s["variant"] for s in case["shares"] if s["from"] <= again["place"] < s["to"]), case["champion"])
        assert again == row, (case["about"], again)
