"""The demo: the real LS4VET project as Markdown and YAML per language, and what loads it without overwriting anyone.

`tree/` names the pages, `content/<language>/` holds their words, `records/` what all languages share,
`images/` and `files/` the drawn pictures and the short editions.
"""
