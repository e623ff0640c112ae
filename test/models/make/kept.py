"""What a kept model is, and the rows that are put to it."""
from dataclasses import dataclass, field

import numpy as np
from onnx import ModelProto

# What a number can be besides ordinary: each goes through every model that takes floats.
ODD = (np.nan, np.inf, -np.inf, -0.0, 1e-45, 3.4028235e38)


@dataclass(frozen=True)
class Kept:
    name: str
    about: str  # one sentence, for the list of models
    model: ModelProto
    cases: dict = field(default_factory=dict)  # the case's name → the inputs, by name


def cases_of_floats(name, rows, dtype=np.float32):
    """One matrix as input: some rows, one of them alone, none, and rows with one odd number each."""
    rows = np.asarray(rows, dtype)
    odd = np.repeat(rows[:1], len(ODD), axis=0)
    with np.errstate(over='ignore'):  # FP16 takes the largest for infinity
        for k, value in enumerate(ODD):
            odd[k].reshape(-1)[k % odd[k].size] = value
    return {
        'rows': {name: rows},
        'one row': {name: rows[1:2]},
        'no rows': {name: rows[:0]},
        'odd numbers': {name: odd},
    }
