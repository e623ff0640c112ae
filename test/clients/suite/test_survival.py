"""Last, since a server may not live to tell: what makes ONNX Runtime abort its process."""
import pytest

from asking import given, in_each_form, refused
from kept import cases, every_empty


@pytest.mark.parametrize(('model', 'case'), [each for each in every_empty() if 'aborts' in cases(each[0])[each[1]]])
@in_each_form
def test_what_would_abort_the_process_is_refused(client, model, case, binary):
    with refused(400):
        client.infer(model, given(cases(model)[case]['inputs'], binary))
    assert client.is_model_ready(model)
