import os

import pytest
import tritonclient.http as triton

URL = os.environ['CLIENTS_URL']


@pytest.fixture(scope='session')
def url():
    return URL


@pytest.fixture(scope='session')
def client():
    with triton.InferenceServerClient(URL.removeprefix('http://'), concurrency=16) as opened:
        yield opened
