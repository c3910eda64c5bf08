"""H5P: libraries (code), activities (content), and what learners did with them."""

from courses.models.h5p.activity import H5PActivity, H5PActivityLibrary, H5PLocalisation
from courses.models.h5p.library import H5PLibrary
from courses.models.h5p.records import H5PActor, H5PAttempt, H5PState, H5PStatement
from courses.models.h5p.translation import H5PTranslation

__all__ = [
    "H5PActivity",
    "H5PActivityLibrary",
    "H5PActor",
    "H5PAttempt",
    "H5PLibrary",
    "H5PLocalisation",
    "H5PState",
    "H5PStatement",
    "H5PTranslation",
]
