"""Work that need not keep a reader waiting: put on the queue when the current transaction is committed."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task


def enqueue_after_commit(task: Task, /, **arguments: Any) -> None:
    """Queue a task so that its worker sees what this transaction stored, and nothing if it rolls back.

    `arguments` must be JSON: ids and texts, never objects.
    """
    transaction.on_commit(partial(task.enqueue, **arguments))
