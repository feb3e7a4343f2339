"""Pictures, and previews of pictures elsewhere."""

import os

import requests
from flask import Blueprint, abort, current_app, request, send_file

bp = Blueprint("media", __name__, url_prefix="/media")


@bp.get("/raw")
def raw():
    name = request.args["name"]
    return send_file(os.path.join(current_app.config["MEDIA_ROOT"], name))


@bp.get("/raw-safe")
def raw_safe():
    root = os.path.realpath(current_app.config["MEDIA_ROOT"])
    path = os.path.realpath(os.path.join(root, request.args["name"]))
    if not path.startswith(root + os.sep):
        abort(404)
    return send_file(path)


@bp.get("/preview")
def preview():
    answer = requests.get(request.args["url"], timeout=5, verify=False)
    return answer.content
