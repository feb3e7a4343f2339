"""The shop's application factory."""

from flask import Flask

from . import settings
from .models import db_session
from .views import account, catalogue, media


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_object(settings)
    app.register_blueprint(catalogue.bp)
    app.register_blueprint(account.bp)
    app.register_blueprint(media.bp)

    @app.teardown_appcontext
    def close(_error: object) -> None:
        db_session.remove()

    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", debug=True)
