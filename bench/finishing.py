"""300 learners finish a unit within a minute: what their browsers send, how it is answered, what the database has then.

First they work through it, as fast as two cores let them; two parts stay open, other ones for each. Then comes the
minute: each opens the unit again and does what is missing. One in five sends everything twice at the same moment (an
impatient finger, a second device); one in five does the two last parts at the same moment.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
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
MINUTE = 60.0
LAST_ARRIVAL = 50.0
"""Seconds; the last learners need a little time, too."""
PAUSES = (0.2, 1.2)
"""Seconds between two deeds. Readers take longer; then fewer of them are there at once."""
LENGTH_OF_A_NAME = 36
"""Blocks are named by a UUID; other ids belong to no part."""
FRAGMENT = {"X-Fragment": "standing"}
VERBS = "http://adlnet.gov/expapi/verbs/"
Deed = Callable[[Browser, str], Awaitable[None]]
Part = Callable[[], Awaitable[Deed]]
"""Opens what is to be done, where it has to be opened."""


@dataclass(frozen=True)
class Rush:
    """What was asked, and after how many seconds the last learner was done."""

    log: list[Asked]
    seconds: float


class Learner:
    """One of them, with two devices."""

    def __init__(self, number: int, port: int, cookie: str, address: str, log: list[Asked]) -> None:
        self.address = address
        name, value = cookie.split("=", 1)
        self.phone, self.desk = (Browser(port, {name: value}, log) for _device in range(2))
        self.chance = random.Random(number)  # noqa: S311 - the same each time
        self.doubles, self.at_once, self.turn = number % 5 == 0, number % 5 == 1, number // 5

    async def work(self) -> None:
        """From opening the unit to the last part but two."""
        await self._visit(self._begin)

    async def finish(self) -> None:
        """The unit opened again, and what is missing done."""
        await self._visit(self._end)
        for device in (self.phone, self.desk):
            device.close()

    async def _visit(self, do: Callable[[Any, list[Part]], Awaitable[None]]) -> None:
        """A page that lacks what is expected ends it, and is an error."""
        try:
            page = html.fromstring(await self.phone.get(self.address, "page"))
            self.standing = page.xpath("//@data-standing")[0]
            await do(page, self._parts(page))
        except (LookupError, TypeError, ValueError) as error:
            self.phone.log.append(Asked(f"stopped: {error!r}", self.address, 0, 0, time.perf_counter()))

    def _parts(self, page: Any) -> list[Part]:
        """What the unit counts, in an order that is another for each learner: the last is not always the same."""
        activities = page.xpath("//*[@data-activity]")
        parts: list[Part] = [partial(self._played, one) for one in activities]
        parts += [partial(self._sent, page, "/questions/", choose=True), partial(self._sent, page, "/read/")]
        turn = self.turn % len(parts)
        return parts[turn:] + parts[:turn]

    async def _begin(self, page: Any, parts: list[Part]) -> None:
        first: Part = partial(self._reflected, page)
        for part in [first, *parts[:-2]]:
            await self._once_or_twice(await part(), "deed")

    async def _end(self, page: Any, parts: list[Part]) -> None:
        await self._last(await parts[-2](), await parts[-1]())
        block = [one for one in page.xpath("//*[@data-unit-body]/*/@id") if len(one) == LENGTH_OF_A_NAME][-1]
        place = _form(page, "/place/")
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

    async def _played(self, activity: Any) -> Deed:
        """Begun, then answered, with where one stood: as one parcel each."""
        address, token, name = await self._opened(activity)
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

    async def _sent(self, page: Any, place: str, *, choose: bool = False) -> Deed:
        """A form of the page, as its script sends it; with a choice if there is one to make."""
        form = _form(page, place)
        fields = dict(form.form_values())
        if choose:
            options = form.xpath(".//input[@name='choice']/@value")
            fields |= {"choice": self.chance.choice(options), "part": "1"}

        async def send(browser: Browser, what: str) -> None:
            await browser.post(form.get("action"), fields, what, **({} if choose else FRAGMENT))
            if choose:
                await browser.get(self.standing, "standing", **FRAGMENT)

        return send

    async def _reflected(self, page: Any) -> Deed:
        """Some words saved by themselves, then by the button."""
        form = _form(page, "/journal/")
        fields = {**dict(form.form_values()), "text": "What I saw today was the silence. " * 5, "part": "1"}

        async def write(browser: Browser, what: str) -> None:
            kept = json.loads(await browser.post(form.get("action"), {**fields, "do": "draft"}, "draft") or "{}")
            await browser.get(self.standing, "standing", **FRAGMENT)
            await browser.post(form.get("action"), {**fields, "known": str(kept.get("known", 0))}, what)

        return write


def _form(page: Any, place: str) -> Any:
    """The first that is sent to such an address."""
    forms = [form for form in page.forms if form.get("method") == "post" and place in form.get("action")]
    return forms[0]  # an IndexError is an error of the page


async def _all(port: int, units: list[str], cookies: list[str]) -> tuple[Rush, Rush]:
    """Everybody works, then everybody finishes."""
    log: list[Asked] = []
    learners = [Learner(number, port, cookie, units[number % len(units)], log) for number, cookie in enumerate(cookies)]
    worked = await _rush(log, [one.work for one in learners])
    return worked, await _rush(log, [one.finish for one in learners])


async def _rush(log: list[Asked], visits: list[Callable[[], Awaitable[None]]]) -> Rush:
    """All come within the time of arrivals, evenly."""
    chance, every, first = random.Random(300), LAST_ARRIVAL / len(visits), len(log)  # noqa: S311 - the same each time
    begun = time.perf_counter()

    async def come(number: int, visit: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep((number + chance.random()) * every)
        await visit()

    await asyncio.gather(*(come(number, visit) for number, visit in enumerate(visits)))
    return Rush(log[first:], time.perf_counter() - begun)


def finishing() -> Iterator[Line]:
    """The rush, then the proof."""
    with database.loaded() as (folder, url):
        group = json.loads(said(folder, "-m", "bench.group", "make", DATABASE_URL=url).splitlines()[-1])
        with serving(folder, workers=WORKERS, DATABASE_URL=url) as site:
            _warm(site, group["units"])
            before = site.work(), database.effort(url)
            worked, ended = asyncio.run(_all(site.port, group["units"], group["cookies"]))
            effort = site.work() - before[0], database.effort(url) - before[1]
        yield from _told(worked, ended, *effort)
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


def _told(worked: Rush, ended: Rush, site: float, tables: float) -> Iterator[Line]:
    errors = [one for one in worked.log + ended.log if one.is_error]
    for one in errors[:10]:
        sys.stderr.write(f"{one.status} {one.what} {one.address}\n")
    before = f"{len(worked.log):,} requests, the last done after {worked.seconds:.0f} s"
    yield Line(f"{LEARNERS} learners work in unit {UNIT}, {WORKERS} workers", before)
    done = f"{len(ended.log):,} requests, the last done after {ended.seconds:.0f} s"
    yield Line("they open it again and finish it", done, f"{MINUTE:.0f} s", ended.seconds <= MINUTE)
    for what, name in (("page", "the unit’s page"), ("last", "the request that finishes it"), ("", "all requests")):
        found = [one.seconds for one in ended.log if one.what == what or not what]
        yield Line(name, spread(found) if len(found) > 1 else "not asked")
    yield Line("processor time of both", f"{site:.0f} s of the site, {tables:.0f} s of PostgreSQL")
    yield Line("answered with an error, or not at all", str(len(errors)), "no error", not errors)


def _proved(folder: Path, url: str) -> Iterator[Line]:
    """By the tables themselves, and by the command that works progress out anew."""
    found = json.loads(said(folder, "-m", "bench.group", "count", DATABASE_URL=url).splitlines()[-1])
    yield Line("units finished", f"{found['finished']} of {LEARNERS}", str(LEARNERS), found["finished"] == LEARNERS)
    lost, twice = found["lost"], found["twice"] + found["elsewhere"]
    yield Line("parts that were lost", str(lost), "0", lost == 0)
    yield Line("counted twice, or elsewhere", str(twice), "0", twice == 0)
    recount = told(folder, "recount_course", DATABASE_URL=url).strip().splitlines()[-1]
    yield Line("`manage.py recount_course`", recount, "Nothing differs.", recount == "Nothing differs.")
