"""`/metrics` for Prometheus: read from the database at each scrape, so that any web process gives the same answer.

Counts of work and of what is public anyway; no name, no address, no network, no country.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from campaign.lib import clock
from campaign.mail import queries as mail_queries
from campaign.running import health


class Now:
    """What prometheus-client calls a collector."""

    def describe(self) -> list[Metric]:
        """None: registering asks for names, and would ask the database for them if this weren't here."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Everything there is. Raises SQLAlchemyError."""
        at = health.heartbeat()
        if at is not None:
            age = (clock.now() - at).total_seconds()
            yield GaugeMetricFamily(
                "campaign_worker_heartbeat_age_seconds", "Since the worker's last sign.", age
            )
        yield GaugeMetricFamily(
            "campaign_limits_storage_up",
            "Whether limits are counted together.",
            float(health.limits_counted()),
        )
        yield from self._queues()
        mails = GaugeMetricFamily(
            "campaign_mails",
            "Waiting now, and of those refused once; sent and failed within the last hour.",
            labels=["state"],
        )
        for name, count in mail_queries.by_state().items():
            mails.add_metric([name], count)
        yield mails
        yield from self._public()

    def _queues(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("campaign_queue_waiting", "What the worker has to do.", labels=["queue"])
        oldest = GaugeMetricFamily(
            "campaign_queue_oldest_seconds", "How long the longest of it has been due.", labels=["queue"]
        )
        for name, queue in health.queues().items():
            waiting.add_metric([name], queue.waiting)
            oldest.add_metric([name], queue.seconds)
        yield waiting
        yield oldest

    def _public(self) -> Iterator[Metric]:
        totals = GaugeMetricFamily(
            "campaign_public_total", "The total that the public sees.", labels=["campaign"]
        )
        sizes = GaugeMetricFamily(
            "campaign_log_entries", "Published entries of the log.", labels=["campaign"]
        )
        for slug, (total, size) in health.public_totals().items():
            totals.add_metric([slug], total)
            sizes.add_metric([slug], size)
        yield totals
        yield sizes


def metrics_text() -> bytes:
    """All of it in Prometheus' text format. Raises SQLAlchemyError."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Now())
    return generate_latest(registry)
