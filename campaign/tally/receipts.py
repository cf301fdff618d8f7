"""What a signer may keep to prove that she is counted: a small text file, made from her own copy. Pure."""

from dataclasses import dataclass
from hashlib import sha256

FORM = "campaign/receipt/v1"


@dataclass(frozen=True)
class Receipt:
    """`text` is the hash of the text she signed, `s` the 32 random bytes of her commitment, both in hexadecimal.

    `key` is the log's verifier key, `index` the number of her entry.
    """

    origin: str
    key: str
    index: int
    text: str
    s: str

    def written(self, how: str) -> str:
        """The file: what it holds, how to use it in any words, and a sum over all of it against slips of the hand."""
        head = (
            f"{FORM}\nlog {self.origin}\nkey {self.key}\nindex {self.index}\ntext {self.text}\ns {self.s}\n"
        )
        whole = f"{head}\n{how.strip()}\n" if how.strip() else head
        return f"{whole}sum {sha256(whole.encode()).hexdigest()}\n"
