from django.urls import path

from . import views

urlpatterns = [
    path('items', views.Items.as_view()),
    path('health', views.health),
]
