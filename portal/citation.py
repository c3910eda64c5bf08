"""How to cite a result: as text, BibTeX and RIS. Pure: everything comes in as an argument."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Citation:
    """What a citation needs; `text` follows APA 7 for reports.

    `version_label` is “version 1.2” in the language of the title; without it, English stands.
    """

    authors: str
    title: str
    version: str
    date: date
    project: str
    url: str
    key: str
    version_label: str = ""

    @property
    def text(self) -> str:
        """One line to copy."""
        version = self.version_label or f"version {self.version}"
        return f"{self.authors} ({self.date.year}). {self.title} ({version}). {self.project}. {self.url}"

    def bibtex(self) -> str:
        """A `@techreport` entry; braces keep the title's capitals."""
        fields = {
            "author": self.authors,
            "title": self.title,
            "institution": self.project,
            "year": str(self.date.year),
            "month": str(self.date.month),
            "note": f"Version {self.version}",
        }
        escaped = {name: _bibtex(value) for name, value in fields.items()} | {"url": self.url}
        escaped |= {name: f"{{{escaped[name]}}}" for name in ("author", "title")}
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in escaped.items())
        return f"@techreport{{{self.key},\n{lines}\n}}\n"

    def ris(self) -> str:
        """A report record with the line ends RIS asks for."""
        tags = [
            ("TY", "RPRT"),
            ("AU", self.authors),
            ("TI", self.title),
            ("PB", self.project),
            ("PY", str(self.date.year)),
            ("DA", f"{self.date:%Y/%m/%d}"),
            ("ET", self.version),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


_BIBTEX = str.maketrans({"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}})


def _bibtex(value: str) -> str:
    return _one_line(value).translate(_BIBTEX)


def _one_line(value: str) -> str:
    """Line ends would begin a new field; control characters belong in none."""
    return "".join(char if char.isprintable() else " " for char in value)


def citation_of(page, version, url: str, *, project: str = "", version_label: str = "") -> Citation:
    """The citation of a result page's version."""
    return Citation(
        authors=page.result.authors,
        title=page.title,
        version=version.number,
        date=version.date,
        project=project,
        url=url,
        key=f"{page.result.code.lower()}-{version.number}",
        version_label=version_label,
    )
