import functools
import os
from dataclasses import dataclass

from flask import Flask, request

app = Flask(__name__)


class Thing:
    def __init__(self, value):
        self.value = value
        self.fixed = 'constant'

    def run(self):
        os.system(self.value)  # finds: command-injection

    def harmless(self):
        os.system(self.fixed)

    @property
    def shout(self):
        return self.value.upper()

    @staticmethod
    def same(x):
        return x

    @classmethod
    def make(cls, x):
        return cls(x)


class Base:
    def do(self, x):
        return 'nothing of ' + 'it'


class Child(Base):
    def do(self, x):
        return super().do(x)


class Loud(Base):
    def do(self, x):
        return x


def factory(name):
    if name == 'child':
        return Child()
    return Loud()


@dataclass
class Point:
    x: str
    y: str = 'zero'


@app.route('/objects')
def objects():
    q = request.args.get('q')
    t = Thing(q)
    t.run()
    t.harmless()
    Thing('ls').run()
    os.system(t.shout)  # finds: command-injection
    os.system(Thing.same(q))  # finds: command-injection
    os.system(Thing.make(q).fixed)
    os.system(Thing.make(q).value)  # finds: command-injection
    return ''


@app.route('/factory')
def made():
    q = request.args.get('q')
    os.system(factory('child').do(q))
    os.system(factory('loud').do(q))  # finds: command-injection
    p = Point(q)
    os.system(p.y)
    os.system(p.x)  # finds: command-injection
    return ''


def variadic(*args, **kwargs):
    os.system(args[0])
    os.system(kwargs['b'])
    os.system(args[1])  # finds: command-injection
    os.system(kwargs['a'])  # finds: command-injection


def pick(flag, value):
    if flag:
        return value
    return 'safe'


def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    return wrapper


@logged
def shell(cmd):
    os.system(cmd)  # finds: command-injection


def ops(kind):
    return {'run': os.system, 'no': len}[kind]


@app.route('/functions')
def functions():
    q = request.args.get('q')
    variadic('ls', q, a=q, b='ls')
    os.system(pick(False, q))
    os.system(pick(True, q))  # finds: command-injection
    shell(q)
    ops('no')(q)
    ops('run')(q)  # finds: command-injection
    run = functools.partial(os.system)
    run(q)  # finds: command-injection
    f = lambda x: x
    os.system(f(q))  # finds: command-injection
    getattr(os, 'system')(q)  # finds: command-injection

    def inner():
        return q

    os.system(inner())  # finds: command-injection
    return ''


def gen(q):
    yield 'a'
    yield q


@app.route('/gen')
def generators():
    for item in gen(request.args.get('q')):
        os.system(item)  # finds: command-injection
    for item in gen('x'):
        os.system(item)
    return ''


def fill(target, value):
    target.append(value)


@app.route('/mutate')
def mutate():
    xs = []
    fill(xs, request.args.get('q'))
    os.system(xs[0])  # finds: command-injection
    ys = []
    fill(ys, 'ok')
    os.system(ys[0])
    return ''


@app.route('/raise')
def raising():
    try:
        raise ValueError(request.args.get('q'))
    except ValueError as e:
        os.system(str(e))  # finds: command-injection
    return ''
