"""`make sbom`: what the program is made of, in CycloneDX 1.6, by the lock files. The same locks give the same bytes.

It names no registry: a package is known by its purl, and its files by their hashes.
"""

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.rules.locks import ROOT, SERVER, Locked, of_browsers, of_python

Component = dict[str, Any]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = f"pkg:pypi/{PROJECT['name']}@{PROJECT['version']}"


def bill() -> dict[str, Any]:
    """The whole of it."""
    server = [_component(each, "pypi", "SHA-256") for each in of_python(SERVER)]
    browser = [_component(each, "npm", "SHA-512") for each in of_browsers()]
    components = sorted([*server, *browser], key=lambda each: str(each["bom-ref"]))
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _us()},
        "components": components,
        "dependencies": [{"ref": OURS, "dependsOn": _direct(components)}],
    }
    # A number made of what is said, so that the same says the same.
    mark = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))
    return {**document, "serialNumber": mark.urn}


def _us() -> Component:
    return {
        "type": "application",
        "bom-ref": OURS,
        "name": PROJECT["name"],
        "version": PROJECT["version"],
        "description": PROJECT["description"],
        "licenses": [{"license": {"id": PROJECT["license"]}}],
        "purl": OURS,
    }


def _component(each: Locked, kind: str, algorithm: str) -> Component:
    # Several files have one package in PyPI: a wheel for each kind of computer. All that may be installed are named.
    purl = f"pkg:{kind}/{quote(each.name, safe='/')}@{each.version}"
    files = [{"name": f"file:{algorithm.lower()}", "value": one} for one in each.hashes]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": each.name,
        "version": each.version,
        "purl": purl,
        "scope": "optional" if each.marker else "required",
        **({"hashes": [{"alg": algorithm, "content": each.hashes[0]}]} if len(each.hashes) == 1 else {}),
        **({"licenses": [{"license": {"id": each.licence}}]} if each.licence else {}),
        "properties": files + ([{"name": "python:marker", "value": each.marker}] if each.marker else []),
    }


def _direct(components: list[Component]) -> list[str]:
    """What pyproject.toml and package.json name themselves."""
    lines = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["server"]]
    browser = json.loads((ROOT / "browser" / "package.json").read_text(encoding="utf-8"))
    named = {re.split(r"[\[<>=]", line)[0] for line in lines} | set(browser["dependencies"])
    return [each["bom-ref"] for each in components if each["name"] in named]


def written() -> str:
    """As the file has it."""
    return json.dumps(bill(), indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write it to dist/, or to the folder that is named."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{PROJECT['name']}-{PROJECT['version']}.cdx.json"
    file.write_text(written(), encoding="utf-8")
    print(file)


if __name__ == "__main__":
    main()
