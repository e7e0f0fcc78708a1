"""Write into the documents what their examples print now: `PYTHONPATH=tests:. python -m docs.renew`.

Read the difference afterwards: the sentence around it may have to change too.
An output shortened with ``…`` is left for a person.
"""

from __future__ import annotations

import os
import sys
from contextlib import chdir
from contextvars import copy_context
from tempfile import TemporaryDirectory
from unittest.mock import patch

from docs.documents import DOCUMENTS, Block, Document
from docs.test_examples import NO_CLUSTER, fits, follow, only_checked, only_looked_for, only_planned


def renew(page: Document) -> None:
    changes: list[tuple[str, str]] = []

    def note(page: Document, block: Block, said: str) -> None:
        shown = page.shown_after(block)
        if shown and block.remark != "sin ejecutar" and not fits(shown, said) and "…" not in shown:
            changes.append((f"```text\n{shown}```", f"```text\n{said}```"))

    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch.dict(os.environ, {"TIPANALYSIS_LANG": page.lang}),
        patch("tipanalysis.reports.render.render_report", only_checked),
        patch("tipanalysis.reports.batch.run_batch", only_planned),
        patch("tipanalysis.dashboard.kept.open_views", only_looked_for),
        patch("tipanalysis.dashboard.export.export_views", lambda views, folder: folder),
    ):
        copy_context().run(follow, page, note)
    for old, new in changes:
        page.path.write_text(page.path.read_text("utf-8").replace(old, new), "utf-8")


if __name__ == "__main__":
    sys.modules["distributed"] = NO_CLUSTER
    for document in DOCUMENTS:
        renew(document)
