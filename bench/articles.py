"""`python -m bench.articles NUMBER`: so many articles in each language, written straight into the tables."""

import os
import random
import sys
from datetime import date, timedelta
from uuid import uuid4

import django

SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]
CHUNK = 500


def main(number: int) -> None:
    """Fill up to `number` articles in each language."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    django.setup()
    from django.db import transaction

    from portal.models import NewsCategory, NewsIndexPage

    chance = random.Random(number)  # noqa: S311 - repeatable, not secret
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _word in range(3000)]
    keys = [uuid4() for _article in range(number)]
    categories = list(NewsCategory.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for index in NewsIndexPage.objects.select_related("locale"):
            missing = number - index.get_children().count()
            for start in range(0, max(missing, 0), CHUNK):
                _write(index, keys[start : min(start + CHUNK, missing)], start, words, categories, chance)


def _write(index, keys, start, words, categories, chance) -> None:
    from wagtail.models import Page

    from portal.models import NewsPage

    first = index.get_children().count() + 1
    pages = [_page(index, NewsPage, key, first + offset, words, chance) for offset, key in enumerate(keys)]
    Page.objects.bulk_create(pages)
    index.numchild = first + len(pages) - 1
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild)
    rows = [_article(NewsPage, page, start + offset, words, categories, chance) for offset, page in enumerate(pages)]
    _insert(NewsPage, rows)
    _make_findable(pages, rows, index.locale.language_code)


def _sentence(words, chance, length) -> str:
    return " ".join(chance.choices(words, k=length)).capitalize()


def _page(index, model, key, place, words, chance):
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Page

    title, now = _sentence(words, chance, 6), timezone.now()
    slug = f"bench-{place}"
    return Page(
        path=Page._get_path(index.path, index.depth + 1, place),
        depth=index.depth + 1,
        title=title,
        draft_title=title,
        slug=slug,
        url_path=f"{index.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(model),
        locale_id=index.locale_id,
        translation_key=key,
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
        latest_revision_created_at=now,
    )


def _article(model, page, number, words, categories, chance) -> dict:
    body = "".join(f"<p>{_sentence(words, chance, 60)}.</p>" for _paragraph in range(4))
    values = {field.attname: field.get_default() for field in model._meta.local_fields}
    return values | {
        "page_ptr_id": page.pk,
        "date": date(2026, 1, 1) - timedelta(days=number),
        "category_id": chance.choice(categories),
        "lead": _sentence(words, chance, 20),
        "author": "",
        "body": [{"type": "text", "value": body, "id": str(uuid4())}],
        "related": [],
    }


def _insert(model, rows) -> None:
    from django.db import connection

    fields = model._meta.local_fields
    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join("%s" for _field in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
    values = [[field.get_db_prep_save(row[field.attname], connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _make_findable(pages, rows, language) -> None:
    from django.utils.html import strip_tags
    from wagtail.search.backends import get_search_backend

    from portal.core.models import SearchDocument
    from portal.core.stemming import index_stems

    documents = [
        SearchDocument(
            key=f"page:{page.pk}",
            language=language,
            kind="news",
            title=page.title,
            url=f"/{language}/news/{page.slug}/",
            lead=row["lead"],
            text=(text := strip_tags(row["body"][0]["value"].replace("</p>", " "))),
            title_stems=index_stems(page.title, language),
            stems=index_stems(f"{row['lead']} {text}", language),
            date=row["date"],
        )
        for page, row in zip(pages, rows, strict=True)
    ]
    get_search_backend().add_bulk(SearchDocument, SearchDocument.objects.bulk_create(documents))


if __name__ == "__main__":
    main(int(sys.argv[1]))
