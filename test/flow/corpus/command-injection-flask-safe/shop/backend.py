import subprocess


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return subprocess.run(["tar", "tf", "/srv/backups/" + value], check=False)
