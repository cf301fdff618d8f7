"""What schemathesis makes up for every address of the API: no 500, and nothing that isn't described."""

import zlib
from collections import Counter
from typing import Any

import hypothesis
import schemathesis
from schemathesis import GenerationMode

from campaign.api.openapi import PARTS
from campaign.web.problems import FOR_PROGRAMS
from tests import choosing
from tests.api.shapes import fits
from tests.cast import SLUG, Site
from tests.updates.telling import KEY

MADE_UP = hypothesis.settings(
    database=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
BASE = f"http://127.0.0.1:8000{FOR_PROGRAMS}"
GIVES = {part.path: part.gives for part in PARTS}


def described(site: Site, *, real: bool) -> Any:
    """The description that the site serves; `real` where what it has is to be asked for."""
    told = site.client().get(f"{FOR_PROGRAMS}/openapi.json").json
    for path in told["paths"].values():
        for each in path["get"]["parameters"]:
            there = {"slug": SLUG, "cursor": SLUG, "key": KEY, "language": "en"}.get(each["name"])
            if real and there:
                each["schema"] = {"type": "string", "enum": [there]}
    return schemathesis.openapi.from_dict(told)


def test_nothing_made_up_gets_what_is_not_described(full: Site) -> None:
    client, answers = full.client(), Counter[int]()
    schemas = [described(full, real=real) for real in (True, False)]
    operations = [each.ok() for schema in schemas for each in schema.get_all_operations()]
    assert len(operations) == 28

    def one(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=BASE)
        path = sent["url"].removeprefix("http://127.0.0.1:8000")
        answer = client.send("GET", path, query_string=sent.get("params"), headers=sent.get("headers"))
        answers[answer.status_code] += 1
        if answer.status_code == 200:
            fits(answer.json, GIVES[case.path])
        else:
            assert (path, answer.content_type) == (path, "application/problem+json")
            fits(answer.get_json(force=True), "Problem")

    for operation in operations:
        for mode in MODES if "{" in operation.path else MODES[:1]:
            made_up = hypothesis.given(operation.as_strategy(generation_mode=mode))(one)
            seeded = hypothesis.seed(zlib.crc32(f"{operation.label} {mode}".encode()))(made_up)
            hypothesis.settings(MADE_UP, max_examples=25 if choosing.looks_at_all else 5)(seeded)()
    assert min(answers[200], answers[404]) > 9
    assert set(answers) <= {200, 400, 404, 405, 410}
