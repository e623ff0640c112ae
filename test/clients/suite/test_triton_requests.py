"""tritonclient: outputs, identities, packed bodies, many at once; and what is wrong with a request."""
import json

import ml_dtypes
import numpy as np
import pytest
import tritonclient.http as triton

from asking import given, in_each_form, refused, wanted
from kept import cases, check

MLP = cases('mlp')['rows']
SEVERAL = cases('several-outputs')['rows']
LARGE = np.random.default_rng(1).normal(size=(2000, 2)).astype(np.float32).round(2)


def test_all_outputs_come_where_none_is_named(client):
    found = client.infer('several-outputs', given(SEVERAL['inputs'], False))
    for name, expected in SEVERAL['outputs'].items():
        check(found.as_numpy(name), expected)


@in_each_form
def test_only_the_named_outputs_come_in_the_order_of_their_names(client, binary):
    names = ['count', 'doubled']
    found = client.infer('several-outputs', given(SEVERAL['inputs'], binary), outputs=wanted(names, binary))
    assert [output['name'] for output in found.get_response()['outputs']] == names
    for name in names:
        check(found.as_numpy(name), SEVERAL['outputs'][name])


def test_each_output_comes_as_it_is_asked_for(client):
    outputs = [*wanted(['best', 'doubled'], True), *wanted(['positive', 'count'], False)]
    found = client.infer('several-outputs', given(SEVERAL['inputs'], False), outputs=outputs)
    assert [name for name in SEVERAL['outputs'] if 'data' in found.get_output(name)] == ['positive', 'count']
    for name, expected in SEVERAL['outputs'].items():
        check(found.as_numpy(name), expected)


def test_inputs_come_in_any_order_and_form(client):
    known = cases('mixed')['rows']
    inputs = [tensor for nth, (name, value) in enumerate(reversed(known['inputs'].items()))
              for tensor in given({name: value}, nth % 2 == 0)]
    found = client.infer('mixed', inputs)
    for name, expected in known['outputs'].items():
        check(found.as_numpy(name), expected)


@in_each_form
def test_an_answer_says_who_answers_and_to_what(client, binary):
    version = client.get_model_metadata('mlp')['versions'][-1]
    found = client.infer('mlp', given(MLP['inputs'], binary), model_version=version, request_id='Anfrage 7 ✓').get_response()
    assert (found['id'], found['model_name'], found['model_version']) == ('Anfrage 7 ✓', 'mlp', version)


@in_each_form
def test_what_a_server_may_pass_over_does_no_harm(client, binary):
    found = client.infer('mlp', given(MLP['inputs'], binary), priority=1, timeout=1_000_000, parameters={'mine': 'own'},
                         headers={'x-mine': 'own'}, query_params={'mine': 'own'})
    check(found.as_numpy('output'), MLP['outputs']['output'])


@pytest.mark.parametrize('answer', [None, 'gzip', 'deflate'], ids=lambda way: f'answer-{way}')
@pytest.mark.parametrize('sent', [None, 'gzip', 'deflate'], ids=lambda way: f'request-{way}')
@in_each_form
def test_bodies_may_be_packed(client, sent, answer, binary):
    found = client.infer('identity-float32', given({'x': LARGE}, binary), outputs=wanted(['y'], binary),
                         request_compression_algorithm=sent, response_compression_algorithm=answer)
    check(found.as_numpy('y'), LARGE)


@pytest.mark.parametrize('coding', ['gzip', 'deflate'])
def test_a_large_answer_is_packed_for_whoever_asks(client, coding):
    """The header says so, and it is smaller than the numbers themselves."""
    body, _ = client.generate_request_body(given({'x': LARGE}, False), outputs=wanted(['y'], False))
    response = client._post('v2/models/identity-float32/infer', body, {'Accept-Encoding': coding}, None)
    assert response.get('Content-Encoding') == coding
    assert len(response.read()) < LARGE.nbytes


@in_each_form
def test_many_at_once_get_their_own(client, binary):
    """From one connection pool, 16 at a time, each with another row: batching must mix nobody up."""
    rows = np.random.default_rng(2).normal(size=(200, 30)).astype(np.float32)
    alone = [client.infer('mlp', given({'input': row[None]}, binary)).as_numpy('output') for row in rows]
    asked = [client.async_infer('mlp', given({'input': row[None]}, binary), request_id=f'{nth}') for nth, row in enumerate(rows)]
    for nth, handle in enumerate(asked):
        found = handle.get_result()
        assert found.get_response()['id'] == f'{nth}'
        np.testing.assert_allclose(found.as_numpy('output'), alone[nth], 1e-5, 1e-5)


@in_each_form
def test_an_unknown_model_is_404(client, binary):
    with refused(404, 'nobody'):
        client.infer('nobody', given(MLP['inputs'], binary))


@in_each_form
def test_an_unknown_version_is_404(client, binary):
    with refused(404, '999'):
        client.infer('mlp', given(MLP['inputs'], binary), model_version='999')


@in_each_form
def test_an_unknown_input_is_400(client, binary):
    with refused(400, 'stranger'):
        client.infer('mlp', given({**MLP['inputs'], 'stranger': np.zeros((5, 1), np.float32)}, binary))


@in_each_form
def test_a_missing_input_is_400(client, binary):
    inputs = {name: value for name, value in cases('mixed')['rows']['inputs'].items()}
    left_out = next(iter(inputs))
    del inputs[left_out]
    with refused(400, left_out):
        client.infer('mixed', given(inputs, binary))


@in_each_form
def test_an_unknown_output_is_400(client, binary):
    with refused(400, 'stranger'):
        client.infer('mlp', given(MLP['inputs'], binary), outputs=wanted(['stranger'], binary))


@in_each_form
def test_another_datatype_is_400(client, binary):
    with refused(400, 'input', 'FP32'):
        client.infer('mlp', given({'input': MLP['inputs']['input'].astype(np.float64)}, binary))


@in_each_form
def test_another_width_is_400(client, binary):
    with refused(400, 'input'):
        client.infer('mlp', given({'input': np.zeros((1, 29), np.float32)}, binary))


@in_each_form
def test_another_rank_is_400(client, binary):
    with refused(400, 'input'):
        client.infer('mlp', given({'input': np.zeros(30, np.float32)}, binary))


@in_each_form
def test_a_shape_that_the_data_does_not_have_is_400(client, binary):
    tensor = given({'input': np.zeros((1, 30), np.float32)}, binary)[0].set_shape([2, 30])
    with refused(400, 'input'):
        client.infer('mlp', [tensor])


def test_bf16_is_refused_by_name(client):
    tensor = triton.InferInput('input', [1, 30], 'BF16')
    tensor.set_data_from_numpy(np.zeros((1, 30), ml_dtypes.bfloat16))
    with refused(400, 'BF16'):
        client.infer('mlp', [tensor])


def test_an_input_in_shared_memory_is_refused(client):
    tensor = triton.InferInput('input', [1, 30], 'FP32').set_shared_memory('region', 120)
    with refused(400, 'shared_memory_region'):
        client.infer('mlp', [tensor])


def test_an_output_in_shared_memory_is_refused(client):
    output = triton.InferRequestedOutput('output')
    output.set_shared_memory('region', 4)
    with refused(400, 'shared_memory_region'):
        client.infer('mlp', given(MLP['inputs'], False), outputs=[output])


def test_the_extension_classification_is_refused(client):
    with refused(400, 'classification'):
        client.infer('mlp', given(MLP['inputs'], False), outputs=[triton.InferRequestedOutput('output', class_count=2)])


@pytest.mark.parametrize(('body', 'headers'), [
    (b'{"inputs": [', {}), (b'', {}), (b'[]', {}), (b'null', {}), (b'{}', {}), (b'{"inputs": {}}', {}), (b'\xff\xfe', {}),
    (b'{"inputs": [{"name": "input"}]}', {}),
    (b'{"inputs": [{"name": "input", "shape": [1, 30], "datatype": "FP33", "data": [0]}]}', {}),
    (b'{"inputs": [{"name": "input", "shape": [1, -30], "datatype": "FP32", "data": [0]}]}', {}),
    (b'{"inputs": []}', {'Inference-Header-Content-Length': '900'}),
    (b'{"inputs": []}', {'Inference-Header-Content-Length': 'x'}),
    (b'not gzip', {'Content-Encoding': 'gzip'}),
])
def test_a_body_that_makes_no_sense_is_400(client, body, headers):
    response = client._post('v2/models/mlp/infer', body, dict(headers), None)
    said = json.loads(response.read())
    assert (response.status_code, type(said['error'])) == (400, str)
