"""The bill of materials names all that goes out, by hashes, and no registry; the stock validator takes it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.rules import bill, locks

GUARD = Path(sys.prefix) / "guards" / "bin" / "python"
VALIDATES = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read()))
"""


def test_the_stock_validator_takes_it() -> None:
    assert GUARD.exists(), "`make check` installs what looks at the code"
    said = subprocess.run(
        [GUARD, "-c", VALIDATES],
        input=bill.written(),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (said.returncode, said.stdout) == (0, "None\n")


def test_all_that_is_locked_for_a_server_and_built_into_pages_is_in_it() -> None:
    named = {(each["name"], each["version"]) for each in bill.bill()["components"]}
    locked = {(each.name, each.version) for each in [*locks.of_python(locks.SERVER), *locks.of_browsers()]}
    assert named == locked
    assert {"flask", "age-encryption", "world-atlas"} <= {name for name, _ in named}


def test_each_has_the_hashes_of_its_files() -> None:
    assert [each["name"] for each in bill.bill()["components"] if not each["properties"]] == []


def test_what_the_project_names_itself_is_what_it_stands_on() -> None:
    (dependency,) = bill.bill()["dependencies"]
    direct = {ref.split("/", 1)[1].rpartition("@")[0] for ref in dependency["dependsOn"]}
    assert {"flask", "pyrage", "age-encryption", "fflate"} <= direct
    assert "werkzeug" not in direct  # flask brings it


def test_it_is_the_same_each_time_and_names_no_registry() -> None:
    assert bill.written() == bill.written()
    addresses = [line.strip() for line in bill.written().splitlines() if "://" in line]
    assert addresses == ['"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",']
    assert json.loads(bill.written())["metadata"]["component"]["name"] == "campaign"
