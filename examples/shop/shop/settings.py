"""Settings of the shop. The first three values belong into the environment."""

import os

SECRET_KEY = "9f!kq2-vZ0x$h7Lw@t4_Nb8rYc3Ej6Md"
SQLALCHEMY_URL = "postgresql+psycopg2://shop:v3ry-l0ng-Tr33@db.internal/shop"
SESSION_COOKIE_SECURE = False

SESSION_COOKIE_HTTPONLY = True
MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", "")
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", "/srv/media")
