"""The kinds of mail that rooms really send: offered in the profile, kept, and respected by the post office."""

import pytest
from django.core import mail as outbox

from portal.core import mail, mail_kinds

pytestmark = pytest.mark.django_db

PROFILE = {"display_name": "Kis Anna", "language": "en", "timezone": ""}


def test_real_kinds_are_offered_and_respected(site, account, inside, committed):
    anna = account("anna@ls4vet.example", language="en")
    client, kinds = inside(anna), [kind.key for kind in mail_kinds.all_kinds()]
    assert len(kinds) >= 2
    page = client.get("/en/account/").content.decode()
    for key in kinds:
        assert f'name="mails" value="{key}"' in page
    for unwanted in kinds:
        client.post("/en/account/", {**PROFILE, "mails": [key for key in kinds if key != unwanted]})
        anna.refresh_from_db()
        assert anna.mail_off == [unwanted]
        for key in kinds:
            outbox.outbox.clear()
            with committed():
                mail.send("test", to=anna, context={}, kind=key)
            assert len(outbox.outbox) == (key != unwanted), key
    outbox.outbox.clear()
    with committed():
        mail.send("test", to=anna, context={})
    assert len(outbox.outbox) == 1, "mails about the account always come"
    client.post("/en/account/", {**PROFILE, "mails": kinds})
    anna.refresh_from_db()
    assert anna.mail_off == []
