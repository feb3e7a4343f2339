import os


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return open(os.path.join("/srv/reports", value)).read()  # finds: path-traversal
