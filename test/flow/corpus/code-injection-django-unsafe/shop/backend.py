import operator


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return eval(value, {"operator": operator})  # finds: code-injection
