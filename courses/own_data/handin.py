"""Tasks handed in with their files, comments, posts in discussions, and how one wants to be told of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courses.choices import TASK_FILES
from courses.models import Post, Submission, SubmissionComment, SubmissionFile, TalkVisit, TalkWish
from portal.accounts import personal_data
from portal.files.choices import FileState
from portal.files.services import remove_all_of
from portal.files.storage import PrivateFolder, private_storage


def export(user: Any) -> Iterator[personal_data.Item]:
    """What the person handed in, with what others wrote about it, and what the person wrote."""
    rows = Submission.objects.filter(enrolment__user=user).order_by("pk")
    yield "course/tasks.json", [_task(row) for row in rows.prefetch_related("comments", "files__file")]
    yield from _files(user)
    comments = SubmissionComment.objects.filter(author=user).exclude(submission__enrolment__user=user)
    yield (
        "course/comments-on-tasks.json",
        list(comments.order_by("pk").values("submission__uuid", "text", "language", "state", "created_at")),
    )
    posts = Post.objects.filter(author=user).order_by("pk")
    yield (
        "course/discussion.json",
        list(posts.values(
            "uuid", "cohort__name", "thread__uuid", "title", "text", "language", "created_at", "edited_at",
            "deleted_at", "hidden_at", "hidden_why",
        )),
    )  # fmt: skip
    reports = Post.objects.filter(reported_by=user).order_by("pk")
    yield "course/reports.json", list(reports.values("uuid", "report", "reported_at"))
    wish = TalkWish.objects.filter(user=user).values("digest", "told_until").first()
    visits = TalkVisit.objects.filter(user=user).order_by("pk").values("thread__uuid", "at")
    yield "course/discussion-settings.json", {"by_mail": wish, "read": list(visits)}


def _task(row: Submission) -> dict[str, Any]:
    names = ("uuid", "page", "task", "state", "text", "language", "first_handed_in_at", "handed_in_at", "decided_at")
    said = ("text", "language", "state", "created_at")
    return {
        **{name: getattr(row, name) for name in names},
        "files": [one.file.name for one in row.files.all()],
        "comments": [{name: getattr(one, name) for name in said} for one in row.comments.all()],
    }


def _files(user: Any) -> Iterator[personal_data.Item]:
    """The files themselves."""
    storage = private_storage()
    rows = SubmissionFile.objects.filter(submission__enrolment__user=user, file__state=FileState.READY)
    for row in rows.select_related("file").order_by("pk"):
        place = f"course/tasks/{row.file.uuid.hex[:8]}-{row.file.name}"
        if isinstance(storage, PrivateFolder):
            yield place, Path(storage.path(row.file.key))
        else:
            with storage.open(row.file.key) as content:
                yield place, content.read()


def erase(user: Any) -> None:
    """What was handed in goes with its files: it was for the facilitators' eyes only.

    Words among others stay where they stand: posts, and comments on others' tasks. Their author is the emptied
    account: "former member", or the name the person agreed to leave.
    """
    Submission.objects.filter(enrolment__user=user).delete()
    remove_all_of(user=user, purpose=TASK_FILES)
    Post.mentioned.through.objects.filter(user=user).delete()
    Post.objects.filter(reported_by=user).update(reported_by=None)
    TalkVisit.objects.filter(user=user).delete()
    TalkWish.objects.filter(user=user).delete()
