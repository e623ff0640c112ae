"""Signs requests with botocore, Amazon's own library for Python, and prints them as JSON.

    python3 -m venv venv && venv/bin/pip install botocore
    venv/bin/python test/unit/origins/signing/record.py > test/unit/origins/signing/recorded/signatures.json
"""

import datetime
import json
import sys
from urllib.parse import parse_qsl, urlsplit

import botocore
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ID = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

CASES = [
    ("https://models.s3.eu-central-1.amazonaws.com/iris/3.onnx", "eu-central-1", None, "2025-11-22T04:17:00"),
    ("https://models.s3.us-east-1.amazonaws.com/iris/3.onnx", "us-east-1", "IQoJb3JpZ2luX2VjE+/=", "2025-11-22T04:17:00"),
    ("http://minio.models.svc:9000/models/iris/3.onnx", "us-east-1", None, "2025-01-01T00:00:00"),
    ("http://127.0.0.1:9000/models/a%20b/c%2Bd%3D%26.onnx", "us-east-1", None, "2024-02-29T23:59:59"),
    ("http://127.0.0.1:9000/models/%C3%A4%E2%82%AC%F0%9F%99%82.onnx", "local", None, "2025-06-30T12:00:00"),
    ("http://127.0.0.1:9000/models/%21%27%28%29%2A~-_.%23%25.onnx", "us-east-1", None, "2025-06-30T12:00:00"),
    ("http://127.0.0.1:9000/models//double//slash.onnx", "us-east-1", None, "2025-06-30T12:00:00"),
    ("http://127.0.0.1:9000/behind/a/gateway/models/3.onnx", "us-east-1", None, "2025-06-30T12:00:00"),
    ("http://127.0.0.1:9000/models/3.onnx?versionId=3%2FL4kqtJlcpXroDTDmJ%2BrmSpXd3dIbrHY%2BMTRCxf3vjVBH40Nr8X8gdRQBpUMLUo", "us-east-1", None, "2025-06-30T12:00:00"),
    ("http://[::1]:9000/models/3.onnx", "us-east-1", None, "2025-06-30T12:00:00"),
    ("https://s3.cn-north-1.amazonaws.com.cn/with.dots/3.onnx", "cn-north-1", "token", "2025-12-31T23:59:59"),
]


def recorded(url, region, token, at):
    now = datetime.datetime.fromisoformat(at).replace(tzinfo=datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *_, **__: now.replace(tzinfo=None)
    auth = botocore.auth.S3SigV4Auth(Credentials(ID, SECRET, token), "s3", region)
    request = AWSRequest(method="GET", url=url, headers={"X-Amz-Content-SHA256": EMPTY})
    auth.payload = lambda _: EMPTY
    auth.add_auth(request)
    authorization = request.headers["Authorization"]
    del request.headers["Authorization"]
    parts = urlsplit(url)
    return {
        "url": url,
        "region": region,
        "at": at + "Z",
        "token": token,
        "path": parts.path,
        "query": [list(pair) for pair in parse_qsl(parts.query)],
        "canonical": auth.canonical_request(request),
        "authorization": authorization,
    }


json.dump(
    {
        "by": f"botocore {botocore.__version__}",
        "id": ID,
        "secret": SECRET,
        "requests": [recorded(*case) for case in CASES],
    },
    sys.stdout,
    indent=2,
)
print()
