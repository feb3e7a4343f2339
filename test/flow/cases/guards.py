import os
import re
from urllib.parse import urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)
ALLOWED = {'one', 'two'}
BASE = '/srv/files'
SAFE = re.compile(r'^[a-z0-9_]+$')


@app.route('/allow')
def allow():
    q = request.args.get('q')
    if q not in ALLOWED:
        abort(400)
    os.system('run ' + q)
    return ''


@app.route('/allow-dict')
def allow_dict():
    table = {'a': 'ls', 'b': 'pwd'}
    q = request.args.get('q')
    os.system(table[q])
    os.system(table.get(q, 'ls'))
    os.system(table.get(q, q))  # finds: command-injection
    return ''


@app.route('/redirect')
def go():
    url = request.args.get('url')
    parts = urlparse(url)
    if parts.netloc not in ['example.com', 'www.example.com'] or parts.scheme != 'https':
        return 'invalid'
    return redirect(url)


@app.route('/redirect-bad')
def go_bad():
    url = request.args.get('url')
    parts = urlparse(url)
    if parts.scheme != 'https':
        return 'invalid'
    return redirect(url)  # finds: open-redirect


@app.route('/redirect-local')
def go_local():
    page = request.args.get('page')
    return redirect('/pages/' + page)


@app.route('/regex')
def regex():
    q = request.args.get('q')
    if not re.fullmatch(r'[A-Za-z0-9_-]+', q):
        return 'no'
    os.system('echo ' + q)
    return ''


@app.route('/regex2')
def regex2():
    q = request.args.get('q')
    if SAFE.match(q):
        os.system('echo "' + q + '"')
    else:
        os.system('echo ' + q)  # finds: command-injection
    if re.match('[a-z]+', q):
        os.system('echo ' + q)  # finds: command-injection
    return ''


@app.route('/number')
def number():
    q = int(request.args.get('q'))
    os.system(f'kill {q}')
    n = request.args.get('n')
    if not n.isdigit():
        return ''
    os.system('kill ' + n)
    return ''


def is_name(value):
    return value.isalnum()


def check_name(value):
    if not value.isalnum():
        raise ValueError('bad')
    return value


def must_be_name(value):
    for c in value:
        if not c.isalnum():
            raise ValueError('bad')


@app.route('/own-validators')
def own():
    q = request.args.get('q')
    if is_name(q):
        os.system('id ' + q)
    r = request.args.get('r')
    check_name(r)
    os.system('id ' + r)
    s = check_name(request.args.get('s'))
    os.system('id ' + s)
    t = request.args.get('t')
    if not is_name(q):
        os.system('id ' + t)  # finds: command-injection
    return ''


@app.route('/path')
def path():
    name = request.args.get('name')
    full = os.path.realpath(os.path.join(BASE, name))
    if not full.startswith(BASE + os.sep):
        abort(403)
    open(full)
    other = os.path.join(BASE, request.args.get('other') + '.txt')
    open(other)  # finds: path-traversal
    base = os.path.basename(name)
    open(os.path.join(BASE, base))
    if '..' in name or name.startswith('/'):
        return ''
    open(BASE + '/' + name)
    return ''


@app.route('/default')
def default():
    q = request.args.get('q')
    if not q or not q.isalnum():
        q = 'world'
    os.system('echo ' + q)
    return ''


@app.route('/replaced')
def replaced():
    q = request.args.get('q')
    os.system("echo '" + q.replace("'", '') + "'")
    os.system('echo ' + q.replace("'", ''))  # finds: command-injection
    return ''
