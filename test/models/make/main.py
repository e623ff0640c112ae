"""main.py FOLDER: writes every model to FOLDER/onnx and what ONNX Runtime answers to FOLDER/expected."""
import contextlib
import json
import os
import sys
import warnings
from pathlib import Path

import numpy as np
import onnxruntime

import awkward
import dtypes
import learned
import networks
import pipelines
import trees
from lossless import lossless

FAMILIES = (learned, pipelines, trees, networks, dtypes, awkward)
RUNTIME = f'onnxruntime {onnxruntime.__version__}'


def answers(content, cases):
    """One thread, as the server has it. What fails is an answer too; its wording may change with the runtime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(content, options, providers=['CPUExecutionProvider'])
    return [answer(session, name, inputs) for name, inputs in cases.items()]


def answer(session, name, inputs):
    case = {'name': name, 'inputs': {key: None if value is None else lossless(value) for key, value in inputs.items()}}
    if aborts(session, inputs):
        return {**case, 'aborts': True}
    names = [output.name for output in session.get_outputs()]
    try:
        return {**case, 'outputs': dict(zip(names, map(lossless, session.run(None, inputs))))}
    except Exception as cause:  # whatever it fails with
        return {**case, 'fails': str(cause).strip().split('\n')[0]}


def aborts(session, inputs):
    """Whether it takes the process with it: tried in a child, and only with inputs of no elements, the only ones seen to."""
    if all(np.size(value) > 0 for value in inputs.values()):
        return False
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with contextlib.suppress(Exception):
            session.run(None, inputs)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def write(folder, kept):
    content = kept.model.SerializeToString(deterministic=True)
    (folder / 'onnx' / f'{kept.name}.onnx').write_bytes(content)
    expected = {'format': 1, 'about': kept.about, 'runtime': RUNTIME, 'cases': answers(content, kept.cases)}
    text = json.dumps(expected, ensure_ascii=False, allow_nan=False)
    (folder / 'expected' / f'{kept.name}.json').write_text(text, encoding='utf-8')
    return len(content), len(text)


def main(folder):
    for part in ('onnx', 'expected'):
        (folder / part).mkdir(exist_ok=True)
        for old in (folder / part).iterdir():
            old.unlink()
    total = 0
    for kept in (kept for family in FAMILIES for kept in family.models()):
        size, answered = write(folder, kept)
        total += size
        print(f'{kept.name:28} {size:8} {answered:8}')
    print(f'{"all models":28} {total:8}')


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    main(Path(sys.argv[1]))
