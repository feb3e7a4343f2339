from django.http import JsonResponse
from django.views import View

from .service import Service
from .settings import SETTINGS


class Items(View):
    """Lists what the request asks for."""

    def wanted(self, request):
        return request.GET.get('name', SETTINGS['default'])

    def get(self, request):
        service = Service(self.wanted(request), limit=int(request.GET.get('limit', '10')))
        return JsonResponse({'found': bool(service.load())})


def health(request):
    return JsonResponse({'found': bool(Service(SETTINGS['default']).load())})
