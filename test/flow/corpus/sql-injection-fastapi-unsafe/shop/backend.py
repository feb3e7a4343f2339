import sqlite3


def normalise(value):
    return value.strip()


def run(name):
    value = normalise(name)
    return sqlite3.connect("shop.db").execute("select * from items where name = '" + value + "'")  # finds: sql-injection
