"""Log in, and import an address book."""

import hashlib
import logging
import random

import yaml
from flask import Blueprint, abort, request, session

from ..models import Customer, db_session

bp = Blueprint("account", __name__, url_prefix="/account")
log = logging.getLogger(__name__)


@bp.post("/login")
def login():
    email = request.form["email"]
    password = request.form["password"]
    log.info("login of %s with %s", email, password)
    customer = db_session.query(Customer).filter_by(email=email).first()
    if customer is None or customer.password_hash != hashlib.md5(password.encode()).hexdigest():
        abort(403)
    session["customer"] = customer.id
    return "", 204


@bp.post("/reset")
def reset():
    token = "%06d" % random.randint(0, 999999)
    session["reset-token"] = token
    return "", 204


@bp.post("/address-book")
def import_address_book():
    entries = yaml.load(request.data, Loader=yaml.Loader)
    return {"imported": len(entries)}


@bp.post("/address-book-safe")
def import_address_book_safely():
    entries = yaml.safe_load(request.data)
    return {"imported": len(entries)}
