"""What a petition of any size takes, from what one signature does. Pure."""

from dataclasses import dataclass, fields

GB, HOUR = 1e9, 3_600
# The busiest minute of any petition that we know of had 2,000 signatures, of 6.1 million in all (2019).
BUSIEST, OF = 2_000, 6_100_000
PAGES = 10  # looks at a page for each form that is sent
IDLE = 0.5  # of each processor that stays free in the busiest minute
CORES = 4  # of a rented machine
MAILS = 1.2  # for each signature: some forms are never confirmed, some are sent twice
COPIES = 4  # of the database: the primary, its replica, two backups
Both = tuple[float, float]  # milliseconds of a processor: the program's, PostgreSQL's


@dataclass(frozen=True)
class Units:
    """Of one signature: milliseconds of the program and of PostgreSQL, and bytes."""

    form: Both
    mail: Both
    confirmation: Both
    number: Both
    exported: Both
    stored: float
    changes: float
    line: float
    opened: float
    entry: float
    verified: float
    entries: int  # that were verified
    memory: float  # MB that this took
    http: float = 1.0  # ms of a web process around either form, and of a page that it answers from memory


@dataclass(frozen=True)
class Prices:
    """A month, in any money: assumptions, to be replaced by those of the host."""

    machine: float = 40.0  # of four cores and 16 GB
    gigabyte: float = 0.10  # of a disk
    thousand_mails: float = 0.10
    traffic: float = 0.01  # a gigabyte, by a CDN


@dataclass(frozen=True)
class Needs:
    """Of the whole petition; `a_second` in its busiest minute."""

    a_second: float
    web_cores: float
    database_cores: float
    worker_cores: float
    web_machines: int
    database_gb: float
    changes_gb: float
    log_gb: float
    list_gb: float
    mails: float
    mail_days_at_100: float
    number_hours: float
    export_hours: float
    open_hours_on_8_cores: float
    verify_hours: float
    rewrite_minutes: float


def needs(units: Units, signatures: int) -> Needs:
    """The busiest minute grows as the petition does; that is an assumption, too."""
    a_second = BUSIEST / 60 * signatures / OF
    busy = 1 - IDLE
    web = units.form[0] + units.confirmation[0] + 2 * units.http + PAGES * units.http
    database = sum(each[1] for each in (units.form, units.mail, units.confirmation, units.number))
    worker = units.mail[0] * MAILS + units.number[0]
    web_cores = a_second * web / 1_000 / busy
    mails = signatures * MAILS
    hours = signatures / 1_000 / HOUR
    return Needs(
        a_second=a_second,
        web_cores=web_cores,
        database_cores=a_second * database / 1_000 / busy,
        worker_cores=a_second * worker / 1_000,
        web_machines=max(2, -(-int(web_cores * 100) // (CORES * 100)) + 1),
        database_gb=signatures * units.stored / GB,
        changes_gb=signatures * units.changes / GB,
        log_gb=signatures * units.entry / GB,
        list_gb=signatures * units.line / GB,
        mails=mails,
        mail_days_at_100=mails / 100 / HOUR / 24,
        number_hours=hours * sum(units.number),
        export_hours=hours * sum(units.exported),
        open_hours_on_8_cores=hours * units.opened / 8,
        verify_hours=hours * units.verified,
        rewrite_minutes=signatures / 1e6 * 20 / 60,
    )


def money(need: Needs, prices: Prices, *, months: float = 3) -> dict[str, float]:
    """A month of it, and the mails once: web machines, a primary, a replica, a worker, nginx and Valkey on one."""
    machines = need.web_machines + 4
    disks = COPIES * need.database_gb + need.changes_gb / months + need.list_gb + need.log_gb
    return {
        "machines, a month": machines * prices.machine,
        "disks, a month": disks * prices.gigabyte,
        "mails, once": need.mails / 1_000 * prices.thousand_mails,
    }


def written(units: Units, signatures: int) -> str:
    """Both as lines, one figure each."""
    need = needs(units, signatures)
    lines = [f"one signature, of {units.entries:,} entries verified"]
    for field in fields(units):
        value = getattr(units, field.name)
        pair = value if isinstance(value, tuple) else (value,)
        lines.append(f"  {field.name:<26}" + "".join(f"{each:14,.3f}" for each in pair))
    lines.append(f"{signatures:,} signatures")
    lines += [f"  {field.name:<26}{getattr(need, field.name):14,.2f}" for field in fields(need)]
    lines.append("money, with the prices assumed")
    lines += [f"  {name:<26}{value:14,.2f}" for name, value in money(need, Prices()).items()]
    return "\n".join(lines)
