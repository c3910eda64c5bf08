"""Loads pages and their translations (`portal.core.seeding`)."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils.text import slugify
from wagtail.models import Locale, Page

from portal.core import seeding
from portal.core.models import BasePage, PortalImage, SeedRecord
from portal.demo.source import PAGE_FIELDS, PagePlan, Source
from portal.demo.streams import Streams
from portal.models import NewsCategory, Result

FRIDAY = 4


class PageLoader:
    """Stores pages once. With `update`, brings those up to date whose last change was a seed's, not a person's."""

    def __init__(self, source: Source, *, root: Page, update: bool, today: date, report: Callable[[str], None]) -> None:
        self.source = source
        self.root = root
        self.update = update
        self.today = today
        self.report = report
        self.languages = list(source.labels)
        self.locales = {code: Locale.objects.get(language_code=code) for code in self.languages}
        self.images = {image.title: image.pk for image in PortalImage.objects.all()}
        self.pages: dict[str, Page] = {}
        self.fresh: list[PagePlan] = []

    def load(self) -> int:
        """All pages in the source language, then their words and links, then each translation. Returns how many."""
        for plan in self.source.pages:
            self._place(plan)
        for number, plan in enumerate(self.fresh, start=1):
            self.report(f"{number}/{len(self.fresh)} {plan.texts[self.languages[0]].front['title']}")
            self._fill(plan)
            for language in self.languages[1:]:
                self._translate(plan, language)
            SeedRecord.objects.update_or_create(
                key=f"page:{plan.key}", defaults={"fingerprint": seeding.fingerprint([repr(plan.texts), plan.fields])}
            )
        return len(self.fresh)

    def _place(self, plan: PagePlan) -> None:
        """Find the page, or make an unpublished one where nobody has deleted it: links need ids first."""
        key = seeding.page_key(plan.key)
        seed = SeedRecord.objects.filter(key=f"page:{plan.key}").first()
        page = Page.objects.filter(translation_key=key, locale=self.locales[self.languages[0]]).first()
        if page is not None:
            self.pages[plan.key] = page.specific
            if self._may_update(plan, page, seed):
                self.fresh.append(plan)
            return
        if seed is not None or (plan.parent and plan.parent not in self.pages):
            return
        parent = self.pages[plan.parent] if plan.parent else self.root
        page = self._build(plan, self.languages[0], for_links=True)
        page.translation_key = key
        page.live = False
        parent.add_child(instance=page)
        self.pages[plan.key] = page
        self.fresh.append(plan)

    def _may_update(self, plan: PagePlan, page: Page, seed: SeedRecord | None) -> bool:
        if not self.update or seed is None:
            return False
        changed = seed.fingerprint != seeding.fingerprint([repr(plan.texts), plan.fields])
        revision = page.latest_revision
        return changed and (revision is None or revision.user_id is None)

    def _fill(self, plan: PagePlan) -> None:
        page = self.pages[plan.key]
        page.refresh_from_db()
        built = self._build(plan, self.languages[0])
        for name in self._names(plan):
            setattr(page, name, getattr(built, name))
        page.show_in_menus = plan.menu
        page.full_clean()
        page.save_revision(clean=False).publish()
        page.refresh_from_db()

    def _names(self, plan: PagePlan) -> list[str]:
        model = apps.get_model("portal", plan.type)
        own = {field.name for field in model._meta.get_fields() if field.concrete and field.model is not Page}
        skip = {"page_ptr"}
        return [*sorted(own - skip), "title", "slug", "search_description"]

    def _build(self, plan: PagePlan, language: str, *, for_links: bool = False) -> BasePage:
        """The page in memory, in one language. Links always name source pages, so that pairs compare equal."""
        text = plan.texts[language]
        model = apps.get_model("portal", plan.type)
        values = {name: value for name, value in text.front.items() if name not in ("seo", "contents", "course_facts")}
        values["search_description"] = text.front.get("seo", "")
        values |= self._shared(plan, for_links=for_links)
        streams = Streams(plan.key, self._page_id, self.images.__getitem__)
        if not for_links:
            stream_values: dict[str, Any] = streams.fields(text)
            stream_values["contents"] = streams.items("contents", "chapter", text.front.get("contents", []))
            facts = [{"value": fact[0], "label": fact[1]} for fact in text.front.get("course_facts", [])]
            stream_values["course_facts"] = streams.items("course_facts", "fact", facts)
            related = [self._page_id(key) for key in plan.fields.get("related", [])]
            stream_values["related"] = streams.items("related", "page", related)
            known = {field.name for field in model._meta.get_fields()}
            values |= {name: json.dumps(value) for name, value in stream_values.items() if name in known}
        return model(locale=self.locales[language], **values)

    def _page_id(self, key: str) -> int:
        return self.pages[key].pk

    def _shared(self, plan: PagePlan, *, for_links: bool) -> dict[str, Any]:
        values = {name: value for name, value in plan.fields.items() if name not in ("related", *PAGE_FIELDS)}
        if not for_links:
            for name in PAGE_FIELDS:
                if plan.fields.get(name):
                    values[f"{name}_id"] = self._page_id(plan.fields[name])
        if "category" in values:
            values["category"] = NewsCategory.objects.get(key=values["category"])
        if "result" in values:
            values["result"] = Result.objects.get(code=values["result"])
        if "image" in values:
            values["image_id"] = self.images[values.pop("image")]
        for name in ("start", "end"):
            if name in values:
                values[name] = moment(values[name], values["timezone"], self.today)
        return values

    def _translate(self, plan: PagePlan, language: str) -> None:
        """Store the strings, build the translation from them, publish it."""
        target = self._build(plan, language)
        target.slug = slugify(target.slug)
        seeding.translate(self.pages[plan.key], target, self.locales[language])


def moment(value: Any, zone: str, today: date) -> datetime:
    """A local time of the content files: `2022-11-10 09:00`, or `+21d 16:00`, a working day counted from today."""
    tz = ZoneInfo(zone)
    if isinstance(value, datetime):
        return value.replace(tzinfo=tz)
    day, _space, clock = str(value).partition(" ")
    if day.startswith("+"):
        when = today + timedelta(days=int(day[1:].rstrip("d")))
        when += timedelta(days=max(0, 7 - when.weekday()) if when.weekday() > FRIDAY else 0)
    else:
        when = date.fromisoformat(day)
    return datetime.combine(when, time.fromisoformat(clock or "00:00"), tzinfo=tz)
