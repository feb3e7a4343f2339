import os


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return open(os.path.join("/srv/reports", os.path.basename(value))).read()
