"""Requests through tritonclient, from numpy and to numpy."""
import pytest
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

from kept import datatype


in_each_form = pytest.mark.parametrize('binary', [True, False], ids=lambda binary: 'bytes' if binary else 'json')


def given(arrays, binary):
    inputs = []
    for name, value in arrays.items():
        tensor = triton.InferInput(name, list(value.shape), datatype(value))
        tensor.set_data_from_numpy(value, binary_data=binary)
        inputs.append(tensor)
    return inputs


def wanted(names, binary):
    return [triton.InferRequestedOutput(name, binary_data=binary) for name in names]


def refused(status, *words):
    """That the server says no by its protocol: {"error": …}, with that status, and names what is wrong."""
    return Refused(status, words)


class Refused:
    def __init__(self, status, words):
        self.status, self.words = status, words

    def __enter__(self):
        self.raising = pytest.raises(InferenceServerException)
        self.caught = self.raising.__enter__()

    def __exit__(self, *raised):
        swallowed = self.raising.__exit__(*raised)
        said = self.caught.value
        assert not said.message().startswith('an exception occurred in the client'), said
        assert said.status() in ([str(self.status)] if isinstance(self.status, int) else [str(each) for each in self.status]), said
        missing = [word for word in self.words if word not in said.message()]
        assert missing == [], said
        return swallowed
