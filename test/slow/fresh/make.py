"""make.py SEED [N]: N fresh cases on stdout, in the format of the reference file; what was left out on stderr.
make.py --check FILE: computes `expected` of every case in FILE anew, and compares."""
import json
import math
import sys
import warnings
from importlib.metadata import version

import numpy as np
from mpmath import mp, mpf

import distributions
import growthbook
import means
import metrics
import planning
import proportions
import samples
import tables
from tails import Unanswered

mp.dps = 50
FAMILIES = (distributions, proportions, means, growthbook, samples, tables, planning, metrics)
KINDS = {name: kind for family in FAMILIES for name, kind in family.ALL.items()}
VERSIONS = {name: version(name) for name in ('scipy', 'statsmodels', 'gbstats', 'scikit-learn', 'numpy', 'mpmath')}


def plain(value):
    """What JSON can hold: a float, a whole number, and the same in lists and records."""
    if isinstance(value, dict):
        return {name: plain(v) for name, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    return value if isinstance(value, (int, str, bool)) else float(value)


def leaves(value, path=''):
    if isinstance(value, dict):
        return [leaf for name, v in value.items() for leaf in leaves(v, f'{path}.{name}')]
    if isinstance(value, list):
        return [leaf for k, v in enumerate(value) for leaf in leaves(v, f'{path}[{k}]')]
    return [(path[1:], value)]


def disagreements(expected, got, rel, abs_):
    """The leaves of `got` that are not what is expected: got may have fewer."""
    wanted = dict(leaves(plain(expected)))
    return [f'{path} {v}, not {wanted[path]}' for path, v in leaves(plain(got))
            if not abs(v - wanted[path]) <= abs_ + rel * abs(wanted[path])]


def nudged(value, chance):
    """Every number off by one unit in its last place, up or down."""
    if isinstance(value, dict):
        return {name: v if name in ('alpha', 'tuning') else nudged(v, chance) for name, v in value.items()}
    if isinstance(value, list):
        return [nudged(v, chance) for v in value]
    if isinstance(value, (bool, str)):
        return value
    return mpf(value) * (1 + (2 * int(chance.integers(2)) - 1) * mpf(2) ** -52)


def tolerance(kind, inputs, expected, chance):
    """Sixteen times what one ulp in the inputs does, where that is more than the kind's own tolerance."""
    rel = kind.rel
    for _ in range(3 if kind.conditioned else 0):
        moved = dict(leaves(kind.exact(nudged(inputs, chance))))
        for path, value in leaves(expected):
            off = abs(moved[path] - value) * 16 - kind.abs
            if off > 0 and abs(value) > mpf(10) ** -300:
                rel = max(rel, float(off / abs(value)))
    if rel > 1e-3:
        raise Unanswered(f'ill-conditioned: {rel:.0e}')
    return {'rel': rel, 'abs': kind.abs}


def peer_says(kind, inputs, expected, tame):
    if kind.peer is None:
        return kind.source
    try:
        off = disagreements(expected, kind.peer(inputs), 1e-6, 1e-11)
    except Exception as cause:  # whatever the library fails with, it is the library that fails
        off = [f'{type(cause).__name__}: {cause}']
    if off and tame:
        raise SystemExit(f'{kind.source} contradicts a tame case: {off} {json.dumps(inputs)}')
    return f'mpmath; {kind.source} gives {off[0]}' if off else f'mpmath; agrees with {kind.source}'


def make(seed, n):
    chance = np.random.default_rng(seed)
    order = [name for turn in range(4) for name, kind in KINDS.items() if turn < kind.weight]
    drawn = dict.fromkeys(KINDS, 0)
    cases = []
    for name in (order[k % len(order)] for k in range(n)):
        kind, k = KINDS[name], drawn[name]
        drawn[name] += 1
        for _ in range(20):
            try:
                inputs = kind.draw(chance, k)
                expected = kind.exact(inputs)
                allowed = tolerance(kind, inputs, expected, chance)
                source = peer_says(kind, inputs, expected, k == 0)
            except (Unanswered, ZeroDivisionError, OverflowError) as cause:
                print(f'left out {name}: {cause}', file=sys.stderr)
                continue
            cases.append({'id': f's{seed}-{name}-{k:03d}', 'fn': name, 'inputs': inputs, 'expected': plain(expected),
                          'source': source, 'tolerance': allowed})
            break
    return {'format': 1, 'profile': f'fresh, seed {seed}', 'versions': VERSIONS, 'cases': cases}


def check(path):
    cases = json.load(open(path))['cases']
    bad = 0
    for case in cases:
        got, allowed = KINDS[case['fn']].exact(case['inputs']), case['tolerance']
        missing = set(dict(leaves(case['expected']))) - set(dict(leaves(plain(got))))
        off = disagreements(case['expected'], {k: v for k, v in got.items() if k in case['expected']},
                            allowed['rel'], allowed['abs'])
        if off or missing:
            bad += 1
            print(case['id'], off, missing or '')
    print(f'total {len(cases) - bad}/{len(cases)}')
    return 1 if bad else 0


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    if sys.argv[1] == '--check':
        sys.exit(check(sys.argv[2]))
    made = make(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    if any(isinstance(v, float) and not math.isfinite(v) for c in made['cases'] for _, v in leaves(c['expected'])):
        raise SystemExit('a case is not finite')
    print(json.dumps(made))
