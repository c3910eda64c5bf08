"""The short editions of the results: books of a few pages, made from the texts of the demo, in PDF, EPUB and ODT.

`words.yaml` and `plan.py` say what a book holds, `compose.py` makes its chapters once as XHTML, and `pdf.py`,
`epub.py` and `odt.py` bind them. The bound files lie in `portal/demo/files/`; `manage.py make_editions` renews
those whose texts have changed.
"""
