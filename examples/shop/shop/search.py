"""Search over the catalogue. Views hand over what the customer typed."""

from sqlalchemy import text

from .models import db_session

SORTABLE = {"name": "name", "price": "price_cents"}


def find_products(term: str):
    """Every product whose name holds the term."""
    query = "SELECT id, name, price_cents FROM products WHERE name LIKE '%" + term + "%'"
    return db_session.execute(text(query)).fetchall()


def find_products_sorted(term: str, order: str):
    """The same, safely: the term is bound and the column comes from a fixed table."""
    column = SORTABLE.get(order, "name")
    query = f"SELECT id, name, price_cents FROM products WHERE name LIKE :term ORDER BY {column}"
    return db_session.execute(text(query), {"term": f"%{term}%"}).fetchall()
