import base64
import pickle


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return pickle.loads(base64.b64decode(value))  # finds: unsafe-deserialization
