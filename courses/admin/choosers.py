"""Choosing an activity while a unit is written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.models import H5PActivity


class ActivityChooserViewSet(ChooserViewSet):
    """All activities; they are uploaded elsewhere."""

    model = H5PActivity
    icon = "pick"
    choose_one_text = _("Choose an activity")
    choose_another_text = _("Choose another activity")
    link_to_chosen_text = _("Edit this activity")
    per_page = 20


activities = ActivityChooserViewSet("activity_chooser")
