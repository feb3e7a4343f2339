import configparser
import os

from flask import Flask, request

app = Flask(__name__)


@app.route('/dict-other-key')
def dict_other_key():
    table = {}
    table['keyA'] = 'a-value'
    table['keyB'] = request.args.get('q')
    table['keyC'] = 'another'
    os.system(table['keyA'])
    os.system(table['keyB'])  # finds: command-injection
    return ''


@app.route('/list')
def lists():
    q = request.args.get('q')
    values = []
    values.append('safe')
    values.append(q)
    values.append('moresafe')
    values.pop(0)
    os.system(values[0])  # finds: command-injection
    os.system(values[1])
    return ''


@app.route('/list2')
def lists2():
    q = request.args.get('q')
    values = ['a', q, 'c']
    values.insert(0, 'z')
    del values[2]
    for v in values:
        os.system(v)
    a, *rest = [q, 'b', 'c']
    os.system(rest[0])
    os.system(a)  # finds: command-injection
    return ''


@app.route('/config')
def config():
    q = request.args.get('q')
    conf = configparser.ConfigParser()
    conf.add_section('section')
    conf.set('section', 'keyA', 'a_value')
    conf.set('section', 'keyB', q)
    os.system(conf.get('section', 'keyA'))
    os.system(conf.get('section', 'keyB'))  # finds: command-injection
    return ''


@app.route('/nested')
def nested():
    q = request.args.get('q')
    data = {'user': {'name': q, 'id': 'x'}, 'list': [q, 'ok']}
    os.system(data['user']['id'])
    os.system(data['list'][-1])
    os.system(data['user']['name'])  # finds: command-injection
    copy = dict(data['user'], role='admin')
    os.system(copy['role'])
    os.system(copy['name'])  # finds: command-injection
    merged = {**copy, 'name': 'fixed'}
    os.system(merged['name'])
    return ''


@app.route('/comprehension')
def comprehension():
    q = request.args.get('q')
    xs = [x.upper() for x in ['a', 'b']]
    os.system(' '.join(xs))
    ys = [y for y in (q, 'b')]
    os.system(ys[1])
    os.system(' '.join(ys))  # finds: command-injection
    pairs = {k: v for k, v in [('a', q), ('b', 'c')]}
    os.system(pairs['b'])
    os.system(pairs['a'])  # finds: command-injection
    return ''
