"""A button of the desk that is pressed twice, as a hand that trembles does."""

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from tests.cast import hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk
from tests.tables import rows


def published_and_hidden(desk: Desk, page: str) -> list[Act]:
    """The acts that are noted, once both buttons of a page's words were pressed twice and said the same both times."""
    for which, sentence in (("yes", "It is public now."), ("no", "It is off the page.")):
        version = hidden(desk.get(page).text, "version")
        for _press in range(2):
            answer = desk.post(f"{page}/published", {"version": version, "publish": which})
            assert answer.status_code == 200
            assert sentence in plain(answer.text)
    return [row["act"] for row in rows(AuditEntry)]
