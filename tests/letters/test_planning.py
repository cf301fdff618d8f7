"""Which letters go, and what keeps the others."""

import pytest

from campaign.letters.fates import SendingState
from campaign.letters.planning import Going, Past, Plan, plan
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence

LETTERS = [("SY", "ar"), ("FR", "fr"), ("DE", "en")]
ADDRESSES = {"FR": "fr@example.org", "DE": "de@example.org", "US": "us@example.org"}


def made(**given) -> Plan:
    return plan(LETTERS, **{"addresses": ADDRESSES, "past": {}, "but": [], "again": []} | given)


def test_letters_go_to_the_missions_that_have_an_address() -> None:
    assert made() == Plan(
        going=(Going("DE", "en", "de@example.org", 1), Going("FR", "fr", "fr@example.org", 1)),
        left_out=(),
        without_address=("SY",),
        before=(),
    )


def test_what_was_tried_before_goes_again_only_when_named() -> None:
    past = {"FR": Past("unknown", 1), "DE": Past("sent", 2)}
    assert made(past=past, again=["DE"]) == Plan(
        going=(Going("DE", "en", "de@example.org", 3),),
        left_out=(),
        without_address=("SY",),
        before=(("FR", "unknown"),),
    )


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "refused", "bounced", "unknown"])
def test_what_went_or_may_have_gone_is_in_no_plan_by_itself(state: str) -> None:
    stopped_again = Past(SendingState(state), 1, clock.now())  # a second round, stopped, undoes no first one
    assert made(past={"FR": stopped_again, "DE": Past(SendingState(state), 1)}) == Plan(
        going=(), left_out=(), without_address=("SY",), before=(("DE", state), ("FR", state))
    )


def test_what_was_stopped_before_it_went_is_to_go_like_any_other() -> None:
    now = clock.now()
    plan = made(past={"FR": Past(SendingState.STOPPED, 0, now), "DE": Past(SendingState.STOPPED, 1, now)})
    assert plan.going == (
        Going("DE", "en", "de@example.org", 2, now),  # a server had said to come back later
        Going("FR", "fr", "fr@example.org", 1, now),
    )
    assert made(past={"FR": Past(SendingState.STOPPED, 0, now)}, again=["FR"]).going[1].round == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"but": ["US"]}, "There is no letter to US in this set."),
        ({"again": ["XX"]}, "There is no letter to XX in this set."),
        ({"but": ["FR"], "again": ["FR"]}, "FR: both --except and --again."),
        (
            {"again": ["FR", "DE"], "past": {"DE": Past("sent", 1)}},
            "FR: this set has gone to nobody there yet, so --again has nothing to repeat. A set that wasn't sent goes "
            "to all but those that --except names.",
        ),
        (
            {"again": ["FR"], "past": {"FR": Past("queued", 1)}},
            "FR: still on the way, so it can't be sent again yet.",
        ),
    ],
)
def test_codes_that_make_no_sense_are_refused(given: dict, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(**given)
    assert sentence(refused.value) == f"{said} Nothing was sent."
