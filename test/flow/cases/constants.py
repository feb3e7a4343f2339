import base64
import os

from flask import Flask, request

app = Flask(__name__)


@app.route('/arith')
def arith():
    q = request.args.get('q')
    num = 86
    if 7 * 42 - num > 200:
        bar = 'safe'
    else:
        bar = q
    os.system(bar)
    num = 106
    bar = 'safe' if 7 * 18 + num > 200 else q
    os.system(bar)
    bar = q if 7 * 18 + num > 200 else 'safe'
    os.system(bar)  # finds: command-injection
    return ''


@app.route('/match')
def matches():
    q = request.args.get('q')
    possible = 'ABC'
    guess = possible[1]
    match guess:
        case 'A':
            bar = q
        case 'B':
            bar = 'bob'
        case 'C' | 'D':
            bar = q
        case _:
            bar = "bob's uncle"
    os.system(bar)
    guess = possible[0]
    match guess:
        case 'A':
            bar = q
        case 'B':
            bar = 'bob'
        case _:
            bar = "bob's uncle"
    os.system(bar)  # finds: command-injection
    return ''


@app.route('/string')
def strings():
    q = request.args.get('q')
    text = 'help' + q + 'snapes on a plane'
    os.system(text[4:-17])  # finds: command-injection
    os.system(text[:4])
    encoded = base64.b64encode(q.encode('utf-8'))
    decoded = base64.b64decode(encoded).decode('utf-8')
    os.system(decoded)  # finds: command-injection
    swapped = 'x'.join(['a', 'b']) + q[:0]
    os.system(swapped)  # finds: command-injection
    return ''


@app.route('/superstring')
def superstring():
    q = request.args.get('q')
    s = f'38{q}' + 'abcd'
    bar = s[len(s) - 1:] if len(s) > 3 else 'a'
    os.system(bar)  # finds: command-injection
    return ''


@app.route('/while')
def whiles():
    q = request.args.get('q')
    bar = q
    i = 0
    while i < 3:
        i += 1
        if i == 2:
            bar = 'const'
    os.system(bar)
    bar = 'this should never happen'
    if 'should' not in bar:
        bar = 'Ifnot case passed'
        os.system(q)
    return ''
