"""What the checks of an editor look for, with words that say what to do (axe-core rules, WCAG 2.2 AA)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class PortalChecker(ContentCheckerItem):
    """Wagtail's checks and ours: contrast, alt texts, one main heading, names of links, ids that stand once."""

    axe_run_only: ClassVar[list[str]] = [
        *ContentCheckerItem.axe_run_only,
        "color-contrast",
        "document-title",
        "duplicate-id",
        "html-has-lang",
        "image-alt",
        "label",
        "list",
        "one-main-heading",
        "page-has-heading-one",
        "role-img-alt",
        "svg-img-alt",
        "valid-lang",
    ]
    axe_custom_rules: ClassVar[list[dict]] = [
        *ContentCheckerItem.axe_custom_rules,
        # The lead is larger than the text because it is a lead, not a heading in disguise.
        {"id": "p-as-heading", "selector": "p:not(.lead)", "enabled": True},
        {
            "id": "one-main-heading",
            "impact": "moderate",
            "selector": "h1",
            "tags": ["best-practice"],
            "any": ["check-one-main-heading"],
            "enabled": True,
        },
    ]
    axe_custom_checks: ClassVar[list[dict]] = [
        *ContentCheckerItem.axe_custom_checks,
        {"id": "check-one-main-heading", "evaluate": "page-no-duplicate-evaluate", "options": {"selector": "h1"}},
    ]
    axe_messages: ClassVar[dict[str, dict]] = {
        **ContentCheckerItem.axe_messages,
        "alt-text-quality": {
            "error_name": _("The alt text looks like a file name"),
            "help_text": _("Open the picture and say in each language what can be seen."),
        },
        "color-contrast": {
            "error_name": _("Too little contrast"),
            "help_text": _("Text needs at least 4.5 to 1 against what lies behind it. Use the colours of the site."),
        },
        "document-title": {
            "error_name": _("The page has no title"),
            "help_text": _("Give it a title of a few words."),
        },
        "duplicate-id": {
            "error_name": _("Two things have the same name inside the page"),
            "help_text": _("Two headings with the same words can cause this: word one of them differently."),
        },
        "empty-heading": {
            "error_name": _("A heading without words"),
            "help_text": _("Write the heading or remove the block."),
        },
        "empty-meta-description": {
            "error_name": _("No description for search engines"),
            "help_text": _("Fill in “meta description” under Promote: one sentence, up to 155 characters."),
        },
        "heading-order": {
            "error_name": _("A level of heading is skipped"),
            "help_text": _("Below a heading comes the next level, never the one after."),
        },
        "html-has-lang": {
            "error_name": _("The language of the page is not stated"),
            "help_text": _("This is a fault of the software: please report it."),
        },
        "image-alt": {
            "error_name": _("A picture without alt text"),
            "help_text": _("Open the picture and describe it in each language."),
        },
        "label": {
            "error_name": _("A field without a label"),
            "help_text": _("This is a fault of the software: please report it."),
        },
        "link-name": {
            "error_name": _("A link without words"),
            "help_text": _("Say in the link where it leads."),
        },
        "list": {
            "error_name": _("A list that is not a list"),
            "help_text": _("Use the list buttons of the editor."),
        },
        "one-main-heading": {
            "error_name": _("More than one main heading"),
            "help_text": _("The title of the page is the only heading of level one."),
        },
        "page-has-heading-one": {
            "error_name": _("The main heading is missing"),
            "help_text": _("Give the page a title."),
        },
        "role-img-alt": {
            "error_name": _("A drawing without words"),
            "help_text": _("Give the diagram a caption."),
        },
        "svg-img-alt": {
            "error_name": _("A drawing without words"),
            "help_text": _("Give the diagram a caption."),
        },
        "valid-lang": {
            "error_name": _("A language that does not exist"),
            "help_text": _("This is a fault of the software: please report it."),
        },
    }
