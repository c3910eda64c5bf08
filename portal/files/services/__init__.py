"""What changes private files."""

from portal.files.services.keeping import remove, remove_all_of, store
from portal.files.services.uploads import abandon, append, begin, finish, offset_of

__all__ = ["abandon", "append", "begin", "finish", "offset_of", "remove", "remove_all_of", "store"]
