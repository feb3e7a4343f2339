from shop.search import SORTABLE


def test_sortable():
    assert SORTABLE["price"] == "price_cents"
