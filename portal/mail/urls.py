"""Addresses of the post office, below each language."""

from django.urls import path

from portal.mail.views import off, outbox, preview

app_name = "mail"
urlpatterns = [
    path("mail/off/<str:token>/", off.off, name="off"),
    path("styleguide/mails/", preview.mails, name="previews"),
    path("styleguide/mails/<slug:template>/", preview.one, name="preview"),
    path("styleguide/mails/<slug:template>/html/", preview.html, name="preview_html"),
    path("styleguide/outbox/", outbox.outbox, name="outbox"),
    path("styleguide/outbox/<int:pk>/", outbox.mail, name="outbox_mail"),
    path("styleguide/outbox/<int:pk>/html/", outbox.html, name="outbox_html"),
    path("styleguide/outbox/file/<int:pk>/", outbox.attachment, name="outbox_file"),
]
