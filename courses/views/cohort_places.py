"""tmp"""

from django.http import HttpResponse


def index(request):
    return HttpResponse()


def accept(request, uuid):
    return HttpResponse()


withdraw = show = join = accept


def invitation(request, token):
    return HttpResponse()
