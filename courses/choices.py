"""Choices of the course room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UPLOADS = "h5p"
"""The purpose of uploaded packages among the private files."""
ANSWERS = "course-answers"
"""The purpose of files that people answer questions with."""
TASK_FILES = "task"
"""The purpose of what learners hand in among the private files."""
ARCHIVES = "course-archive"
"""The purpose of archives of courses."""


class H5PAccess(models.TextChoices):
    """Who may play an activity."""

    OPEN = "open", _("Everybody; results are kept for those signed in")
    SIGNED_IN = "signed_in", _("Everybody who is signed in")
    COURSE = "course", _("Learners of a course that uses it")


class H5PDependency(models.TextChoices):
    """How an activity comes to need a library."""

    PRELOADED = "preloaded", _("loaded before it starts")
    DYNAMIC = "dynamic", _("loaded when needed")


class H5PVerb(models.TextChoices):
    """How an attempt ended, as far as a claim can say."""

    ANSWERED = "answered", _("answered")
    COMPLETED = "completed", _("completed")
    VIEWED = "viewed", _("viewed")


class Intensity(models.TextChoices):
    """How much of the course a cohort does (CURRICULUM.md, section 1)."""

    MAXI = "maxi", pgettext_lazy("intensity", "Maxi")
    MEDIUM = "medium", pgettext_lazy("intensity", "Medium")
    LIGHT = "light", pgettext_lazy("intensity", "Light")


class Entry(models.TextChoices):
    """How people come into a cohort."""

    OPEN = "open", _("Everybody may enrol")
    APPROVAL = "approval", _("Facilitators approve")
    INVITATION = "invitation", _("By invitation only")


class CohortState(models.TextChoices):
    """A cohort is prepared, open, and over."""

    PREPARING = "preparing", pgettext_lazy("cohort", "In preparation")
    OPEN = "open", pgettext_lazy("cohort", "Open")
    ENDED = "ended", pgettext_lazy("cohort", "Ended")


class CohortRole(models.TextChoices):
    """Who looks after a cohort."""

    FACILITATOR = "facilitator", _("Facilitator")
    MENTOR = "mentor", _("Mentor")


class EnrolmentState(models.TextChoices):
    """Where somebody stands in a cohort. A place is held by those offered one and those taking part."""

    REQUESTED = "requested", _("Waiting for approval")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("A place is offered")
    ACTIVE = "active", _("Taking part")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Not accepted")


class Need(models.TextChoices):
    """What a part of a unit asks before the unit is done."""

    NOTHING = "nothing", _("Nothing: it is an offer")
    TRIED = "tried", _("Tried, answered or handed in")
    PASSED = "passed", _("Passed or accepted")


class PartKind(models.TextChoices):
    """What can count in a unit."""

    READING = "reading", _("Text")
    VIDEO = "video", _("Video")
    ACTIVITY = "activity", _("Activity")
    QUESTION = "question", _("Question")
    REFLECTION = "reflection", _("Reflection")
    TASK = "task", _("Task at school")
    SESSION = "session", _("Session")


class QuestionKind(models.TextChoices):
    """Native questions: they are translated like any text and need no script."""

    SINGLE = "single", _("One answer")
    MULTIPLE = "multiple", _("Several answers")
    TRUE_FALSE = "truefalse", _("True or false")
    ORDER = "order", _("Put in order")
    MATCH = "match", _("Find the pairs")
    GAPS = "gaps", _("Fill in the gaps")
    SHORT = "short", _("A few words")
    LONG = "long", _("A longer text")
    SCALE = "scale", _("A scale")
    UPLOAD = "upload", _("A file")


class ShowAnswers(models.TextChoices):
    """When a question shows what is right."""

    EACH = "each", _("After each try")
    RIGHT = "right", _("Once it is right, or after the last try")
    NEVER = "never", _("Never")


class SessionKind(models.TextChoices):
    """Where a session takes place."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Presence(models.TextChoices):
    """What the list of a session says about somebody."""

    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    EXCUSED = "excused", _("Excused")
    CAUGHT_UP = "caught_up", _("Made up by a written task")


class TaskState(models.TextChoices):
    """A task at school, from the learner's first word to the facilitator's last."""

    OPEN = "open", pgettext_lazy("task", "Open")
    HANDED_IN = "handed_in", _("Handed in")
    SEEN = "seen", _("Looked at")
    AGAIN = "again", _("To be revised")
    DONE = "done", _("Accepted")


class Sharing(models.TextChoices):
    """Who may read an entry of the journal."""

    NOBODY = "nobody", _("Only me")
    FACILITATOR = "facilitator", _("My facilitators and mentors")
    TEAM = "team", _("My team, facilitators and mentors")


class TalkDigest(models.TextChoices):
    """How often somebody is told by mail what was said in their cohorts."""

    OFF = "off", _("Never")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class ConditionKind(models.TextChoices):
    """What a certificate asks (CURRICULUM.md, section 1)."""

    UNITS = "units", _("Required units")
    SESSIONS = "sessions", pgettext_lazy("course", "Sessions")
    TASKS = "tasks", _("Tasks at school")
    CYCLE = "cycle", _("The team’s Lesson Study")
    ETHICS = "ethics", _("Ethics checklist")
    SELF_ASSESSMENTS = "self", _("Self-assessments")


class RevocationClass(models.TextChoices):
    """Why a certificate does not count any more, as far as everybody may know."""

    MISTAKE = "mistake", _("It held a mistake")
    CONDITIONS = "conditions", _("The conditions were not met")
    HOLDER = "holder", _("Taken back by its holder")


class TransferKind(models.TextChoices):
    """Which way an archive of a course goes."""

    OUT = "out", _("Out of this site")
    IN = "in", _("Into this site")


class TransferState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("In the making")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Did not work")
