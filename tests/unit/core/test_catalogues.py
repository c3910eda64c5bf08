"""Interface strings are found as Django will look them up, and incomplete catalogues are refused."""

import gettext

import pytest

from portal.core.catalogues import audit, extract, store

PAGE = """  {% load i18n %}
 <p>It's "here" ({{ x|default:_("Nothing") }}) 100 %
      {# Translators: a greeting #}
    {% translate "Hello 100%" %} {% translate "May" context "month" as m %}
   {% if a %}
{% blocktranslate trimmed count n=n %}
  One file of {{ name }}
{% plural %}
  {{ n }} files of {{ name }}
{% endblocktranslate %}
{% include "x.html" with label=_("Tab label") only %}
{% comment "not 'balanced" %} it's {% endcomment %}
"""
CODE = """x = gettext_lazy("One"
   " two")
y = ngettext_lazy("%(n)s item", "%(n)s items", "n")
p = pgettext_lazy("part of speech", "Close")
"""
SCRIPT = """const a = x < 3 ? gettext("Copy") : `v ${gettext("In a template")}`;
/* Translators: after a search */
b = interpolate(ngettext("%s result", "%s results", n), [n]); c = pgettext("k", 'it\\'s');
const re = /['"]/g; gettext(
  "after " + "regex");
"""


@pytest.fixture
def project(tmp_path):
    for name, text in {"templates/a.html": PAGE, "portal/a.py": CODE, "portal/static/portal/a.mjs": SCRIPT}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def collect_all(root, languages=("en", "hu")):
    for language, domain, path in store.all_paths(root, languages):
        store.write(store.update(store.read(path, language), extract.collect(root, domain), language), path, language)


def test_strings_of_templates_and_code(project):
    found = {(entry.id, entry.context) for entry in extract.collect(project, extract.DJANGO)}
    assert found == {
        ("Nothing", None),
        ("Hello 100%%", None),
        ("May", "month"),
        (("One file of %(name)s", "%(n)s files of %(name)s"), None),
        ("Tab label", None),
        ("One two", None),
        (("%(n)s item", "%(n)s items"), None),
        ("Close", "part of speech"),
    }


def test_strings_of_scripts(project):
    found = extract.collect(project, extract.JAVASCRIPT)
    assert [(entry.id, entry.context) for entry in found] == [
        (("%s result", "%s results"), None),
        ("Copy", None),
        ("In a template", None),
        ("after regex", None),
        ("it's", "k"),
    ]
    assert found[0].comments == ["Translators: after a search"]


def test_collecting_twice_changes_nothing(project):
    collect_all(project)
    before = {path: path.read_bytes() for _, _, path in store.all_paths(project, ["en", "hu"])}
    collect_all(project)
    assert before == {path: path.read_bytes() for path in before}


def test_a_moved_line_changes_no_catalogue(project):
    collect_all(project)
    before = store.po_path(project, "hu", "django").read_bytes()
    (project / "portal/a.py").write_text("\n\n\n" + CODE)
    collect_all(project)
    assert store.po_path(project, "hu", "django").read_bytes() == before


def test_translations_stay_when_strings_are_collected_again(project):
    collect_all(project)
    path = store.po_path(project, "hu", "djangojs")
    path.write_text(path.read_text().replace('msgid "Copy"\nmsgstr ""', 'msgid "Copy"\nmsgstr "Másolás"'))
    (project / "portal/static/portal/b.js").write_text('gettext("New")')
    collect_all(project)
    catalog = store.read(path, "hu")
    assert catalog["Copy"].string == "Másolás"
    assert catalog["New"].string == ""


def test_english_is_complete_at_once_and_can_be_compiled(project):
    collect_all(project)
    assert audit.audit(project, ["en"]) == []
    compiled = store.compile_to_mo(store.po_path(project, "en", "django"), "en")
    with compiled.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.ngettext("One file of %(name)s", "", 1) == "One file of %(name)s"
    assert catalogue.ngettext("One file of %(name)s", "", 2) == "%(n)s files of %(name)s"


def faults_of(project, original, replacement):
    collect_all(project, ["en"])
    path = store.po_path(project, "en", "django")
    text = path.read_text()
    assert original in text
    path.write_text(text.replace(original, replacement))
    return "\n".join(audit.audit(project, ["en"]))


@pytest.mark.parametrize(
    ("original", "replacement", "fault"),
    [
        ('msgstr "One two"', 'msgstr ""', "'One two' is not translated"),
        ('msgid "One two"', '#, fuzzy\nmsgid "One two"', "'One two' is marked fuzzy"),
        ('msgstr[1] "%(n)s items"', 'msgstr[1] "%(m)s items"', "other placeholders"),
        ('msgstr[1] "%(n)s items"', 'msgstr[1] ""', "'%(n)s item' is not translated"),
        ('msgstr "May"', 'msgstr "May %(x)s"', "'May' has other placeholders"),
        ("plural=(n != 1)", "plural=(n > 1)", "Plural-Forms is"),
        ("nplurals=2; plural=(n != 1)", "nplurals=1; plural=0", "more translations than"),
        ('msgid "Nothing"', 'msgid "Something"', "'Nothing' (templates/a.html) is not in the catalogue"),
        ('msgid "Nothing"', 'msgid "Something"', "'Something' is used nowhere any more"),
    ],
)
def test_faults_are_told(project, original, replacement, fault):
    assert fault in faults_of(project, original, replacement)


def test_a_missing_and_a_malformed_catalogue_are_named(project):
    collect_all(project, ["en"])
    store.po_path(project, "en", "django").write_text('msgid "a\nnonsense')
    faults = "\n".join(audit.audit(project, ["en", "hu"]))
    assert "locale/hu/LC_MESSAGES/django.po: is missing" in faults
    assert "locale/en/LC_MESSAGES/django.po: " in faults
