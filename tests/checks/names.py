"""A name server on this machine that knows a few TXT and MX records."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.patience import PATIENCE


@contextmanager
def name_server(records: Mapping[str, list[str]]) -> Iterator[str]:
    """Its address and port; what isn't in `records` doesn't exist. "MX 10 mx.example.org." is one for mail."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_answer, args=(line, records), daemon=True)
        thread.start()
        yield f"127.0.0.1:{line.getsockname()[1]}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", line.getsockname())
        thread.join(timeout=PATIENCE)


def _answer(line: socket.socket, records: Mapping[str, list[str]]) -> None:
    while True:
        raw, asker = line.recvfrom(4096)
        if not raw:
            return
        question = dns.message.from_wire(raw)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        (asked,) = question.question
        texts = records.get(asked.name.to_text(omit_final_dot=True))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            kind = dns.rdatatype.to_text(asked.rdtype)
            said = {
                "TXT": [f'"{text}"' for text in texts if not text.startswith("MX ")],
                "MX": [text.removeprefix("MX ") for text in texts if text.startswith("MX ")],
            }.get(kind)
            if said:
                answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *said))
        line.sendto(answer.to_wire(), asker)
