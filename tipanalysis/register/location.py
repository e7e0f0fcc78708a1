"""Where a file lies: from here, or, for the data sets that come with the project, in the project's folder."""

from __future__ import annotations

from pathlib import Path

DATASETS = "datasets"


def located(path: str | Path) -> Path:
    """``path`` as it is; one that begins with ``datasets/`` and is not found from here is looked for in the project.

    So a notebook reads the training data whatever folder it is opened from.

    Examples
    --------
    >>> located("otra/carpeta.csv").as_posix()
    'otra/carpeta.csv'
    """
    given = Path(path)
    if given.exists() or given.is_absolute() or given.parts[:1] != (DATASETS,):
        return given
    return Path(__file__).resolve().parents[2] / given
