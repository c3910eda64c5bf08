"""tmp"""

from django.http import HttpResponse


def index(request):
    return HttpResponse()


def show(request, uuid):
    return HttpResponse()
