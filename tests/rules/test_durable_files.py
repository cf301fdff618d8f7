"""Files are made, renamed and locked by lib/durable; what writes by itself writes into one of its files, or scratch."""

import ast

import pytest

from tests.rules.test_words_at_the_edge import MODULES, name, parsed

PART = "into the file, or the folder, that lib/durable gives its name"
LINES = "line by line, each flushed by lib/durable, and read back as far as the last whole one"
SCRATCH = "into a folder that is gone when its work is done"
# By what each of these keeps the promises of lib/durable without keeping them itself.
WRITERS = {
    "audit/table.py": PART,
    "backup/archive.py": SCRATCH,
    "backup/backup.py": PART,
    "backup/restore.py": PART,
    "backup/snapshots.py": SCRATCH,
    "backup/workdirs.py": SCRATCH,
    "letters/files.py": PART,
    "lib/queues.py": "empty files that are only locked",
    "letters/typesetting.py": SCRATCH,
    "letters/specimens.py": SCRATCH,
    "lists/files.py": PART,
    "lists/journal.py": LINES,
    "lists/sealed_format.py": PART,
    "lists/workbooks.py": PART,
    "moderation/drafting_letters.py": SCRATCH,
    "paper/cli.py": PART,
    "running/room.py": SCRATCH,
    "running/tour.py": SCRATCH,
}
CALLS = {
    "copy", "copy2", "copyfile", "copyfileobj", "copytree", "flock", "fsync", "hardlink_to", "link", "lockf", "locking",
    "mkdtemp", "mkstemp", "move", "NamedTemporaryFile", "rename", "renames", "symlink_to", "TemporaryDirectory",
    "TemporaryFile", "touch", "truncate", "write_bytes", "write_text",
}  # fmt: skip
MODULES_OF_IT = {"os", "shutil", "tempfile", "fcntl", "msvcrt", "path", "durable", "posix"}
WRITING = set("wax+")


def writes(call: ast.Call) -> bool:
    """Whether a call makes a file, changes what it holds, or gives it a name."""
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if called == "open":
        modes = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
        texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
        return any(isinstance(text, str) and len(text) < 4 and WRITING & set(text) for text in texts)
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    if called in {"open", "replace"} and isinstance(of, ast.Name) and of.id == "os":
        return True
    if called in {"copy", "link"}:  # dictionaries have a copy too, and nginx's words a link
        return isinstance(of, ast.Name) and of.id in MODULES_OF_IT
    return called in CALLS


def writers(tree: ast.Module) -> list[str]:
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call) and writes(node)]


def test_nothing_else_writes_files_of_its_own() -> None:
    writing = {name(path) for path in MODULES if writers(parsed(path))}
    assert writing - {"lib/durable.py"} == WRITERS.keys()


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text(words)", "path.open('wb')", "open(path, 'a')", "open(path, mode='x')", "path.open('rb+')",
        "os.replace(part, path)", "part.rename(path)", "shutil.move(part, path)", "shutil.copy(part, path)",
        "os.fsync(file.fileno())", "fcntl.flock(file, 2)", "tempfile.mkstemp()", "path.touch()", "os.link(part, path)",
        "TemporaryDirectory()",
    ],
)  # fmt: skip
def test_one_that_does_would_be_found(code: str) -> None:
    assert writers(ast.parse(code)) == [code]


@pytest.mark.parametrize(
    "code", ["path.open()", "open(path, 'rb')", "given.copy()", "text.replace('a', 'b')"]
)
def test_one_that_reads_is_no_writer(code: str) -> None:
    assert writers(ast.parse(code)) == []
