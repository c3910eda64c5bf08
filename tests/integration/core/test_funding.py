"""Funding texts: never invented, never unverified in production."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from portal.core.checks import funding_texts_are_verified
from portal.core.choices import FundingRegime
from portal.core.funding import texts_for
from portal.core.models import FundingText, ProjectSettings
from tests.factories import LANGUAGES, funding_texts

ROOT = Path(__file__).resolve().parents[3]


def test_without_a_project_nothing_is_asked(db):
    assert funding_texts_are_verified() == []


def test_every_missing_text_is_an_error(site):
    errors = funding_texts_are_verified()
    assert {error.id for error in errors} == {"core.E001"}
    assert len(errors) == 8
    assert errors[0].msg == "The statement of 2014-2020 in “en” is missing."


def test_every_unverified_text_is_an_error(site):
    funding_texts(verified=False)
    errors = funding_texts_are_verified()
    assert {error.id for error in errors} == {"core.E002"}
    assert len(errors) == 8


def test_one_unverified_text_is_enough_to_refuse(site):
    FundingText.objects.filter(pk=funding_texts()[0].pk).update(verified_by="", verified_on=None)
    assert [error.id for error in funding_texts_are_verified()] == ["core.E002"]


def test_all_verified_is_clean(site):
    funding_texts()
    assert funding_texts_are_verified() == []


def test_texts_of_another_period_do_not_count(site):
    funding_texts(FundingRegime.PERIOD_2021)
    assert len(funding_texts_are_verified()) == 8
    ProjectSettings.objects.update(funding_regime=FundingRegime.PERIOD_2021)
    assert funding_texts_are_verified() == []


def project(regime=FundingRegime.PERIOD_2014):
    return ProjectSettings(funding_regime=regime, agency="Tempus")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_gets_the_texts_of_language_and_period(db, language):
    funding_texts()
    FundingText.objects.create(regime="2021-2027", kind="statement", language=language, text="New period", source="x")
    told = texts_for(project(), language)
    assert told.statement == f"statement in {language} by Tempus"
    assert told.disclaimer == f"disclaimer in {language} by Tempus"
    assert told.statement_lang == told.disclaimer_lang == language
    assert texts_for(project(FundingRegime.PERIOD_2021), language).statement == "New period"


def test_an_unknown_wording_is_shown_in_english(db):
    funding_texts()
    FundingText.objects.filter(language="hu", kind="disclaimer").delete()
    told = texts_for(project(), "hu")
    assert (told.statement_lang, told.disclaimer_lang) == ("hu", "en")


def test_without_any_wording_nothing_is_invented(db):
    told = texts_for(project(), "hu")
    assert (told.statement, told.statement_lang, told.disclaimer, told.disclaimer_lang) == ("", "", "", "")


def test_the_page_names_the_texts_true_language(site, client):
    funding_texts()
    FundingText.objects.filter(language="hu", kind="disclaimer").delete()
    text = client.get("/hu/").content.decode()
    assert "statement in hu by Tempus Public Foundation" in text
    assert 'lang="en"' in text
    assert "disclaimer in en by Tempus Public Foundation" in text


@pytest.mark.parametrize(
    "proof", [{"verified_by": "A. Person", "verified_on": None}, {"verified_by": "", "verified_on": date(2026, 1, 1)}]
)
def test_verified_means_by_someone_on_a_day(db, proof):
    text = FundingText(regime="2014-2020", kind="statement", language="en", text="x", source="y", **proof)
    with pytest.raises(IntegrityError), transaction.atomic():
        text.save()


def test_a_text_exists_once(db):
    funding_texts()
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingText.objects.create(regime="2014-2020", kind="statement", language="en", text="x", source="y")


def deploy_check(tmp_path, *arguments):
    """`check --deploy` as an operator runs it, on a database of its own."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "CREDENTIAL_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        "ALLOWED_HOSTS": "ls4vet.example",
        "BASE_URL": "https://ls4vet.example",
        "EMAIL_URL": "smtp://mail.ls4vet.example:25",
        "DEFAULT_FROM_EMAIL": "LS4VET <portal@ls4vet.example>",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_production_settings_are_clean(tmp_path):
    (tmp_path / "static").mkdir()
    done = deploy_check(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="copies an SQLite file")
def test_production_refuses_unverified_texts(site, tmp_path):
    """The check finds them in the database the operator's settings name."""
    import sqlite3
    from contextlib import closing

    from tests.conftest import _template

    with closing(sqlite3.connect(_template())) as empty:
        empty.execute("VACUUM INTO ?", (str(tmp_path / "portal.sqlite3"),))
    with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as database:
        row = {"site_id": 1, "acronym": "X", "funding_regime": "2014-2020", "social_links": "[]"}
        for _number, name, _type, needed, default, _key in database.execute("PRAGMA table_info(core_projectsettings)"):
            if needed and default is None and name != "id":
                row.setdefault(name, "")
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO core_projectsettings ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        database.commit()
    done = deploy_check(tmp_path, "--database", "default")
    assert done.returncode == 1
    assert "core.E001" in done.stderr


def test_the_check_runs_with_deploy_only(site):
    call_command("check")
