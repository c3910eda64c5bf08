"""300 learners finish a unit within a minute: what their browsers send, how it is answered, what the database has then.

Each reads the unit as a learner does; the part that comes last is another one for each. One in five sends everything
twice at the same moment (an impatient finger, a second device); one in five does the two last parts at the same moment.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import html

from bench import database
from bench.browser import Asked, Browser
from bench.group import LEARNERS, UNIT
from bench.server import Server, said, serving, told
from bench.table import Line, spread

WORKERS = 2
LAST_ARRIVAL = 50.0
"""The last learners need a little time, too."""
PAUSES = (0.2, 1.2)
"""Seconds between two deeds. Readers take longer; then fewer of them are there at once."""
LENGTH_OF_A_NAME = 36
"""Blocks are named by a UUID; other ids belong to no part."""
FRAGMENT = {"X-Fragment": "standing"}
VERBS = "http://adlnet.gov/expapi/verbs/"
Deed = Callable[[Browser, str], Awaitable[None]]


class Learner:
    """One of them, with two devices."""

    def __init__(self, number: int, port: int, cookie: str, log: list[Asked]) -> None:
        name, value = cookie.split("=", 1)
        self.phone, self.desk = (Browser(port, {name: value}, log) for _device in range(2))
        self.chance = random.Random(number)  # noqa: S311 - the same each time
        self.doubles, self.at_once, self.turn = number % 5 == 0, number % 5 == 1, number // 5

    async def finish(self, address: str) -> None:
        """From opening the unit to its end. A page that lacks what is expected ends it, and is an error."""
        try:
            await self._read(html.fromstring(await self.phone.get(address, "page")))
        except (LookupError, TypeError, ValueError) as error:
            self.phone.log.append(Asked(f"stopped: {error!r}", address, 0, 0, time.perf_counter()))
        for device in (self.phone, self.desk):
            device.close()

    async def _read(self, page: Any) -> None:
        """The activities are opened on the way; what ends the unit is another part for each learner."""
        self.standing = page.xpath("//@data-standing")[0]
        forms = [form for form in page.forms if form.get("method") == "post"]
        deeds = [self._played(await self._opened(one)) for one in page.xpath("//*[@data-activity]")]
        deeds += [self._sent(_form(forms, "/questions/"), choose=True), self._sent(_form(forms, "/read/"))]
        turn = self.turn % len(deeds)
        deeds = deeds[turn:] + deeds[:turn]
        for deed in (self._reflected(_form(forms, "/journal/")), *deeds[:-2]):
            await self._once_or_twice(deed, "deed")
        await self._last(*deeds[-2:])
        block = [one for one in page.xpath("//*[@data-unit-body]/*/@id") if len(one) == LENGTH_OF_A_NAME][-1]
        place = _form(forms, "/place/")
        await self.phone.post(place.get("action"), {**dict(place.form_values()), "block": block}, "place")

    async def _last(self, one: Deed, other: Deed) -> None:
        """The two last parts: after each other, or on two devices in the same moment."""
        await self._pause()
        if self.at_once:
            self.desk.cookies = dict(self.phone.cookies)
            await asyncio.gather(one(self.phone, "last"), other(self.desk, "last"))
            return
        await self._once_or_twice(one, "deed")
        await self._once_or_twice(other, "last")

    async def _once_or_twice(self, deed: Deed, what: str) -> None:
        await self._pause()
        if self.doubles:
            self.desk.cookies = dict(self.phone.cookies)
            await asyncio.gather(deed(self.phone, what), deed(self.desk, what))
        else:
            await deed(self.phone, what)

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.uniform(*PAUSES))

    async def _opened(self, activity: Any) -> tuple[str, str, str]:
        """Its frame, and what was saved: the address, the word that posts bring, the name.

        The library's files are kept from an earlier unit, as are static files.
        """
        frame = html.fromstring(await self.phone.get(activity.get("data-frame"), "frame"))
        known = json.loads(frame.get_element_by_id("integration").text)
        address = activity.get("data-session")
        session = json.loads(await self.phone.get(address, "session"))
        return address, session["csrf"], known["contents"]["cid-1"]["url"]

    def _played(self, activity: tuple[str, str, str]) -> Deed:
        """Begun, then answered, with where one stood: as one parcel each."""
        address, token, name = activity
        right = self.chance.randint(0, 4)
        score = {"min": 0, "max": 4, "raw": right, "scaled": right / 4}
        result = {"score": score, "completion": True, "duration": "PT42S"}
        state = {"part": "0", "kind": "state", "data": json.dumps({"right": right})}
        parcels = [
            {"statements": [self._statement("attempted", name)], "states": []},
            {"statements": [self._statement("answered", name, result=result)], "states": [state]},
        ]

        async def play(browser: Browser, what: str) -> None:
            for parcel, label in zip(parcels, ("begun", what), strict=True):
                await browser.post(address, json.dumps(parcel).encode(), label, **{"X-CSRFToken": token})
                await browser.get(self.standing, "standing", **FRAGMENT)

        return play

    def _statement(self, verb: str, name: str, **more: Any) -> dict[str, Any]:
        identity = UUID(int=self.chance.getrandbits(128), version=4)
        about = {"id": name, "objectType": "Activity", "definition": {}}
        said = {"verb": {"id": VERBS + verb, "display": {"en-US": verb}}, "object": about}
        return {"id": str(identity), "timestamp": datetime.now(UTC).isoformat(), **said, **more}

    def _sent(self, form: Any, *, choose: bool = False) -> Deed:
        """A form of the page, as its script sends it; with a choice if there is one to make."""
        fields = dict(form.form_values())
        if choose:
            options = form.xpath(".//input[@name='choice']/@value")
            fields |= {"choice": self.chance.choice(options), "part": "1"}

        async def send(browser: Browser, what: str) -> None:
            await browser.post(form.get("action"), fields, what, **({} if choose else FRAGMENT))
            if choose:
                await browser.get(self.standing, "standing", **FRAGMENT)

        return send

    def _reflected(self, form: Any) -> Deed:
        """Some words saved by themselves, then by the button."""
        fields = {**dict(form.form_values()), "text": "What I saw today was the silence. " * 5, "part": "1"}

        async def write(browser: Browser, what: str) -> None:
            kept = json.loads(await browser.post(form.get("action"), {**fields, "do": "draft"}, "draft") or "{}")
            await browser.get(self.standing, "standing", **FRAGMENT)
            await browser.post(form.get("action"), {**fields, "known": str(kept.get("known", 0))}, what)

        return write


def _form(forms: list[Any], place: str) -> Any:
    """The first that is sent to such an address."""
    return [form for form in forms if place in form.get("action")][0]  # noqa: RUF015 - IndexError is an error here


async def _all(port: int, units: list[str], cookies: list[str]) -> tuple[list[Asked], float]:
    """Everybody comes within the time of arrivals, evenly; what they asked, and when the last was done."""
    log: list[Asked] = []
    chance, every = random.Random(300), LAST_ARRIVAL / len(cookies)  # noqa: S311 - the same each time
    begun = time.perf_counter()

    async def come(number: int, cookie: str) -> None:
        await asyncio.sleep((number + chance.random()) * every)
        await Learner(number, port, cookie, log).finish(units[number % len(units)])

    await asyncio.gather(*(come(number, cookie) for number, cookie in enumerate(cookies)))
    return log, time.perf_counter() - begun


def finishing() -> Iterator[Line]:
    """The rush, then the proof."""
    with database.loaded() as (folder, url):
        group = json.loads(said(folder, "-m", "bench.group", "make", DATABASE_URL=url).splitlines()[-1])
        with serving(folder, workers=WORKERS, DATABASE_URL=url) as site:
            _warm(site, group["units"])
            before = site.work(), database.effort(url)
            log, seconds = asyncio.run(_all(site.port, group["units"], group["cookies"]))
            work = site.work() - before[0], database.effort(url) - before[1]
        yield from _told(log, seconds, *work)
        yield from _proved(folder, url)


def _warm(site: Server, units: list[str]) -> None:
    """Visitors have been here before: each worker has read the course."""

    async def visit() -> None:
        browsers = [Browser(site.port, {}, []) for _number in range(8 * WORKERS)]
        for unit in units:
            await asyncio.gather(*(browser.get(unit, "page") for browser in browsers))
        for browser in browsers:
            browser.close()

    asyncio.run(visit())


def _told(log: list[Asked], seconds: float, site: float, tables: float) -> Iterator[Line]:
    errors = [one for one in log if one.is_error]
    for one in errors[:10]:
        sys.stderr.write(f"{one.status} {one.what} {one.address}\n")
    last = f"{len(log):,} requests, the last learner done after {seconds:.0f} s"
    yield Line(f"{LEARNERS} learners in unit {UNIT}, {WORKERS} workers", last)
    yield Line("their processor time", f"{site:.0f} s of the site, {tables:.0f} s of PostgreSQL")
    yield Line("answered with an error, or not at all", str(len(errors)), "no error", not errors)
    for what, name in (("page", "the unit’s page"), ("last", "the request that finishes it"), ("", "all requests")):
        found = [one.seconds for one in log if one.what == what or not what]
        yield Line(name, spread(found) if len(found) > 1 else "not asked")


def _proved(folder: Path, url: str) -> Iterator[Line]:
    """By the tables themselves, and by the command that works progress out anew."""
    found = json.loads(said(folder, "-m", "bench.group", "count", DATABASE_URL=url).splitlines()[-1])
    yield Line("units finished", f"{found['finished']} of {LEARNERS}", str(LEARNERS), found["finished"] == LEARNERS)
    lost, twice = found["lost"], found["twice"] + found["elsewhere"]
    yield Line("parts that were lost", str(lost), "0", lost == 0)
    yield Line("counted twice, or elsewhere", str(twice), "0", twice == 0)
    recount = told(folder, "recount_course", DATABASE_URL=url).strip().splitlines()[-1]
    yield Line("`manage.py recount_course`", recount, "Nothing differs.", recount == "Nothing differs.")
