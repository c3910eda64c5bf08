"""Lists of people as spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.roster import LARGEST, LONGEST, BadList, read

HEAD = "email;name;language;team"


def people(text: str, encoding: str = "utf-8") -> list[tuple[str, str, str, str]]:
    return [(one.email, one.name, one.language, one.team) for one in read(text.encode(encoding)).people]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators_and_encodings(separator: str, encoding: str):
    text = f"{HEAD}\nanna@school.example;Árvíztűrő Anna;magyar;Pékek\n".replace(";", separator)
    assert people(text, encoding) == [("anna@school.example", "Árvíztűrő Anna", "hu", "Pékek")]


@pytest.mark.parametrize(
    "head", ["E-mail-cím;Név;Nyelv;Csapat", "E-Mail-Adresse;Name;Sprache;Gruppe", "E-mailadres;Naam;Taal;Groep"]
)
def test_headers_in_four_languages(head: str):
    assert people(f"{head}\nb@x.example;Bo;nl;Eén\n") == [("b@x.example", "Bo", "nl", "Eén")]


def test_columns_in_any_order_and_unknown_ones_are_said():
    roster = read(b"Phone,Name,Email\n+43 1,Bo,b@x.example\n")
    assert roster.unknown == ("Phone",)
    assert [(one.email, one.name, one.line) for one in roster.people] == [("b@x.example", "Bo", 2)]


def test_lines_in_another_encoding_are_read_and_said():
    content = "email;name\na@x.example;Gőz\n".encode() + "b@x.example;Gőz\n".encode("cp1250")
    roster = read(content)
    assert [one.name for one in roster.people] == ["Gőz", "Gőz"]
    assert roster.mixed == (3,)


def test_a_whole_file_of_old_windows_is_nothing_to_warn_of():
    content = "e-mail cím;név\na@x.example;Gőz\n".encode("cp1250")
    roster = read(content)
    assert [one.name for one in roster.people] == ["Gőz"]


def test_the_second_of_two_equal_addresses_is_named():
    rows = read(b"email\nA@x.example\nb@x.example\na@X.example\n").people
    assert [(one.line, one.twin) for one in rows] == [(2, 0), (3, 0), (4, 2)]


def test_faults_are_named_by_line():
    rows = read(b"email;language\nnobody;de\nc@x.example;klingon\n\n;;\nd@x.example;\n").people
    assert [(one.line, one.faults) for one in rows] == [(2, ("email",)), (3, ("language",)), (6, ())]


def test_the_separator_may_be_named_and_cells_quoted():
    text = 'sep=,\nemail,name\na@x.example,"Kovács, Anna"\n'
    assert [(one.name, one.line) for one in read(text.encode()).people] == [("Kovács, Anna", 3)]


def test_formulas_and_unseen_signs_are_taken_off():
    rows = read("email;name\n\u200ba@x.example;=HYPERLINK(1)\n".encode()).people
    assert [(one.email, one.name) for one in rows] == [("a@x.example", "HYPERLINK(1)")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n ; ;\n", "empty"),
        (b"name;phone\nA;1\n", "email"),
        (b"email;e-mail\na@x.example;b@x.example\n", "twice"),
        (b"email\n" + b"a@x.example\n" * (LONGEST + 1), "rows"),
        (b"x" * (LARGEST + 1), "large"),
    ],
)
def test_what_is_no_list_says_why(content: bytes, code: str):
    with pytest.raises(BadList) as fault:
        read(content)
    assert fault.value.code == code


@given(st.binary(max_size=400))
def test_nothing_else_is_raised(content: bytes):
    try:
        roster = read(content)
    except BadList:
        return
    assert all(one.email or one.faults for one in roster.people)
