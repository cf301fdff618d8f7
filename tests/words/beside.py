"""Messages that stand on no page that can be opened here: in mails and files, or in what goes wrong seldom.

They are shown on a page of the site beside the others that the same file says, in that file's order, so that whoever
reads one sees what stands around it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.words.seeing import Sight, bare, see

AT_ONCE = 5  # on a picture of a phone
SHOW = """texts => {
  const put = text => Object.assign(document.createElement("p"), { textContent: text, style: "margin-block: 1.5rem" });
  document.querySelector("main").replaceChildren(...texts.map(put));
}"""


def beside_others(
    page: Any, files: Mapping[str, Sequence[str]], words: Mapping[str, Sequence[str]]
) -> dict[str, Sight]:
    """Each message, {key: forms}, by the key; `files` says where each one is said. The page is one of the site."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for key in words:
        by_file[files[key][0]].append(key)
    sights: dict[str, Sight] = {}
    for file, keys in by_file.items():
        for some in _parted(keys):
            page.evaluate(SHOW, [bare(words[key][0]) for key in some])
            sights |= see(page, f"beside others in {file}", {key: words[key] for key in some})
    return sights


def _parted(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
