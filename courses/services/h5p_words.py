"""The few words H5P's own core says in an activity, in the reader's language."""

from django.utils.translation import gettext as _

_NEVER_SHOWN = (
    "download copyrights embed size showAdvanced hideAdvanced advancedHelp copyrightInformation title author year "
    "source license thumbnail noCopyrights reuse reuseContent reuseDescription downloadDescription "
    "copyrightsDescription embedDescription h5pDescription by showMore showLess subLevel licenseU licenseCCBY "
    "licenseCCBYSA licenseCCBYND licenseCCBYNC licenseCCBYNCSA licenseCCBYNCND licenseCC40 licenseCC30 licenseCC25 "
    "licenseCC20 licenseCC10 licenseGPL licenseV3 licenseV2 licenseV1 licensePD licenseCC010 licensePDM licenseC "
    "contentType licenseExtras changes contentCopied connectionLost connectionReestablished resubmitScores "
    "offlineDialogHeader offlineDialogBody offlineDialogRetryMessage offlineDialogRetryButtonLabel "
    "offlineSuccessfulSubmit"
)
"""Names of texts for H5P's own bar and dialogues, which the site replaces; core stumbles when one is missing."""


def core_words() -> dict[str, str]:
    """By H5P's names."""
    return dict.fromkeys(_NEVER_SHOWN.split(), "") | {
        "fullscreen": _("Full screen"),
        "disableFullscreen": _("Leave full screen"),
        "close": _("Close"),
        "contentChanged": _("This activity has changed since you last worked on it."),
        "startingOver": _("You begin again from the start."),
        "confirmDialogHeader": _("Are you sure?"),
        "confirmDialogBody": _("What you have done here will be gone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Go on"),
    }
