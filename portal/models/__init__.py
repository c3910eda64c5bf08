"""The public site's pages and the records behind them."""

from portal.models.contact import ContactMessage
from portal.models.events import EventIndexPage, EventPage
from portal.models.home import HomePage
from portal.models.news import NewsCategory, NewsIndexPage, NewsPage
from portal.models.newsletter import Digest, Subscriber
from portal.models.partners import PartnersPage
from portal.models.registrations import Registration
from portal.models.results import DownloadTally, Result, ResultFile, ResultIndexPage, ResultPage, ResultVersion
from portal.models.standard import IdeaPage, StandardPage

__all__ = [
    "ContactMessage",
    "Digest",
    "DownloadTally",
    "EventIndexPage",
    "EventPage",
    "HomePage",
    "IdeaPage",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "PartnersPage",
    "Registration",
    "Result",
    "ResultFile",
    "ResultIndexPage",
    "ResultPage",
    "ResultVersion",
    "StandardPage",
    "Subscriber",
]
