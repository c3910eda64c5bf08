"""What an answer means, in the words of the table."""

import re
from urllib.parse import parse_qsl, urlsplit

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

SIGN_IN, OWN_PAGE, ADMIN = "/en/account/login/", "/en/account/", "/admin/"
WORDS = {403: "refused", 404: "none", 409: "refused", 410: "gone"}
WORDS |= dict.fromkeys((200, 204, 400, 405, 412, 415, 422), "yes")
PROOF = re.compile(r"/en/account/(second-step/)?(webauthn/)?reauthenticate/")


def ask(session: str, method: str, address: str) -> str:
    """The answer that somebody with this session gets, in a word; whatever it changed is undone."""
    client = Client()
    if session:
        client.cookies["sessionid"] = session
    with transaction.atomic():
        address, _with, given = address.partition(" with ")
        answer = getattr(client, method.lower())(address, dict(parse_qsl(given)))
        word = meaning(client, address, answer)
        transaction.set_rollback(True)
    return word


def meaning(client: Client, address: str, answer: HttpResponse) -> str:
    """One word; a redirect is followed only where it leads to another."""
    if answer.status_code not in (301, 302):
        return WORDS.get(answer.status_code, str(answer.status_code))
    target, asked = urlsplit(answer.url).path, urlsplit(address).path
    if target in (f"/en{asked}", "/admin/login/") and asked not in (target, "/"):
        return meaning(client, answer.url, client.get(answer.url))
    if target in (SIGN_IN, OWN_PAGE) and target != asked:
        return "sign in" if target == SIGN_IN else "own page"
    if any(message.level_tag == "error" for message in get_messages(answer.wsgi_request)):
        return "refused"  # Wagtail refuses by a message on the first page of the admin, the desk by one on its own
    if PROOF.fullmatch(target):
        return "asks again"
    return "own page" if target == ADMIN != asked else "yes"
