"""tmp"""

from django.http import HttpResponse


def mine(request):
    return HttpResponse()


def place(request):
    return HttpResponse()


def show(request, uuid):
    return HttpResponse()
