"""The engine's sentences, marked for translation: the engine itself knows no gettext. A test keeps both alike."""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("This is not an H5P file, or it is damaged. Download or export it again."),
    _("The file has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures smaller."),
    _(
        "The file is packed in a format for very large archives (zip64). Export it again from the program it "
        "was made with."
    ),
    _("There is something in front of the package in this file. Export it again."),
    _("The file is one part of a divided archive. Export it as one file."),
    _("The table of contents of the archive is damaged. Export the package again."),
    _("The package has %(count)s files; %(limit)s are allowed."),
    _("Unpacked, the package has %(size)s MB; %(limit)s MB are allowed. Make its videos and pictures smaller."),
    _("Two files of the archive share the same bytes. Such archives are made to do harm."),
    _("This file has %(size)s MB; %(limit)s MB are allowed. Make it smaller."),
    _("This file becomes more than %(limit)s times as large when it is unpacked. Such files are made to do harm."),
    _("This file is locked with a password. Pack it without one."),
    _("This file is packed in a way H5P does not know. Pack it with the usual zip."),
    _("This file is damaged. Download or export the package again."),
    _("The archive says two different things about this file. Export the package again."),
    _("This is a link or a device, not a file. Take it out of the package."),
    _("The name of this file is not written in UTF-8 (NFC). Rename it with plain letters."),
    _(
        "The name of this file contains characters that are not allowed. Rename it with plain letters, digits"
        " and hyphens."
    ),
    _("This file would be stored outside the package. Export the package again."),
    _("The name of this file is too long, or it lies in too many folders."),
    _(
        "Two files of the package have the same name, or differ only in small and capital letters: %(other)s."
        " Rename one of them."
    ),
    _("This file has %(size)s MB; %(limit)s MB of text are allowed."),
    _("The texts of this package have more than %(limit)s MB together."),
    _("This file is not valid JSON (line %(line)s). Repair it, or export the package again."),
    _("This file is not written in UTF-8. Save it as UTF-8."),
    _("The content of this file is nested more than %(limit)s times."),
    _("This file holds more than %(limit)s values."),
    _("This file contains a number or character that no program can use (%(value)s)."),
    _(
        "h5p.json is missing, so this is not an H5P package. If the package lies in a folder of the archive, "
        "pack it without that folder."
    ),
    _("content/content.json is missing: the package has no content. Export it again."),
    _("The content must be an object with named values."),
    _("%(name)s is missing. It must be there."),
    _("%(name)s has the wrong type of value; expected: %(expected)s."),
    _("The main library %(library)s is not among the preloaded dependencies."),
    _("%(library)s cannot stand by itself. Choose a library that can run as the main one."),
    _("library.json is missing in this folder, so it is not a library. Take the folder out."),
    _("The folder must be called %(expected)s, as library.json says."),
    _("The library names this file, but it is not there."),
    _("A library may load only js and css files; this is neither."),
    _(
        "The library %(library)s is missing; %(needed_by)s needs it. Export the package again with all its "
        "libraries, or ask the administrator to install it; such libraries come with example packages on "
        "h5p.org."
    ),
    _("These libraries need each other in a circle: %(libraries)s. The player cannot start them."),
    _("%(library)s needs a newer H5P core (%(needed)s); this site has %(limit)s."),
    _("The package has %(count)s libraries; %(limit)s are allowed."),
    _("The description of the fields is not valid here: %(name)s."),
    _("The content has %(count)s texts; %(limit)s are allowed. Divide it into several packages."),
    _(
        "%(placeholders)s must stand in the translation just as in the original: the program puts a number or"
        " a word there."
    ),
    _("The asterisks around words come in pairs: *word*. Here one is missing, or there is none at all."),
    _("The translation has %(length)s characters; %(limit)s are allowed. Shorten it."),
    _("The translation contains invisible characters. Type it again."),
    _("The activity has no such text."),
    _("This file cannot be read, so the package cannot be written."),
    _("Files of the type “%(type)s” are not allowed here. Take the file out, or save it in another format."),
    _("The file is not what its name says (%(type)s). Save it again in the right format."),
    _("The file contains markup or script that could act in a browser. Take it out."),
    _("This file is not needed and was left out."),
    _("The package has version %(version)s of %(library)s; the newer version %(installed)s is used."),
    _("The package has %(library)s more than once; version %(version)s is used."),
    _("%(library)s %(version)s has other files here than the library of the same version that is installed."),
    _("This language file cannot be read and is not used: %(reason)s"),
    _("The content names this file, but it is not in the package. Add it, or export the package again."),
    _("Some formatting or a link is not allowed in this text and was left out."),
    _(
        "The original has %(expected)s marked words, the translation %(found)s. Learners would get another "
        "number of points."
    ),
    _("This value is outside of what the library allows; it was changed."),
    _(
        "%(library)s may not be used here; this activity was left out. Export the package again from a "
        "program with the same versions of the libraries."
    ),
    _("The content is nested too deeply here; what lies deeper was left out."),
    _("The content has more formatting than can be checked; from here on it was left out."),
    _("No part of the content uses this file."),
    _("The library does not know this value, or it has the wrong type; it was left out."),
    _("%(library)s is missing. It is only needed for editing in other programs."),
    _("There are %(count)s more problems that are not listed."),
)
