import os
from urllib.parse import unquote

from flask import Flask, request

app = Flask(__name__)
SETTINGS = {'tool': 'ls'}
names = ['a', 'b']


class Wrapper:
    def __init__(self, req):
        self.request = req

    def form(self, name):
        return self.request.form.get(name)

    def safe(self, name):
        return 'constant'


class Node:
    count = 0

    def __init__(self, value, parent=None):
        self.value = value
        self.parent = parent

    def __add__(self, other):
        return Node(self.value + other.value)

    def __str__(self):
        return 'node ' + self.value

    def __getitem__(self, key):
        return self.value

    def __call__(self, x):
        return x


@app.route('/w')
def wrapped():
    w = Wrapper(request)
    os.system(w.safe('x'))
    os.system(w.form('x'))  # finds: command-injection
    os.system(SETTINGS['tool'])
    return ''


@app.route('/ops')
def operators():
    q = request.args.get('q')
    a = Node('x')
    b = Node(q)
    os.system(str(a))
    os.system(str(b))  # finds: command-injection
    os.system((a + b).value)  # finds: command-injection
    os.system((a + a).value)
    os.system(b[0])  # finds: command-injection
    os.system(a(q))  # finds: command-injection
    os.system(Node('k', b).parent.value)  # finds: command-injection
    os.system(Node('k', b).value)
    return ''


@app.route('/flow')
def control():
    q = request.args.get('q')
    x = 'a'
    try:
        x = q
        int(q)
        x = 'b'
    except ValueError:
        os.system(x)  # finds: command-injection
    finally:
        y = x
    total = ''
    for n in names:
        total += n
    os.system(total)
    for part in q.split(','):
        total += part
    os.system(total)  # finds: command-injection
    os.system(unquote('abc'))
    os.system(unquote(q))  # finds: command-injection
    z = q and 'safe'
    os.system(z or 'x')
    if not q:
        os.system('echo ' + q)
    while True:
        q = 'done'
        break
    os.system(q)
    with open('/tmp/x') as handle:
        os.system('cat ' + str(len(handle.read())))
    return ''


@app.route('/swap')
def swap():
    a, b = request.args.get('q'), 'safe'
    a, b = b, a
    os.system(a)
    os.system(b)  # finds: command-injection
    (c, d), e = ('x', b), 'y'
    os.system(c + e)
    os.system(d)  # finds: command-injection
    if (n := len(b)) > 3:
        os.system(str(n))
    return ''
