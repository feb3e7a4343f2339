import requests


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return requests.get(value, timeout=5)  # finds: server-side-request-forgery
