import requests
from urllib.parse import quote


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return requests.get("https://stock.example.com/items/" + quote(value, safe=""), timeout=5)
