import os

from flask import Flask, request

app = Flask(__name__)


@app.route('/13')
def literal_route():
    os.system('echo ' + request.path)
    return ''


@app.route('/show/<name>')
def variable_route(name):
    os.system('echo ' + request.path)  # finds: command-injection
    return ''


@app.route('/one')
@app.route('/one/<name>')
def two_routes(name='x'):
    os.system('echo ' + name)  # finds: command-injection
    return ''


@app.route('/query')
def literal_route_with_query():
    os.system('echo ' + request.full_path)  # finds: command-injection
    return ''


@app.route('/literal')
def quoted():
    bar = request.args.get('q')
    if not bar.startswith("'") or not bar.endswith("'") or "'" in bar[1:-1]:
        return 'a quoted literal was expected'
    return str(len(eval(bar)))


@app.route('/literal-other-order')
def quoted_and():
    bar = request.args.get('q', '')
    if bar.startswith('"') and bar.endswith('"') and '"' not in bar[1:-1]:
        exec(bar)
    return ''


@app.route('/literal-open')
def quoted_once():
    bar = request.args.get('q')
    if not bar.startswith("'") or "'" in bar[1:-1]:
        return ''
    return str(len(eval(bar)))  # finds: code-injection


@app.route('/literal-mixed')
def quoted_otherwise():
    bar = request.args.get('q')
    if not bar.startswith("'") or not bar.endswith("'") or '"' in bar[1:-1]:
        return ''
    return str(len(eval(bar)))  # finds: code-injection


@app.route('/split')
def split():
    line = 'key=' + request.args.get('q')
    name, value = line.split('=', 1)
    os.system(name)
    os.system(value)  # finds: command-injection
    head, _, tail = line.partition('=')
    os.system(head)
    os.system(tail)  # finds: command-injection
    first, _, _ = line.rpartition('=')
    os.system(first)  # finds: command-injection
    return ''


@app.route('/segments')
def no_parent_segment():
    name = request.args.get('q')
    if '..' in name.split('/') or os.path.isabs(name):
        return ''
    return str(len(open(os.path.join('/srv/files', name)).read()))


@app.route('/segments-open')
def parent_segment_seen_too_late():
    name = request.args.get('q')
    text = open(os.path.join('/srv/files', name)).read()  # finds: path-traversal
    if '..' in name.split('/'):
        return ''
    return str(len(text))


@app.route('/rows')
def rows(session=None):
    row = session.query('items').filter_by(name=request.args.get('q')).first()
    os.system('show ' + row.path)
    os.system('show ' + session.rows(request.args.get('q')))  # finds: command-injection
    return ''
