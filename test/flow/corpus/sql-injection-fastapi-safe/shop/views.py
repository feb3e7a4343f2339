from fastapi import APIRouter, Depends, FastAPI

from .service import Service
from .settings import SETTINGS

router = APIRouter(prefix='/shop')


def wanted(name: str = 'all') -> str:
    return name.strip() or SETTINGS['default']


@router.get('/items')
async def items(limit: int = 10, name: str = Depends(wanted)):
    service = Service(name, limit=limit)
    return {'found': bool(service.load())}


@router.get('/health')
async def health():
    return {'found': bool(Service(SETTINGS['default']).load())}


def create_app() -> FastAPI:
    app = FastAPI()
    app.include_router(router)
    return app
