"""kserve's InferenceRESTClient: whether all is well, and inference as JSON and as bytes."""
import asyncio

import httpx
import numpy as np
import pytest
from kserve import InferInput, InferRequest, InferenceRESTClient, RESTConfig
from kserve.protocol.infer_type import RequestedOutput

from kept import cases, check, check_same, datatype, SERVED

IDENTITIES = [name for name in SERVED if name.startswith('identity-')]
WORDS = 'logistic-words'


def ask(call):
    async def inside():
        async with InferenceRESTClient(RESTConfig(protocol='v2', timeout=30)) as client:
            return await call(client)
    return asyncio.run(inside())


def infer(url, model, arrays, binary, outputs=None, as_bytes=None, **others):
    inputs = []
    for name, value in arrays.items():
        tensor = InferInput(name, list(value.shape), datatype(value))
        tensor.set_data_from_numpy(value, binary_data=binary)
        inputs.append(tensor)
    wish = {} if as_bytes is None else {'parameters': {'binary_data_output': as_bytes}}
    request = InferRequest(model, inputs, request_outputs=outputs, **wish, **others)
    return ask(lambda client: client.infer(url, request, model_name=model))


def test_is_live_and_ready(url):
    """This client reads {"live": true} and {"ready": true}, which the protocol's own text does not ask for."""
    assert ask(lambda client: client.is_server_live(url)) is True
    assert ask(lambda client: client.is_server_ready(url)) is True


def test_models_are_ready_or_not(url):
    assert ask(lambda client: client.is_model_ready(url, 'mlp')) is True
    assert ask(lambda client: client.is_model_ready(url, 'nobody')) is False


@pytest.mark.parametrize('answer', [True, False], ids=lambda way: f'answered-as-{"bytes" if way else "json"}')
@pytest.mark.parametrize(('model', 'sent'), [(name, way) for name in IDENTITIES for way in (True, False)
                                             if way or name != 'identity-float16'],
                         ids=lambda word: {True: 'sent-as-bytes', False: 'sent-as-json'}.get(word, word))
def test_comes_back_as_it_was_sent(url, model, sent, answer):
    """As JSON it writes NaN and the infinities as null, which can only come back as NaN, and FP16 it refuses to write."""
    x = cases(model)['rows']['inputs']['x']
    expected = x if sent or x.dtype.kind != 'f' else np.where(np.isfinite(x), x, np.nan).astype(x.dtype)
    found = infer(url, model, {'x': x}, sent, as_bytes=answer)
    check_same(found.outputs[0].as_numpy(), expected)


@pytest.mark.parametrize('binary', [True, False], ids=lambda binary: 'bytes' if binary else 'json')
@pytest.mark.parametrize('model', ['mlp', 'lstm', 'forest-100', 'mixed', 'several-outputs', WORDS])
def test_answers_as_onnx_runtime_in_python_does(url, model, binary):
    known = cases(model)['rows']
    found = infer(url, model, known['inputs'], binary, as_bytes=binary)
    assert found.model_name == model
    for output in found.outputs:
        check(output.as_numpy(), known['outputs'][output.name])


def test_only_the_named_outputs_come_each_in_its_form(url):
    known = cases('several-outputs')['rows']
    outputs = [RequestedOutput('count', {'binary_data': True}), RequestedOutput('best', {'binary_data': False})]
    found = infer(url, 'several-outputs', known['inputs'], False, outputs)
    assert [output.name for output in found.outputs] == ['count', 'best']
    for output in found.outputs:
        check(output.as_numpy(), known['outputs'][output.name])


def test_an_answer_has_the_identity_of_its_request(url):
    assert infer(url, 'mlp', cases('mlp')['rows']['inputs'], True, request_id='abc').id == 'abc'


def test_a_large_answer_can_be_read_packed(url):
    """This client asks for gzip by itself."""
    x = np.random.default_rng(1).normal(size=(5000, 2)).astype(np.float32).round(2)
    check(infer(url, 'identity-float32', {'x': x}, True, as_bytes=True).outputs[0].as_numpy(), x)


def test_a_plain_dictionary_will_do(url):
    known = cases('mlp')['rows']
    x = known['inputs']['input']
    body = {'inputs': [{'name': 'input', 'shape': list(x.shape), 'datatype': 'FP32', 'data': x.tolist()}]}
    found = ask(lambda client: client.infer(url, body, model_name='mlp'))
    check(found.outputs[0].as_numpy(), known['outputs']['output'])


@pytest.mark.parametrize(('status', 'model', 'inputs', 'word'), [
    (404, 'nobody', {'input': np.zeros((1, 30), np.float32)}, 'nobody'),
    (400, 'mlp', {'stranger': np.zeros((1, 30), np.float32)}, 'stranger'),
    (400, 'mlp', {'input': np.zeros((1, 29), np.float32)}, 'input'),
    (400, 'mlp', {'input': np.zeros((1, 30), np.float64)}, 'FP32'),
])
def test_a_refusal_reaches_whoever_reads_the_exception(url, status, model, inputs, word):
    """This client reads the sentence only where the type of the answer is application/json and nothing more."""
    with pytest.raises(httpx.HTTPStatusError) as caught:
        infer(url, model, inputs, True)
    assert caught.value.response.status_code == status
    assert word in str(caught.value).rsplit(", '", 1)[0]
