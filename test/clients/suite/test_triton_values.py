"""tritonclient: values of every type, as JSON and as bytes, in both directions; nothing may be lost on the way."""
import json

import pytest
from tritonclient.utils import InferenceServerException

from asking import given, in_each_form, refused, wanted
from kept import SERVED, cases, check, check_same, datatype, every, every_empty, is_empty

WAYS = [(True, True), (True, False), (False, True), (False, False)]
IDENTITIES = [name for name in SERVED if name.startswith('identity-')]


def way_name(binary):
    return 'bytes' if binary else 'json'


@pytest.mark.parametrize('answer', [True, False], ids=lambda way: f'answered-as-{way_name(way)}')
@pytest.mark.parametrize('request_', [True, False], ids=lambda way: f'sent-as-{way_name(way)}')
@pytest.mark.parametrize('model', IDENTITIES)
def test_comes_back_as_it_was_sent(client, model, request_, answer):
    """
    Among the values are both ends of each type, subnormals, INT64 and UINT64 that no double can hold, text beyond Latin, and NaN
    and the infinities, which this client writes as bare words, though JSON has none such.
    """
    for case in (case for case in cases(model).values() if not is_empty(case)):
        x = case['inputs']['x']
        found = client.infer(model, given({'x': x}, request_), outputs=wanted(['y'], answer))
        assert found.get_output('y')['datatype'] == datatype(x)
        assert ('data' in found.get_output('y')) != answer
        check_same(found.as_numpy('y'), x)


@pytest.mark.parametrize(('model', 'value'), [
    ('identity-int8', '300'), ('identity-uint64', '-1'), ('identity-int64', '9223372036854775808'), ('identity-int64', '1.5'),
    ('identity-bool', '2'), ('identity-float32', '"a"'), ('identity-float32', '1e39'), ('identity-float16', '70000'),
    ('identity-string', '7'),
])
def test_a_value_that_the_type_does_not_have_is_refused(client, model, value):
    """Through the client's own door for bodies, since its arrays can't hold such a thing."""
    kind = datatype(cases(model)['rows']['inputs']['x'])
    body = f'{{"inputs":[{{"name":"x","shape":[1,2],"datatype":"{kind}","data":[{value},0]}}]}}'
    response = client._post(request_uri=f'v2/models/{model}/infer', request_body=body, headers=None, query_params=None)
    said = json.loads(response.read())
    assert (response.status_code, type(said['error'])) == (400, str)


@in_each_form
@pytest.mark.parametrize(('model', 'case'), every('outputs'))
def test_answers_as_onnx_runtime_in_python_does(client, model, case, binary):
    known = cases(model)[case]
    found = client.infer(model, given(known['inputs'], binary), outputs=wanted(known['outputs'], binary))
    for name, expected in known['outputs'].items():
        check(found.as_numpy(name), expected)


@pytest.mark.parametrize(('model', 'case'), [each for each in every_empty() if 'aborts' not in cases(each[0])[each[1]]])
@in_each_form
def test_without_elements_there_is_an_answer_or_a_refusal(client, model, case, binary):
    """Both will do. What ONNX Runtime dies of is asked last of all, in test_survival.py."""
    known = cases(model)[case]
    try:
        found = client.infer(model, given(known['inputs'], binary), outputs=wanted(known.get('outputs', {}), binary))
    except InferenceServerException as said:
        assert said.status() == '400', said
        return
    for name, expected in known['outputs'].items():
        check(found.as_numpy(name), expected)


@pytest.mark.parametrize(('model', 'case'), every('fails'))
@in_each_form
def test_what_the_model_cannot_take_is_the_callers_mistake(client, model, case, binary):
    """ONNX Runtime fails for it: that's 400 and a sentence, and the model goes on."""
    with refused(400):
        client.infer(model, given(cases(model)[case]['inputs'], binary))
    assert client.is_model_ready(model)
