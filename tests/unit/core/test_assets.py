"""One style sheet out of many; fonts with the letters of our languages and nothing else."""

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from portal.core.assets import fonts, styles

ROOT = Path(__file__).resolve().parents[3]
CSS = ROOT / "portal" / "static" / "portal" / "css"
BUILT = ROOT / "build" / "static" / "portal" / "fonts"
ROMAN = [face for face in fonts.FACES if face.style == "normal"]


@pytest.fixture(scope="module")
def sheet() -> str:
    return styles.join(CSS / "main.css")


@pytest.fixture(scope="module")
def faces() -> dict[str, bytes]:
    """As `build_assets` made them: cutting them takes longer than all other unit tests together."""
    files = {face.name: BUILT / f"{face.name}.woff2" for face in ROMAN}
    if not all(file.exists() for file in files.values()):
        pytest.skip("build_assets has not run")
    return {name: file.read_bytes() for name, file in files.items()}


def test_layers_come_in_their_order(sheet):
    assert sheet.startswith("@layer reset,tokens,base,layout,components,utilities;")
    blocks = re.findall(r"@layer (\w+)\{", sheet)
    assert blocks == ["reset", "tokens", "base", "layout", "components", "utilities"]


def test_nesting_survives(sheet):
    assert sheet.count("{") == sheet.count("}")
    assert "& :is(ul,ol)" in sheet
    assert "@import" not in sheet


def test_what_stands_inside_stays_inside(tmp_path):
    main = tmp_path / "main.css"
    main.write_text('@layer a;\n@import url("a.css") layer(a);')
    (tmp_path / "a.css").write_text(
        ".m {\n  & tbody :is(th, td) {\n    color: red;\n  }\n  & a:not(.b) {\n    top: 0;\n  }\n}"
    )
    assert styles.join(main) == "@layer a;@layer a{.m{& tbody *:is(th,td){color:red}& a:not(.b){top:0}}}"


def test_every_file_is_imported():
    imported = {path.name for path in styles.sources(CSS / "main.css")}
    assert imported == {path.name for path in CSS.glob("*.css")} - {"specimen.css"}


def test_no_rule_asks_for_a_weight_the_fonts_lack():
    low, high = fonts.WEIGHTS
    for path in CSS.glob("*.css"):
        weights = [int(weight) for weight in re.findall(r"font-weight: (\d+);", path.read_text())]
        assert all(low <= weight <= high for weight in weights), path.name


def test_roman_fonts_are_small(faces):
    assert sum(map(len, faces.values())) < 60_000


@pytest.mark.parametrize("face", ROMAN, ids=lambda face: face.name)
def test_fonts_hold_the_letters(face, faces):
    font = TTFont(io.BytesIO(faces[face.name]))
    letters = set(map(ord, "AZaz09áéíóöőúüűÁÉÍÓÖŐÚÜŰäßçëïñċġħżĊĠĦŻ–—„“”‘’…•€ \u00a0"))
    assert letters <= font.getBestCmap().keys()
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]


@pytest.mark.parametrize("face", ROMAN, ids=lambda face: face.name)
def test_borrowed_letters_have_width_and_weight(face, faces):
    font = TTFont(io.BytesIO(faces[face.name]))
    names = font.getBestCmap()
    assert font["hmtx"][names[ord("ő")]][0] == font["hmtx"][names[ord("ö")]][0]
    assert font["gvar"].variations[names[ord("ħ")]]
