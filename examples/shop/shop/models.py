"""Tables and the one database session."""

from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, scoped_session, sessionmaker

from .settings import SQLALCHEMY_URL

engine = create_engine(SQLALCHEMY_URL)
db_session = scoped_session(sessionmaker(bind=engine))
Base = declarative_base()


class Product(Base):
    __tablename__ = "products"

    id = Column(Integer, primary_key=True)
    name = Column(String(200))
    price_cents = Column(Integer)


class Customer(Base):
    __tablename__ = "customers"

    id = Column(Integer, primary_key=True)
    email = Column(String(200))
    phone = Column(String(40))
    password_hash = Column(String(200))
