"""The project's own activities come with their translations, and people's words stay."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.models import H5PActivity, H5PLocalisation, H5PTranslation
from courses.services import h5p_seeds, h5p_translations
from portal.translations.models import DeskEntry
from tests.factories.h5p_texts import quiz

from .test_h5p_translations import GERMAN

pytestmark = pytest.mark.django_db
OWN = Path(__file__).resolve().parents[2] / "data" / "h5p"


def test_the_projects_own_activities_are_up_to_date_in_four_languages(boss, committed, capsys):
    with committed():
        call_command("load_activities", OWN)
    assert capsys.readouterr().err == ""
    number = len(list(OWN.glob("*/h5p.json")))
    assert H5PActivity.objects.count() == number >= 6
    entries = DeskEntry.objects.filter(item__kind="h5p").exclude(language="en")
    assert set(entries.values_list("status", "open", "stale", "machine")) == {("up_to_date", 0, 0, 0)}
    assert entries.count() == 3 * number
    cycle = H5PLocalisation.objects.get(activity__title__startswith="The cycle in seven", language="hu")
    assert cycle.title == "A ciklus hét lépésben: a tészta hőmérséklete"
    assert cycle.parameters["items"][0] == {"id": "goal", "text": "A péktanulók maguk döntsenek a víz hőmérsékletéről."}
    assert cycle.parameters["l10n"]["check"] == "Sorrend ellenőrzése"
    stored = list(H5PTranslation.objects.order_by("pk").values_list("pk", "text", "changed_at"))
    call_command("load_activities", OWN, verbosity=0)
    assert H5PActivity.objects.count() == number
    assert list(H5PTranslation.objects.order_by("pk").values_list("pk", "text", "changed_at")) == stored


def test_without_an_administrator_nothing_is_loaded(db):
    with pytest.raises(CommandError, match="no administrator"):
        call_command("load_activities", OWN)
    assert not H5PActivity.objects.exists()


def test_what_people_wrote_or_took_back_stays(boss):
    activity = quiz(boss)
    for path, words in (("@title", "Mein Teig"), ("answers.0.text", "Etwas"), ("answers.0.text", "")):
        h5p_translations.write(activity=activity, language="de", path=path, words=words, user=boss)
    report = h5p_seeds.load(activity=activity, language="de", words=GERMAN)
    assert (report.stored, report.kept, report.refused) == (6, 2, {})
    rows = H5PTranslation.objects.filter(activity=activity)
    assert rows.get(path="@title").text == "Mein Teig"
    assert rows.get(path="answers.0.text").text == ""
    found = H5PLocalisation.objects.get(activity=activity)
    assert (found.title, found.parameters["answers"][1]["text"]) == ("Dough", GERMAN["answers.1.text"])
    renewed = h5p_seeds.load(activity=activity, language="de", words={**GERMAN, "answers.1.text": "Er fragt."})
    assert (renewed.stored, renewed.kept) == (1, 2)
    assert rows.get(path="answers.1.text").published == "Er fragt."


def test_words_that_break_the_activity_are_named_and_not_stored(boss):
    activity = quiz(boss)
    report = h5p_seeds.load(activity=activity, language="de", words={"questions.0#0": "Kein Wort fehlt."})
    assert (report.stored, list(report.refused)) == (0, ["questions.0#0"])
    assert not H5PLocalisation.objects.exists()
