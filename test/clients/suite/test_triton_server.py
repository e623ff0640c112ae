"""tritonclient: what the server says about itself and its models, and what it doesn't have."""
import pytest

from asking import refused
from kept import SERVED, cases, datatype, every


def test_is_live_and_ready(client):
    assert client.is_server_live()
    assert client.is_server_ready()


@pytest.mark.parametrize('model', SERVED)
def test_each_model_is_ready(client, model):
    assert client.is_model_ready(model)


def test_a_model_that_is_not_there_is_not_ready(client):
    assert not client.is_model_ready('nobody')


def test_server_metadata(client):
    said = client.get_server_metadata()
    assert isinstance(said['name'], str) and isinstance(said['version'], str)
    assert 'binary_tensor_data' in said['extensions']


@pytest.mark.parametrize('model', SERVED)
def test_metadata_names_what_goes_in_and_comes_out(client, model):
    said = client.get_model_metadata(model)
    assert said['name'] == model
    assert said['platform'] != ''
    for case in (cases(model)[name] for owner, name in every('outputs') if owner == model):
        check_slots(said['inputs'], case['inputs'], missing_allowed=True)
        check_slots(said['outputs'], case['outputs'])


def check_slots(slots, arrays, missing_allowed=False):
    named = {slot['name']: slot for slot in slots}
    assert missing_allowed or set(named) == set(arrays)
    for name, value in arrays.items():
        assert named[name]['datatype'] == datatype(value)
        shape = named[name]['shape']
        assert len(shape) == value.ndim
        assert [known for known in zip(shape, value.shape) if known[0] not in (-1, known[1])] == []


def test_a_version_can_be_named(client):
    version = client.get_model_metadata('mlp')['versions'][-1]
    assert client.is_model_ready('mlp', version)
    assert client.get_model_metadata('mlp', version)['name'] == 'mlp'


def test_metadata_of_nobody_is_404(client):
    with refused(404, 'nobody'):
        client.get_model_metadata('nobody')


def test_an_unknown_version_is_404(client):
    with refused(404, '999'):
        client.get_model_metadata('mlp', '999')
    assert not client.is_model_ready('mlp', '999')


@pytest.mark.parametrize(('what', 'call'), [
    ('model configuration', lambda client: client.get_model_config('mlp')),
    ('statistics', lambda client: client.get_inference_statistics('mlp')),
    ('status of shared memory', lambda client: client.get_system_shared_memory_status()),
    ('registering shared memory', lambda client: client.register_system_shared_memory('region', '/key', 64)),
    ('unregistering shared memory', lambda client: client.unregister_system_shared_memory()),
    ('status of CUDA memory', lambda client: client.get_cuda_shared_memory_status()),
    ('registering CUDA memory', lambda client: client.register_cuda_shared_memory('region', b'handle', 0, 64)),
    ('trace settings', lambda client: client.get_trace_settings()),
    ('log settings', lambda client: client.get_log_settings()),
])
def test_an_extension_that_is_not_served_is_refused(client, what, call):
    with refused((404, 405, 501)):
        call(client)
