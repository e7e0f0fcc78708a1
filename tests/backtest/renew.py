"""Store the released tables of the sample reports anew: ``PYTHONPATH=tests:. python -m backtest.renew [REPORT ...]``.

Do it when a number was meant to change, and say in CHANGELOG.md, under «Numbers that change», which and why.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from backtest.stored_tables import changes, read, stored, told, write
from reports.shelf import REPORTS, Made, make


def main(reports: list[str]) -> None:
    for name in reports or REPORTS:
        with TemporaryDirectory() as folder:
            page = make(name, {"lang": "es", "country": "CRI"}, Path(folder)).html
            tables = told(Made(page).released)
        differences = list(changes(read(name), tables)) if stored(name).exists() else ["stored for the first time"]
        write(name, tables)
        print(f"{name}: {len(tables)} tables", *differences, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
