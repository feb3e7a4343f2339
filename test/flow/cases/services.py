import os
import zipfile
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, FastAPI
from flask import request
from sqlalchemy.orm import Session

from .models import Article, SessionDep, get_session

api = FastAPI()


@api.get('/articles')
def listed(names: str, session: SessionDep, db: Annotated[Session, Depends(get_session)], other_session: str):
    found = session.scalars(sa.select(Article).where(Article.name.in_(names.split(','))))
    db.scalars(sa.select(Article).where(Article.name.ilike(names)))
    db.scalars(sa.select(Article).where(sa.text("name = '" + names + "'")))  # finds: sql-injection
    os.system(session.bind.url)
    os.system(db.info)
    os.system(other_session)  # finds: command-injection
    return [a.id for a in found]


@api.post('/articles')
def changed(body: Article, raw: dict):
    article = Article()
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(article, name, value)
        os.system(value)  # finds: command-injection
    for name, value in raw.items():
        setattr(article, name, value)  # finds: unsafe-reflection
    return {}


@api.post('/uploads')
def uploaded():
    upload = request.files['bundle']
    with zipfile.ZipFile(upload) as bundle:
        names = bundle.namelist()
    with open('/srv/' + upload.filename, 'wb') as out:  # finds: path-traversal
        out.write(b'')
    return {'names': len(names)}
