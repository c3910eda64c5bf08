"""The sentences: what is wrong, where, and what to do. `_` marks them for gettext."""


def _(text: str) -> str:
    return text


ERRORS = {
    # The archive
    "archive-unreadable": _("This is not an H5P file, or it is damaged. Download or export it again."),
    "archive-too-large": _("The file has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures smaller."),
    "archive-zip64": _(
        "The file is packed in a format for very large archives (zip64). Export it again from the program it was "
        "made with."
    ),
    "archive-prefix": _("There is something in front of the package in this file. Export it again."),
    "archive-split": _("The file is one part of a divided archive. Export it as one file."),
    "archive-directory": _("The table of contents of the archive is damaged. Export the package again."),
    "archive-entries": _(
        "The package has %(count)s files; %(limit)s are allowed. Divide the content into several packages."
    ),
    "archive-total": _(
        "Unpacked, the package has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures smaller."
    ),
    "archive-overlap": _(
        "Two files of the archive share the same bytes. Such archives are made to do harm; do not open it."
    ),
    "entry-too-large": _("This file has %(size)s MB; %(limit)s MB are allowed. Make it smaller."),
    "entry-ratio": _(
        "This file becomes more than %(limit)s times as large when it is unpacked. Such files are made to do harm;"
        " do not open it."
    ),
    "entry-encrypted": _("This file is locked with a password. Pack it without one."),
    "entry-method": _("This file is packed in a way H5P does not know. Pack it with the usual zip."),
    "entry-damaged": _("This file is damaged. Download or export the package again."),
    "entry-mismatch": _("The archive says two different things about this file. Export the package again."),
    "entry-special": _("This is a link or a device, not a file. Take it out of the package."),
    "name-encoding": _("The name of this file is not written in UTF-8 (NFC). Rename it with plain letters."),
    "name-characters": _(
        "The name of this file contains characters that are not allowed. Rename it with plain letters, digits and "
        "hyphens."
    ),
    "name-path": _("This file would be stored outside the package. Export the package again."),
    "name-too-long": _("The name of this file is too long, or it lies in too many folders. Shorten the name."),
    "name-double": _(
        "Two files of the package have the same name, or differ only in small and capital letters: %(other)s. "
        "Rename one of them."
    ),
    # JSON
    "json-too-large": _(
        "This file has %(size)s MB; %(limit)s MB of text are allowed. Divide the content into several packages."
    ),
    "json-total": _(
        "The texts of this package have more than %(limit)s MB together. Divide the content into several packages."
    ),
    "json-invalid": _("This file is not valid JSON (line %(line)s). Repair it, or export the package again."),
    "json-encoding": _("This file is not written in UTF-8. Save it as UTF-8."),
    "json-deep": _("The content of this file is nested more than %(limit)s times. Make the content simpler."),
    "json-many": _("This file holds more than %(limit)s values. Divide the content into several packages."),
    "json-value": _(
        "This file contains a number or character that not every program can read: %(value)s. Correct it, or "
        "export the package again."
    ),
    # h5p.json, content.json
    "manifest-missing": _(
        "h5p.json is missing, so this is not an H5P package. If the package lies in a folder of the archive, pack "
        "it without that folder."
    ),
    "content-missing": _("content/content.json is missing: the package has no content. Export it again."),
    "content-type": _("content.json must hold an object, {…}. Export the package again."),
    "field-missing": _("The entry “%(name)s” is missing. Export the package again."),
    "field-type": _("The entry “%(name)s” has a wrong value; expected: %(expected)s. Export the package again."),
    "main-not-listed": _(
        "The main library %(library)s is not listed in h5p.json among those that are loaded "
        "(preloadedDependencies). Export the package again."
    ),
    "main-not-runnable": _("%(library)s cannot stand by itself. Choose a library that can run as the main one."),
    # Libraries
    "library-unreadable": _("library.json is missing in this folder, so it is not a library. Take the folder out."),
    "library-folder": _("The folder must be called %(expected)s, as library.json says."),
    "library-file-missing": _("The library names this file, but it is not there. Export the package again."),
    "library-file-type": _("A library may load only js and css files; this is neither. Export the package again."),
    "library-missing": _(
        "The library %(library)s is missing; %(needed_by)s needs it. Export the package again with all its "
        "libraries, or ask the administrator to install it; such libraries come with example packages on h5p.org."
    ),
    "library-cycle": _(
        "These libraries need each other in a circle: %(libraries)s. The player cannot start them. Use another "
        "version of the libraries."
    ),
    "library-api": _(
        "%(library)s needs a newer H5P core (%(needed)s); here it is %(limit)s. Use an older version of the "
        "content type."
    ),
    "libraries-too-many": _(
        "The package has %(count)s libraries; %(limit)s are allowed. Divide the content into several packages."
    ),
    "semantics-invalid": _(
        "The library describes its fields wrongly here (%(name)s). Use another version of the library."
    ),
    "content-segments": _("The content has %(count)s texts; %(limit)s are allowed. Divide it into several packages."),
    # Translations
    "translation-placeholder": _(
        "%(placeholders)s must stand in the translation just as in the original: the program puts a number or a "
        "word there."
    ),
    "translation-gaps": _(
        "The asterisks around words come in pairs: *word*. Here one is missing, or there is none at all."
    ),
    "translation-length": _("The translation has %(length)s characters; %(limit)s are allowed. Shorten it."),
    "translation-characters": _("The translation contains invisible characters. Type it again."),
    "translation-unknown": _("The activity has no such text. It may have changed since; open the translation again."),
    # Writing
    "export-file-missing": _("This file cannot be read, so the package cannot be written."),
    # Files
    "file-type": _(
        "Files of the type “%(type)s” are not allowed here. Take the file out, or save it in another format."
    ),
    "file-content": _("The file is not what its name says (%(type)s). Save it again in the right format."),
    "file-markup": _("The file contains markup or script that could act in a browser. Take it out."),
}

WARNINGS = {
    "file-other": _(
        "The file is of another type than its name says (%(type)s). It was taken as it is; if it cannot be seen or "
        "heard, save it again in the right format."
    ),
    "file-dropped": _("This file is not needed and was left out."),
    "library-older": _("The package has version %(version)s of %(library)s; the newer version %(installed)s is used."),
    "library-double": _("The package has %(library)s more than once; version %(version)s is used."),
    "library-differs": _(
        "%(library)s %(version)s has other files here than the library of the same version that is installed."
    ),
    "language-invalid": _("This language file cannot be read and is not used."),
    "content-file-missing": _(
        "The content names this file, but it is not in the package. Add it, or export the package again."
    ),
    "translation-markup": _("Some formatting or a link is not allowed in this text and was left out."),
    "translation-gap-count": _(
        "The original has %(expected)s marked words, the translation %(found)s. Learners would get another number "
        "of points."
    ),
    "content-changed": _("This value is outside of what the library allows; it was changed."),
    "content-library": _(
        "%(library)s may not be used here; this activity was left out. Export the package again from a program "
        "with the same versions of the libraries."
    ),
    "content-deep": _("The content is nested too deeply here; what lies deeper was left out."),
    "content-markup": _("This text has more formatting than can be checked, so it was left out."),
}

INFORMATION = {
    "content-file-unused": _("No part of the content uses this file."),
    "content-dropped": _("The library does not know this value, or it has the wrong type; it was left out."),
    "editor-library-missing": _("%(library)s is missing. It is only needed for editing in other programs."),
    "more-issues": _("There are %(count)s more problems that are not listed."),
}
