"""Product pages."""

from flask import Blueprint, redirect, render_template, request
from markupsafe import escape
from urllib.parse import urlparse

from ..search import find_products, find_products_sorted

bp = Blueprint("catalogue", __name__)
ALLOWED_HOSTS = {"shop.example", "pay.shop.example"}


@bp.route("/search")
def search():
    return render_template("results.html", products=find_products(request.args.get("q", "")))


@bp.route("/sorted")
def sorted_search():
    rows = find_products_sorted(request.args.get("q", ""), request.args.get("order", "name"))
    return render_template("results.html", products=rows)


@bp.route("/hello")
def hello():
    return "<h1>Welcome, " + request.args.get("name", "") + "</h1>"


@bp.route("/hello-safe")
def hello_safe():
    return "<h1>Welcome, " + str(escape(request.args.get("name", ""))) + "</h1>"


@bp.route("/pay")
def pay():
    target = request.args.get("return_to", "/")
    return redirect(target)


@bp.route("/pay-safe")
def pay_safe():
    target = request.args.get("return_to", "/")
    if urlparse(target).netloc not in ALLOWED_HOSTS:
        return redirect("/")
    return redirect(target)
