"""Finds what was asked for."""
from .backend import run


class Service:
    def __init__(self, name, limit=10):
        self.query = {'name': name, 'limit': limit}

    def load(self):
        return [row for row in (run(self.query['name']) or [])][: self.query['limit']]
