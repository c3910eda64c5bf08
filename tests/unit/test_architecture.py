"""What import-linter cannot say: the H5P engine runs by itself."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def imported(path: Path) -> set[str]:
    """The first names of everything a file imports from outside its own package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return {name for name in names if not (name + ".").startswith("courses.h5p.")}


def test_the_h5p_engine_imports_only_the_standard_library_and_nh3():
    allowed = sys.stdlib_module_names | {"nh3"}
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "courses" / "h5p").rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] not in allowed
    }
    assert strangers == set()


def test_importing_the_course_imports_nothing():
    assert (ROOT / "courses" / "__init__.py").read_text().strip() == ""


def test_choices_are_leaves():
    for path in ROOT.glob("portal/**/choices.py"):
        assert {name.split(".")[0] for name in imported(path)} <= {"django"}, path
