import html
import shlex
import sqlite3
import subprocess

import markupsafe
from flask import Flask, make_response, render_template_string, request

app = Flask(__name__)


def db():
    return sqlite3.connect('app.db')


@app.route('/sql')
def sql():
    q = request.args.get('q')
    cur = db().cursor()
    cur.execute('select * from t where a = ?', (q,))
    cur.execute("select * from t where a = '%s'" % q)  # finds: sql-injection
    cur.execute("select * from t where a = '%s'" % q.replace("'", "''"))  # finds: sql-injection
    cur.execute('select * from t where a = {}'.format(int(q)))
    cur.execute(f'select * from t limit {q}')  # finds: sql-injection
    query = 'select * from t where 1=1'
    query += ' and a = ' + q
    db().execute(query)  # finds: sql-injection
    column = 'name' if q == 'n' else 'id'
    db().execute('select * from t order by ' + column)
    return ''


@app.route('/html')
def page():
    q = request.args.get('q')
    if request.args.get('a'):
        return f'<b>{q}</b>'  # finds: cross-site-scripting
    if request.args.get('b'):
        return f'<b>{html.escape(q)}</b>'
    if request.args.get('c'):
        return '<a title=' + html.escape(q) + '>'  # finds: cross-site-scripting
    if request.args.get('d'):
        return "<a title='" + markupsafe.escape(q) + "'>"
    if request.args.get('e'):
        return {'value': q}
    if request.args.get('f'):
        resp = make_response('<i>' + q + '</i>')  # finds: cross-site-scripting
        return resp
    return render_template_string('hello ' + q)  # finds: template-injection


@app.route('/shell')
def shell():
    q = request.args.get('q')
    subprocess.run(['ls', q])
    subprocess.run(['sh', '-c', 'ls ' + q])  # finds: command-injection
    subprocess.run(f'ls {shlex.quote(q)}', shell=True)
    subprocess.run(f'ls "{shlex.quote(q)}"', shell=True)  # finds: command-injection
    subprocess.Popen(q, shell=True)  # finds: command-injection
    subprocess.check_output([q, '-l'])  # finds: command-injection
    return ''
