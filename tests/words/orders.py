"""What campaign/lib/data/orders.csv is made of: the order in which readers of each language look names of countries up.

Node's Intl.Collator sorts them, by the rules of CLDR. Run as a program it writes the file: `make words` does.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from campaign.lib.countries import entries
from campaign.lib.languages import TABLE
from campaign.lib.un_names import DATA

FILE = DATA / "orders.csv"
NODE = Path(sys.prefix) / "bin/node"
# Where Node has no order for a language: that of the nearest one, whose letters it shares.
NEAREST = {"ckb": "fa"}
SORT = """
const lists = JSON.parse(require("fs").readFileSync(0, "utf8"));
const parts = ([, name]) => {
  const at = name.search(/ ?[(（]/);
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at).replace(")", "")];
};
for (const [locale, pairs] of lists) {
  if (!Intl.Collator.supportedLocalesOf([locale]).length) throw new Error(`no order for ${locale}`);
  const order = new Intl.Collator(locale).compare;
  pairs.sort((one, other) => {
    const [head, rest] = parts(one), [head2, rest2] = parts(other);
    return order(head, head2) || order(rest, rest2) || (one[0] < other[0] ? -1 : 1);
  });
}
process.stdout.write(JSON.stringify(lists));
"""


def page() -> str:
    """The whole file: by language the keys of `countries.entries`, in order.

    What stands in brackets counts only between names that are alike before them, and the closing one not at all.
    """
    lists = [(NEAREST.get(code, each.tag), entries(each.locale)) for code, each in TABLE.items()]
    run = subprocess.run(
        [NODE, "-e", SORT], input=json.dumps(lists).encode(), capture_output=True, check=True
    )
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["language", "order"])
    for code, (_, pairs) in zip(TABLE, json.loads(run.stdout), strict=True):
        writer.writerow([code, "|".join(key for key, _ in pairs)])
    return file.getvalue()


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
