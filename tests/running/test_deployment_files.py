"""The files for containers, cloud-init and Prometheus say what the guides and the program say."""

import re
from pathlib import Path

import pytest
import yaml

from campaign import config
from campaign.running.heart import beat
from campaign.running.metrics import metrics_text

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "going-public.md").read_text()
CLOUD = (ROOT / "docs" / "cloud-init.yaml").read_text()
ALERTS = (ROOT / "docs" / "monitoring" / "alerts.yml").read_text()
CONTAINER = (ROOT / "Containerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
# Only a person at a keyboard needs no such words, and only a machine needs these.
OURS = {
    "install -o campaign -g campaign -m 600 /root/campaign.env /var/lib/campaign/.env",
    "rm /root/campaign.env",
}


def commands() -> list[str]:
    return re.findall(r"^  - (.+)$", CLOUD.split("runcmd:\n")[1], re.MULTILINE)


@pytest.mark.parametrize("command", commands())
def test_each_command_of_cloud_init_is_one_of_the_guide(command: str) -> None:
    as_typed = command.removesuffix(" -n --agree-tos -m you@example.org")
    assert command in OURS or as_typed in GUIDE


def test_cloud_init_installs_and_sets_what_the_guide_does() -> None:
    (packages,) = re.findall(r"^packages: \[(.+)\]$", CLOUD, re.MULTILINE)
    assert f"apt install {packages.replace(',', '')}" in GUIDE
    for line in re.findall(r"^      (CAMPAIGN_\w+=.+)$", CLOUD, re.MULTILINE):
        assert f"    {line}\n" in GUIDE


@pytest.mark.usefixtures("app")
def test_alerts_are_about_figures_that_there_are() -> None:
    beat()
    given = set(re.findall(r"^# TYPE (\w+)", metrics_text().decode(), re.MULTILINE))
    asked = set(re.findall(r"\bcampaign_\w+", ALERTS))
    assert asked
    assert asked <= given


def test_a_container_writes_in_its_volume_alone_and_is_nobody() -> None:
    assert re.findall(r"^(?:USER|VOLUME|WORKDIR) .+$", CONTAINER, re.MULTILINE) == [
        "USER 10001",
        "WORKDIR /var/lib/campaign",
        "VOLUME /var/lib/campaign",
    ]
    assert CONTAINER.count("--require-hashes") == 2
    assert "CAMPAIGN_INSTANCE=/var/lib/campaign" in CONTAINER


def test_settings_of_the_containers_are_settings() -> None:
    named = set(re.findall(r"\b(CAMPAIGN_\w+)\b", CONTAINER + COMPOSE))
    assert {name.removesuffix("_FILE") for name in named} <= config.NAMES


def test_who_may_nothing_is_not_root_in_a_container() -> None:
    services = yaml.safe_load(COMPOSE)["services"]
    root = {name for name, service in services.items() if "build" not in service and "user" not in service}
    assert {name for name in root if "ALL" in services[name].get("cap_drop", [])} == set()
    assert [name for name, service in services.items() if service.get("privileged")] == []
    read = {secret for service in services.values() for secret in service.get("secrets", [])}
    assert read == set(yaml.safe_load(COMPOSE)["secrets"])
