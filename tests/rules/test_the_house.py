"""What CONTRIBUTING says of rooms and names, read from the sources."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "campaign"
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
PURE = CONTRACTS["Pure modules know neither clock, database, request, files nor network"]["source_modules"]
VAGUE = {"data", "info", "helper", "manager", "process", "handle", "found", "known", "given", "done", "kept"}
VAGUE_FOR_A_REASON = {
    ("reading/word.py", "process"): "a process of the operating system is one",
    ("reading/word_html.py", "data"): "the parser that it overrides calls it so",
}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def test_what_says_that_it_is_pure_is_held_to_it() -> None:
    said = {
        dotted(path)
        for path in MODULES
        if re.search(r"\b[Pp]ure\b", ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    }
    assert said == set(PURE)


def test_what_says_that_it_lacks_flask_and_sqlalchemy_is_held_to_it() -> None:
    said = {
        dotted(path)
        for path in MODULES
        if "Without Flask and SQLAlchemy"
        in (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    }
    assert said <= set(CONTRACTS["Modules that know neither Flask nor SQLAlchemy"]["source_modules"])


def test_no_room_holds_more_than_a_sixth_of_the_lines() -> None:
    lines = Counter[str]()
    for path in MODULES:
        lines[room(path)] += path.read_text(encoding="utf-8").count("\n")
    assert {name for name, count in lines.items() if count > lines.total() / 6} == set()


def test_every_room_is_in_the_contract_and_in_architecture() -> None:
    layers = {
        name
        for layer in CONTRACTS["Rooms import one way"]["layers"]
        for name in re.findall(r"\w+$|\w+(?= \|)", layer)
    }
    rooms = {room(path) for path in MODULES} - {"", "translations"}
    assert rooms == layers - {"cli"}
    described = set(re.findall(r"^\| `(\w+)/` \|", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE))
    assert rooms - described == {"web"}  # it concerns every page, and is described beside them


def test_tests_and_templates_mirror_the_rooms() -> None:
    rooms = {room(path) for path in MODULES} - {"", "translations"}
    folders = {
        place: {
            path.name for path in (ROOT / place).iterdir() if path.is_dir() and path.name != "__pycache__"
        }
        for place in ("tests", "templates")
    }
    assert folders["tests"] - rooms == {"bench", "browser", "proof", "rules", "words"}
    assert rooms - folders["tests"] == set()
    assert folders["templates"] - rooms == {"components"}


def test_readme_says_what_it_is_in_sixty_lines() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 60


def test_queries_have_one_name_everywhere() -> None:
    modules = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
    assert {str(path): wrong for path in modules if (wrong := list(misnamed_queries(path)))} == {}


def misnamed_queries(path: Path) -> Iterator[str]:
    """The imports of a room's queries under another name than theirs."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("campaign."):
            owner = str(node.module).split(".")[1]
            ours = path.is_relative_to(PACKAGE) and room(path) == owner
            for name in node.names:
                if name.name == "queries" and (name.asname or name.name) != (
                    "queries" if ours else f"{owner}_queries"
                ):
                    yield f"{node.module}.queries as {name.asname or name.name}"


def named(tree: ast.Module) -> Iterator[str]:
    """What a module calls its variables and parameters; fields and functions are words of another kind."""
    fields = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for name in ast.walk(statement)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if node not in fields:
                yield name
            case ast.arg(arg=name):
                yield name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name


def test_variables_are_named_after_the_thing() -> None:
    vague = {
        (str(path.relative_to(PACKAGE)), name)
        for path in MODULES
        for name in named(ast.parse(path.read_text(encoding="utf-8")))
        if name in VAGUE
    }
    assert vague == set(VAGUE_FOR_A_REASON)


def test_names_are_looked_for_wherever_python_takes_one() -> None:
    source = """
class Field:
    field: int = 0
    def method(self, parameter, *rest, **more):
        first, (second, *third) = parameter
        for loop in [listed for listed in rest]:
            with loop as opened:
                if walrus := opened:
                    annotated: int = 1
        try:
            match walrus:
                case {"a": caught, **others}: pass
                case [*starred]: pass
        except OSError as problem: pass
        return lambda short: short
"""
    words = "parameter rest more first second third loop listed opened walrus annotated caught others starred"
    assert set(named(ast.parse(source))) == {"self", "problem", "short", *words.split()}
