"""Helpers of the shared components."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from portal.core.templatetags import ui


class Form(forms.Form):
    name = forms.CharField(help_text="As in your passport")
    part = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agree = forms.BooleanField(required=False)


@pytest.mark.parametrize(
    ("number", "window"),
    [(1, [1, 2, None, 9]), (5, [1, None, 4, 5, 6, None, 9]), (9, [1, None, 8, 9])],
)
def test_window_of_pages(number, window):
    assert list(ui.page_window(Paginator(range(90), 10).page(number))) == window


def test_one_page_needs_no_pagination():
    page = Paginator(range(3), 10).page(1)
    assert render_to_string("components/pagination.html", {"page_obj": page}).strip() == ""


def test_pagination_keeps_the_filters():
    page = Paginator(range(30), 10).page(2)
    html = render_to_string("components/pagination.html", {"page_obj": page, "query": "kind=course&"})
    assert 'href="?kind=course&amp;page=3" rel="next"' in html
    assert 'aria-current="page"' in html
    assert "Page 2 of 3" in html


def test_kinds_of_controls():
    form = Form()
    assert [ui.control_kind(form[name]) for name in form.fields] == ["input", "group", "check"]


def test_errors_lead_to_their_control():
    form = Form({})
    assert [link["target"] for link in ui.error_links(form)] == ["id_name", "id_part_0"]


def test_field_has_label_hint_error_and_keeps_what_was_typed():
    form = Form({"name": "", "part": "b"})
    html = render_to_string("components/field.html", {"field": form["name"]})
    assert '<label for="id_name">' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'class="input"' in html
    assert "checked" in render_to_string("components/field.html", {"field": form["part"]})


def test_summary_counts_the_errors():
    html = render_to_string("components/error_summary.html", {"form": Form({})})
    assert "2 things need your attention" in html
    assert 'href="#id_part_0"' in html
    assert render_to_string("components/error_summary.html", {"form": Form()}).strip() == ""


def test_only_markup_counts_as_markup():
    assert ui.is_markup(mark_safe("<p>yes</p>"))
    assert not ui.is_markup("<p>no</p>")
    assert not ui.is_markup(mark_safe("no"))


def test_a_missing_language_says_so_in_words():
    languages = [{"code": "nl", "name": "Nederlands", "url": "/nl/", "current": False, "translated": False}]
    html = render_to_string("components/language_switch.html", {"languages": languages})
    assert 'class="dash"' in html
    assert "not translated yet" in html
    assert 'lang="nl" hreflang="nl"' in html
