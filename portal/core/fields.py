"""A StreamField whose blocks stay out of migrations: a new block is not a change of the database."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Use like StreamField. Migrations see a stream without blocks, so they stay short (as ONS dis-wagtail does)."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave block definitions out of the migration."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
