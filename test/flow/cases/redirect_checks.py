from flask import Flask, request, redirect
from urllib.parse import urlparse
app = Flask(__name__)
HOSTS = {"shop.example", "pay.shop.example"}
@app.route('/1')
def one():
    target = request.args.get("r", "/")
    if urlparse(target).netloc not in HOSTS:
        return redirect("/")
    return redirect(target)
@app.route('/2')
def two():
    target = request.args["r"]
    if urlparse(target).netloc not in HOSTS:
        return redirect("/")
    return redirect(target)
@app.route('/3')
def three():
    target = request.args["r"]
    if urlparse(target).netloc in ("shop.example", ):
        return redirect(target)
    return redirect("/")
@app.route('/4')
def four():
    target = request.args["r"]
    u = urlparse(target)
    if u.netloc == "shop.example":
        return redirect(target)
    return redirect("/")
@app.route('/5')
def five():
    target = request.args["r"].replace('\\', '')
    if not urlparse(target).netloc and not urlparse(target).scheme:
        return redirect(target)
    return redirect("/")
