import operator

OPERATIONS = {"add": operator.add, "sub": operator.sub}


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return OPERATIONS[value](2, 3)
