"""The sentences: what is wrong, where, and what to do."""

ERRORS = {
    # The archive
    "archive-unreadable": "This is not an H5P file, or it is damaged. Download or export it again.",
    "archive-too-large": "The file has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures smaller.",
    "archive-zip64": "The file is packed in a format for very large archives (zip64). Export it again from the program "
    "it was made with.",
    "archive-prefix": "There is something in front of the package in this file. Export it again.",
    "archive-split": "The file is one part of a divided archive. Export it as one file.",
    "archive-directory": "The table of contents of the archive is damaged. Export the package again.",
    "archive-entries": "The package has %(count)s files; %(limit)s are allowed.",
    "archive-total": "Unpacked, the package has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures "
    "smaller.",
    "archive-overlap": "Two files of the archive share the same bytes. Such archives are made to do harm.",
    "entry-too-large": "This file has %(size)s MB; %(limit)s MB are allowed. Make it smaller.",
    "entry-ratio": "This file becomes more than %(limit)s times as large when it is unpacked. Such files are made to "
    "do harm.",
    "entry-encrypted": "This file is locked with a password. Pack it without one.",
    "entry-method": "This file is packed in a way H5P does not know. Pack it with the usual zip.",
    "entry-damaged": "This file is damaged. Download or export the package again.",
    "entry-mismatch": "The archive says two different things about this file. Export the package again.",
    "entry-special": "This is a link or a device, not a file. Take it out of the package.",
    "name-encoding": "The name of this file is not written in UTF-8 (NFC). Rename it with plain letters.",
    "name-characters": "The name of this file contains characters that are not allowed. Rename it with plain letters, "
    "digits and hyphens.",
    "name-path": "This file would be stored outside the package. Export the package again.",
    "name-too-long": "The name of this file is too long, or it lies in too many folders.",
    "name-double": "Two files of the package have the same name, or differ only in small and capital letters: "
    "%(other)s. Rename one of them.",
    # JSON
    "json-too-large": "This file has %(size)s MB; %(limit)s MB of text are allowed.",
    "json-total": "The texts of this package have more than %(limit)s MB together.",
    "json-invalid": "This file is not valid JSON (line %(line)s). Repair it, or export the package again.",
    "json-encoding": "This file is not written in UTF-8. Save it as UTF-8.",
    "json-deep": "The content of this file is nested more than %(limit)s times.",
    "json-many": "This file holds more than %(limit)s values.",
    "json-value": "This file contains a number or character that no program can use (%(value)s).",
    # h5p.json, content.json
    "manifest-missing": "h5p.json is missing, so this is not an H5P package. If the package lies in a folder of the "
    "archive, pack it without that folder.",
    "content-missing": "content/content.json is missing: the package has no content. Export it again.",
    "content-type": "The content must be an object with named values.",
    "field-missing": "%(name)s is missing. It must be there.",
    "field-type": "%(name)s has the wrong type of value; expected: %(expected)s.",
    "main-not-listed": "The main library %(library)s is not among the preloaded dependencies.",
    "main-not-runnable": "%(library)s cannot stand by itself. Choose a library that can run as the main one.",
    # Libraries
    "library-unreadable": "library.json is missing in this folder, so it is not a library. Take the folder out.",
    "library-folder": "The folder must be called %(expected)s, as library.json says.",
    "library-file-missing": "The library names this file, but it is not there.",
    "library-file-type": "A library may load only js and css files; this is neither.",
    "library-missing": "The library %(library)s is missing; %(needed_by)s needs it. Export the package again with all "
    "its libraries, or ask the administrator to install it; such libraries come with example packages on h5p.org.",
    "library-cycle": "These libraries need each other in a circle: %(libraries)s. The player cannot start them.",
    "library-api": "%(library)s needs a newer H5P core (%(needed)s); this site has %(limit)s.",
    "libraries-too-many": "The package has %(count)s libraries; %(limit)s are allowed.",
    "semantics-invalid": "The description of the fields is not valid here: %(name)s.",
    "content-segments": "The content has %(count)s texts; %(limit)s are allowed. Divide it into several packages.",
    # Translations
    "translation-placeholder": "%(placeholders)s must stand in the translation just as in the original: the program "
    "puts a number or a word there.",
    "translation-gaps": "The asterisks around words come in pairs: *word*. Here one is missing, or there is none at "
    "all.",
    "translation-length": "The translation has %(length)s characters; %(limit)s are allowed. Shorten it.",
    "translation-characters": "The translation contains invisible characters. Type it again.",
    "translation-unknown": "The activity has no such text.",
    # Writing
    "export-file-missing": "This file cannot be read, so the package cannot be written.",
    # Files
    "file-type": "Files of the type “%(type)s” are not allowed here. Take the file out, or save it in another format.",
    "file-content": "The file is not what its name says (%(type)s). Save it again in the right format.",
    "file-markup": "The file contains markup or script that could act in a browser. Take it out.",
}

WARNINGS = {
    "file-dropped": "This file is not needed and was left out.",
    "library-older": "The package has version %(version)s of %(library)s; the newer version %(installed)s is used.",
    "library-double": "The package has %(library)s more than once; version %(version)s is used.",
    "library-differs": "%(library)s %(version)s has other files here than the library of the same version that is "
    "installed.",
    "language-invalid": "This language file cannot be read and is not used: %(reason)s",
    "content-file-missing": "The content names this file, but it is not in the package. Add it, or export the package "
    "again.",
    "translation-markup": "Some formatting or a link is not allowed in this text and was left out.",
    "translation-gap-count": "The original has %(expected)s marked words, the translation %(found)s. Learners would "
    "get another number of points.",
    "content-changed": "This value is outside of what the library allows; it was changed.",
    "content-library": "%(library)s may not be used here; this activity was left out. Export the package again from a "
    "program with the same versions of the libraries.",
    "content-deep": "The content is nested too deeply here; what lies deeper was left out.",
    "content-markup": "The content has more formatting than can be checked; from here on it was left out.",
}

INFORMATION = {
    "content-file-unused": "No part of the content uses this file.",
    "content-dropped": "The library does not know this value, or it has the wrong type; it was left out.",
    "editor-library-missing": "%(library)s is missing. It is only needed for editing in other programs.",
    "more-issues": "There are %(count)s more problems that are not listed.",
}
