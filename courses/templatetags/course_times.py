"""Moments in a person's own time zone."""

from django import template

from courses.services import own_times

register = template.Library()
register.filter("own_clock", own_times.clock)
register.filter("own_day", own_times.day)
