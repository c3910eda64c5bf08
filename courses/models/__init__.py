from courses.models.h5p import (
    H5PActivity,
    H5PActivityLibrary,
    H5PActor,
    H5PAttempt,
    H5PLibrary,
    H5PLocalisation,
    H5PState,
    H5PStatement,
    H5PTranslation,
)

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
