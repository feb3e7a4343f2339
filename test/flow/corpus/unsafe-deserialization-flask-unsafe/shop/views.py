from flask import Blueprint, Flask, jsonify, request

from .service import Service
from .settings import SETTINGS

pages = Blueprint('pages', __name__)


class Reader:
    """What the request asks for."""

    def __init__(self, req):
        self.req = req

    def wanted(self):
        return self.req.args.get('name', SETTINGS['default'])


@pages.route('/items')
def items():
    reader = Reader(request)
    service = Service(reader.wanted(), limit=int(request.args.get('limit', '10')))
    return jsonify(found=bool(service.load()))


@pages.route('/health')
def health():
    return jsonify(found=bool(Service(SETTINGS['default']).load()))


def create_app():
    app = Flask(__name__)
    app.register_blueprint(pages)
    return app
