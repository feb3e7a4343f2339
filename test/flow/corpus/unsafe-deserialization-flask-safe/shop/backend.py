import base64
import json


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return json.loads(base64.b64decode(value))
