"""What belongs to reading: films' words, guides to print, and what was read."""

from django.urls import path

from courses.views import reading

public_patterns = [
    path("films/<slug:key>/chapters-<slug:language>.vtt", reading.chapters, name="chapters"),  # else "chapters-en"
    path("films/<slug:key>/<slug:language>.vtt", reading.captions, name="captions"),  # is taken for a language
    path("films/guide/<uuid:unit>/<uuid:block>/", reading.guide, name="viewing_guide"),
]
urlpatterns = [
    path("units/<uuid:unit>/read/", reading.read, name="unit_read"),
    path("units/<uuid:unit>/watched/<uuid:part>/", reading.watched, name="video_watched"),
    path("units/<uuid:unit>/standing/", reading.standing, name="unit_standing"),
]
