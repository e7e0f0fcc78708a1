"""What came of an attack on published files, in sentences: for the command line and for notebooks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from ..register.location import located
from ..release.policy import Policy, load_policy
from ..words.texts import say
from .attack import Rules, Verdict, attack_files
from .doubts import doubts, near_totals, shrunk
from .files import Published, read_published
from .signs import marks_of


@dataclass(frozen=True, repr=False)
class FileAudit:
    """What came of an attack on published files.

    ``files``: for each a verdict and the sentences below it; ``general``: what is said of all of them together.
    ``broken`` is true if some small figure can be worked out, ``unsure`` if something could not be read or is left for
    a person to decide.
    """

    files: tuple[tuple[str, tuple[str, ...]], ...]
    general: tuple[str, ...]
    broken: bool
    unsure: bool

    def lines(self) -> Iterator[str]:
        """All of it, one sentence a line, those of a file below its verdict."""
        for verdict, sentences in self.files:
            yield verdict
            yield from (f"  - {sentence}" for sentence in sentences)
        yield from self.general

    def __str__(self) -> str:
        return "\n".join(self.lines())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        general = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.general)
        return "".join(_block(verdict, sentences) for verdict, sentences in self.files) + general


def _block(verdict: str, sentences: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<p><strong>{escape(verdict)}</strong></p>" + (f"<ul>{items}</ul>" if items else "")


def audit_files(
    files: str | Path | Sequence[str | Path],
    *,
    before: str | Path | Sequence[str | Path] = (),
    marks: Collection[str] = (),
    threshold: int | None = None,
    unit: str = "persona",
) -> FileAudit:
    """Attack files that readers have or are about to have: the command ``tipanalysis audit`` in a notebook.

    Parameters
    ----------
    files : tables in .xlsx, .csv or .html, reports of ours, a ledger; ``datasets/…`` is found from any folder
    before : what readers had before, oldest first
    marks : signs that stand for a hidden figure; by default those that offices use
    threshold : the smallest figure, zero aside, that other people's tables may show; by default that of the policy
    unit : what other people's tables count

    Returns
    -------
    FileAudit
        A verdict for each file and how it was broken, never the number itself. That nothing was worked out holds for
        what could be read: ``unsure`` says whether something could not.

    Raises
    ------
    InputError
        If a file is not there, is of no kind that can be read, or holds no table.
    ReleaseError
        If the tables contradict each other.

    Examples
    --------
    >>> audit_files("datasets/cuadros/puestos.csv")
    puestos.csv: no se pudo deducir ninguna cifra pequeña. Cuadros atacados: 1; celdas ocultas: 0.
    """
    signs = marks_of(marks)
    now, old = ([_read(Path(path), signs) for path in _several(given)] for given in (files, before))
    _shorten(*now, *old)
    return tell(now, old, Rules(policy_of_others(threshold), unit))


def _several(given: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [given] if isinstance(given, str | Path) else given


def _read(path: Path, signs: frozenset[str]) -> Published:
    """A file by the name that was given, wherever it lies."""
    return replace(read_published(located(path), signs), name=path.as_posix())


def _shorten(*files: Published) -> None:
    """Name files without their folders, as long as that tells them apart."""
    short = [Path(file.name).name for file in files]
    if len(set(short)) == len(short):
        for file, name in zip(files, short, strict=True):
            file.name = name


def policy_of_others(threshold: int | None = None, *, hidden_zeros: bool = True) -> Policy:
    """The rule for other people's tables: the threshold alone, whatever they call their variables."""
    least = load_policy().threshold if threshold is None else threshold
    return Policy("--threshold", least, zeros="protect" if hidden_zeros else "publish", can_write=False)


def tell(now: Sequence[Published], old: Sequence[Published], rules: Rules) -> FileAudit:
    """Attack the files of ``now``, knowing those of ``old``, and say what came of it."""
    verdicts, exact = attack_files(now, old, rules)
    read = {file.name: file for file in (*old, *now)}
    general = [*near_totals(now, rules.policy.threshold), *shrunk(now, old)]
    told = [str(phrase) for phrase in general] + ([] if exact else [say("published_not_exact")])
    return FileAudit(
        files=tuple((_verdict(verdict), tuple(_below(verdict, read[verdict.name]))) for verdict in verdicts),
        general=tuple(told),
        broken=any(verdict.broken for verdict in verdicts),
        unsure=bool(told) or any(map(doubts, read.values())),
    )


def _verdict(verdict: Verdict) -> str:
    key = "published_broken" if verdict.broken else "published_safe" if verdict.tables else "published_nothing"
    broken = len(verdict.broken)
    return say(key, file=verdict.name, tables=verdict.tables, hidden=verdict.hidden, broken=broken)


def _below(verdict: Verdict, file: Published) -> Iterator[str]:
    """How each cell was broken, which columns were not used, and what stays open."""
    yield from verdict.broken
    columns = dict.fromkeys(column for table in file.tables.values() for column in table.unread)
    if columns:
        yield say("published_columns", columns=", ".join(columns))
    yield from map(str, doubts(file))
