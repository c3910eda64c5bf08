"""What learners and facilitators confirm, word by word: ethics checklist, self-assessment, rubric (CURRICULUM.md, 6–8).

Answers hang on the names and numbers, never on the words.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Promise(NamedTuple):
    """One line of the ethics checklist."""

    key: str
    title: Any
    text: Any


ETHICS: tuple[Promise, ...] = (
    Promise(
        "consent",
        _("Purpose and consent"),
        _(
            "We say who observes, why, what, how long, and who sees it. Consent is free, without marks or favours; "
            "a no costs nothing, and a yes can be withdrawn. A new purpose needs a new consent."
        ),
    ),
    Promise(
        "forms",
        _("Who collects the forms"),
        _(
            "Someone other than the class teacher collects the consent forms, because teachers hold power over pupils. "
            "For minors and parents, national law and the school’s data protection officer decide."
        ),
    ),
    Promise(
        "pseudonyms",
        _("Pseudonyms"),
        _(
            "From the first line pupils have pseudonyms. The key is on paper with one teacher and is destroyed at the "
            "end of the cycle. Nothing about health, family, religion or origin; in small groups we change a harmless "
            "detail."
        ),
    ),
    Promise(
        "video",
        _("Video"),
        _(
            "Hands and work before faces, a sign at the door, stored in the school’s or the course’s protected space, "
            "never on private phones or in messengers. Raw film is deleted at the latest four weeks after the "
            "discussion; clips only with separate consent. If in doubt, no film."
        ),
    ),
    Promise(
        "guests",
        _("Guests, patients, residents"),
        _("Nobody from outside the school is filmed or described without their own consent."),
    ),
    Promise(
        "care",
        _("Duty of care"),
        _("Safety comes before notes. If a pupil tells us of harm, it goes to the school’s usual way at once."),
    ),
    Promise(
        "colleagues",
        _("Colleagues"),
        _("An observation serves no appraisal. The teaching colleague may stop it or have notes deleted."),
    ),
    Promise("voice", _("Pupils’ voice"), _("The pupils hear first what came of it.")),
    Promise(
        "firms",
        _("Firms"),
        _("No trade secrets in pictures; logs without names."),
    ),
)


class Statement(NamedTuple):
    """One line of the self-assessment, and the big idea it belongs to."""

    number: str
    idea: int
    text: Any


STATEMENTS: tuple[Statement, ...] = (
    Statement("1", 1, _("I can turn a complaint about a class into a question about what pupils learn.")),
    Statement("2", 1, _("Before a lesson I write down what I expect and what would make me doubt it.")),
    Statement("3", 1, _("With colleagues I look at pupils’ work before we decide what to change.")),
    Statement("4", 2, _("I can say which of my teaching rules I have tested and which I only believe.")),
    Statement("5", 2, _("I can find and judge an outside source for a lesson in an hour.")),
    Statement("6", 2, _("I use things from the workplace (logs, orders, faults) with a plan for pupils’ thinking.")),
    Statement("7", 3, _("I can predict several answers to my key questions, wrong ones included.")),
    Statement("8", 3, _("In notes I keep apart what I saw and what I make of it.")),
    Statement("9", 3, _("I ask pupils how a task worked for them, and their answers change my lessons.")),
    Statement("10", 4, _("In our team everyone, whatever their training, speaks and is heard.")),
    Statement("11", 4, _("I can take part in a lesson discussion that is about pupils and not about the teacher.")),
    Statement("12", 4, _("I know whom outside school to ask, and what to ask them.")),
    Statement("13", 5, _("I change one thing for a reason, teach again and compare.")),
    Statement(
        "14", 5, _("I share what I learned about pupils’ learning with people outside my team, limits included.")
    ),
)
CANNOT_SAY = 0
SCALE: tuple[tuple[int, Any], ...] = (
    (1, _("1 not at all")),
    (2, _("2 a little")),
    (3, _("3 partly")),
    (4, _("4 largely")),
    (5, _("5 fully")),
    (CANNOT_SAY, _("can’t say yet")),
)


class Criterion(NamedTuple):
    """One line of the rubric: what it looks at, and a descriptor for each level."""

    key: str
    title: Any
    documents: str
    levels: tuple[Any, Any, Any, Any]


LEVEL_NAMES: tuple[Any, ...] = (_("1 beginning"), _("2 sufficient"), _("3 good"), _("4 exemplary"))
RUBRIC: tuple[Criterion, ...] = (
    Criterion(
        "A",
        _("Question"),
        "T2",
        (
            _("Topic or method; nothing about pupils’ learning."),
            _("Names pupils and content; the evidence stays vague."),
            _("The five-part check is passed; the expectation has a because."),
            _("Also says what would count against it, and ties the lesson’s aim to a long-term aim."),
        ),
    ),
    Criterion(
        "B",
        _("Knowledge"),
        "T3",
        (
            _("Own opinion only."),
            _("One outside source is mentioned, but not used."),
            _("Two practical and two outside sources, two justified choices."),
            _("A clash between sources was made fruitful; a practitioner or knowledgeable other shaped the lesson."),
        ),
    ),
    Criterion(
        "C",
        _("Pupils’ learning"),
        "T4–T6",
        (
            _("Notes about the teacher or the mood."),
            _("Three pupils followed; notes mixed; few predictions."),
            _("Predictions at the key moments; 80 % of the notes describe; interviews were used."),
            _("Unexpected answers are explained in two ways; the pupils’ view changes the team’s reading."),
        ),
    ),
    Criterion(
        "D",
        _("Joint inquiry"),
        "T1, T7",
        (
            _("One person’s lesson; advice and praise."),
            _("The protocol is partly kept; some voices are missing."),
            _("Starts with pupils, in the we-form; all speak; the record is complete."),
            _("Disagreement is settled by looking; an outsider’s comments are tied to pupils; roles rotate."),
        ),
    ),
    Criterion(
        "E",
        _("Cycle and sharing"),
        "T8, T9, T11",
        (
            _("Repeated or ended without a reason."),
            _("A change whose reason stays general; shared inside the team."),
            _("One change with pupil, moment and reason; compared; a poster with limits."),
            _("A principle others can test; pupils, firms or other schools answer; the next cycle has a date."),
        ),
    ),
)
