"""Tables that went through the protection are safe also as a stranger's CSV; with only the small ones hidden, not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from tipanalysis.counts.count import count_by
from tipanalysis.published.attack import Rules, attack_files
from tipanalysis.published.files import read_published
from tipanalysis.published.signs import marks_of
from tipanalysis.release.policy import Policy
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release
from tipanalysis.standard.fixed_codes import TOTAL

BY = ("origen", "sexo")
TABLES = 15


def random_release(seed: int) -> tuple[Release, pd.DataFrame]:
    """A random cross table that went through the gate, and its true lines."""
    draw = np.random.default_rng(seed)
    cells = [(o, s) for o in ("NACIONAL", "EXTRANJERA", "ND") for s in ("MUJER", "HOMBRE", "INTERSEX")]
    numbers = draw.choice([0, 1, 2, 3, 4, 6, 9, 14, 30], size=len(cells))
    people = [cell for cell, number in zip(cells, numbers, strict=True) for _ in range(number)]
    counted = count_by(pd.DataFrame(people or [cells[0]] * 9, columns=list(BY)), list(BY))
    return protect(counted), pd.concat([counted.frame, counted.margins], ignore_index=True)


def printed(folder: Path, name: str, lines: pd.DataFrame) -> Path:
    """Lines as an office would print them: origin down, sex across, totals at the end, ``*`` where hidden."""
    shown = lines.assign(n=["*" if pd.isna(n) else str(n) for n in lines["n"]])
    table = shown.pivot(index="origen", columns="sexo", values="n").fillna("0")
    order = [[*sorted(code for code in axis if code != TOTAL), TOTAL] for axis in (table.index, table.columns)]
    path = folder / f"{name}.csv"
    table.loc[order[0], order[1]].to_csv(path)
    return path


def is_broken(path: Path) -> bool:
    verdicts, _ = attack_files([read_published(path, marks_of(()))], [], Rules(Policy("prueba", 5, zeros="protect")))
    return bool(verdicts[0].broken)


def test_what_the_gate_lets_through_is_safe_in_anybody_s_hands(tmp_path: Path) -> None:
    held = primary = 0
    for seed in range(TABLES):
        release, true = random_release(seed)
        lines = pd.concat([release.frame, release.margins], ignore_index=True)
        assert not is_broken(printed(tmp_path, f"protegido_{seed}", lines)), seed
        small = true.assign(n=true["n"].astype("Int64").mask(true["n"].between(1, 4)))
        held += bool(small["n"].isna().any())
        primary += is_broken(printed(tmp_path, f"pequenas_{seed}", small))
    print(f"of {held} tables with only their small numbers hidden {primary} are broken, of those protected none")
    assert held > TABLES / 2
    assert primary > held / 2
