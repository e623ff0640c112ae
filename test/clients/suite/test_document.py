"""What /openapi.json promises, of real requests and their answers: schemathesis by itself finds few that a model takes."""
import pytest
import schemathesis

from kept import SERVED, cases, datatype, every


@pytest.fixture(scope='session')
def document(url):
    return schemathesis.openapi.from_url(f'{url}/openapi.json')


def ask(document, method, path, body=None, **parameters):
    """The request suits the document, and so does the answer: status, type, headers and body."""
    sent = {} if body is None else {'body': body, 'media_type': 'application/json'}
    case = document[path][method].Case(path_parameters=parameters, **sent)
    return case.call_and_validate()


@pytest.mark.parametrize('path', ['/v2', '/v2/health/live', '/v2/health/ready'])
def test_of_the_server(document, path):
    assert ask(document, 'GET', path).status_code == 200


@pytest.mark.parametrize('model', SERVED)
def test_of_each_model_and_its_versions(document, model):
    said = ask(document, 'GET', '/v2/models/{model}', model=model).json()
    for version in said['versions']:
        assert ask(document, 'GET', '/v2/models/{model}/versions/{version}', model=model, version=version).status_code == 200
        assert ask(document, 'GET', '/v2/models/{model}/versions/{version}/ready', model=model, version=version).status_code == 200
    assert ask(document, 'GET', '/v2/models/{model}/ready', model=model).status_code == 200


@pytest.mark.parametrize(('model', 'case'), every('outputs'))
def test_of_inference(document, model, case):
    inputs = [{'name': name, 'shape': list(value.shape), 'datatype': datatype(value), 'data': flat(value)}
              for name, value in cases(model)[case]['inputs'].items()]
    assert ask(document, 'POST', '/v2/models/{model}/infer', {'id': case, 'inputs': inputs}, model=model).status_code == 200


def flat(value):
    """What isn't finite as the text that the protocol of this server has for it."""
    names = {'nan': 'NaN', 'inf': 'Infinity', '-inf': '-Infinity'}
    return [names.get(str(each), each) if isinstance(each, float) else each for each in value.ravel().tolist()]
