import os

import tornado.web
from aiohttp import web
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views import View
from fastapi import FastAPI, Query, Request
from pydantic import BaseModel
from rest_framework.views import APIView

api = FastAPI()


class Item(BaseModel):
    name: str
    count: int


@api.get('/items/{item_id}')
async def read_item(item_id: str, q: str = Query(None), n: int = 0):
    os.system('echo ' + item_id)  # finds: command-injection
    os.system('echo ' + q)  # finds: command-injection
    os.system(f'echo {n}')
    return {'ok': True}


@api.post('/items')
async def create(item: Item, request: Request):
    os.system('echo ' + item.name)  # finds: command-injection
    os.system(f'echo {item.count}')
    body = await request.json()
    os.system(body['cmd'])  # finds: command-injection
    return {}


class Search(View):
    def get(self, request, slug):
        with connection.cursor() as cursor:
            cursor.execute("select * from t where a = '%s'" % request.GET['q'])  # finds: sql-injection
            cursor.execute('select * from t where a = %s', [request.GET['q']])
        os.system(slug)  # finds: command-injection
        return HttpResponse('<p>' + request.POST.get('x', ''))  # finds: cross-site-scripting


def function_view(request, pk):
    os.system('show ' + request.GET.get('cmd'))  # finds: command-injection
    return redirect(request.GET['next'])  # finds: open-redirect


urlpatterns = [path('f/<int:pk>/', function_view), path('s/<slug>/', Search.as_view())]


class Things(APIView):
    def post(self, request):
        os.system(request.data['cmd'])  # finds: command-injection


class Main(tornado.web.RequestHandler):
    def get(self):
        self.write('<b>' + self.get_argument('q'))  # finds: cross-site-scripting


async def handler(request):
    name = request.match_info.get('name')
    os.system('hi ' + name)  # finds: command-injection
    return web.Response(text='ok')


app = web.Application()
app.router.add_get('/{name}', handler)


def lambda_handler(event, context):
    os.system(event['cmd'])  # finds: command-injection
