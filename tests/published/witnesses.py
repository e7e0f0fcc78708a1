"""Published values computed a second time by plain NumPy and SciPy: no function of the package is called here.

Values that were typed without the paper on the desk have one; so have the examples that teach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np
from scipy import optimize, stats

from published import cases_association as tables
from published import cases_differences as pairs
from published import cases_intervals as samples
from published import cases_textbooks as books

Z = float(stats.norm.ppf(0.975))
Values = Iterator[tuple[str, float]]


def _limits(label: str, low: float, high: float) -> Values:
    yield f"{label} lower".strip(), low
    yield f"{label} upper".strip(), high


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-13))


def one_proportion() -> Values:
    """Wilson's limits as roots of the quadratic; exact and mid-p ones where the tails have their probability."""
    for x, n in samples.SAMPLES:
        roots = np.sort(np.roots([1 + Z**2 / n, -2 * x / n - Z**2 / n, (x / n) ** 2]).real)
        yield from _limits(f"wilson {x}/{n}", *np.where(x == 0, [0, roots[1]], roots))
        for method, half in (("clopper-pearson", 1.0), ("midp", 0.5)):
            yield from _limits(f"{method} {x}/{n}", _reaching(x, n, half), 1 - _reaching(n - x, n, half))
        beta = stats.beta(x + 0.5, n - x + 0.5)
        yield from _limits(f"jeffreys {x}/{n}", beta.ppf(0.025) if x else 0.0, beta.ppf(0.975))


def _reaching(x: int, n: int, half: float) -> float:
    """The proportion at which more than x, and so much of exactly x, has a fortieth of the probability."""

    def excess(p: float) -> float:
        return float(stats.binom.sf(x, n, p) + half * stats.binom.pmf(x, n, p)) - 0.025

    return _root(excess, 0, x / n) if x else 0.0


def _likeliest(x1: int, n1: int, x2: int, n2: int, first: Callable[[float], float], low: float, high: float) -> float:
    """The likeliest second proportion where the first is a function of it, by search."""

    def unlikeliness(p: float) -> float:
        return -float(stats.binom.logpmf(x1, n1, min(max(first(p), 0), 1)) + stats.binom.logpmf(x2, n2, p))

    found = optimize.minimize_scalar(unlikeliness, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x
    return min((low, high, float(found)), key=lambda p: value if (value := unlikeliness(p)) == value else np.inf)


def two_proportions() -> Values:
    """Score limits: the differences where the test at the likeliest proportions, found by search, just rejects."""
    for x1, n1, x2, n2 in pairs.TABLE_2:
        gap = x1 / n1 - x2 / n2
        label = f"{x1}/{n1} - {x2}/{n2}"
        (l1, u1), (l2, u2) = (stats.binomtest(*each).proportion_ci(method="wilson") for each in ((x1, n1), (x2, n2)))
        p1, p2 = x1 / n1, x2 / n2
        yield from _limits(f"newcombe {label}", gap - np.hypot(p1 - l1, u2 - p2), gap + np.hypot(u1 - p1, p2 - l2))
        for method, widening in (("miettinen-nurminen", (n1 + n2) / (n1 + n2 - 1)), ("mee", 1.0)):

            def excess(delta: float, widening: float = widening, pair: tuple[int, ...] = (x1, n1, x2, n2)) -> float:
                q = _likeliest(*pair, lambda p: p + delta, max(0, -delta), min(1, 1 - delta))
                spread = (q + delta) * (1 - q - delta) / pair[1] + q * (1 - q) / pair[3]
                return (pair[0] / pair[1] - pair[2] / pair[3] - delta) ** 2 - Z**2 * widening * spread

            high = _root(excess, gap + 1e-7, 1 - 1e-9) if gap < 1 else 1.0
            yield from _limits(f"{method} {label}", _root(excess, -1 + 1e-9, gap - 1e-7), high)


def koopman() -> Values:
    """The ratios at which Pearson's statistic of both groups just reaches the quantile."""

    def excess(log: float) -> float:
        ratio = float(np.exp(log))
        q = _likeliest(36, 40, 16, 80, lambda p: ratio * p, 1e-12, min(1, 1 / ratio))
        p = ratio * q
        return (36 - 40 * p) ** 2 / (40 * p * (1 - p)) + (16 - 80 * q) ** 2 / (80 * q * (1 - q)) - Z**2

    middle = np.log(4.5)
    yield "risk ratio estimate", 4.5
    yield from _limits(
        "risk ratio", *(np.exp(_root(excess, *ends)) for ends in ((1, middle - 1e-6), (middle + 1e-6, 2)))
    )


def breast_cancer() -> Values:
    """Given all cases, those of the exposed are binomial."""
    label, times = "41 in 28 010 against 15 in 19 017 woman-years", 19017 / 28010
    low = _root(lambda p: stats.binom.sf(40, 56, p) - 0.025, 0.01, 0.9)
    high = _root(lambda p: stats.binom.cdf(41, 56, p) - 0.025, 0.5, 0.99)
    yield f"{label} estimate", 41 / 15 * times
    yield from _limits(label, low / (1 - low) * times, high / (1 - high) * times)


def _poisson(x: int) -> tuple[float, float]:
    low = _root(lambda mean: stats.poisson.sf(x - 1, mean) - 0.025, 1e-9, x) if x else 0.0
    return low, _root(lambda mean: stats.poisson.cdf(x, mean) - 0.025, x, 4 * x + 10)


def poisson_table() -> Values:
    """Where the Poisson tails have a fortieth each."""
    for x in samples.FEW:
        yield from _limits(f"exact {x}", *_poisson(x))


def _chi_squares(table: list[list[int]]) -> dict[str, float]:
    plain, ratio = (stats.chi2_contingency(table, correction=False, lambda_=power) for power in (1, 0))
    return {
        "chi2": plain.statistic,
        "p": plain.pvalue,
        "df": plain.dof,
        "lr_chi2": ratio.statistic,
        "lr_p": ratio.pvalue,
    }


def arthritis() -> Values:
    """SciPy's tests of a table."""
    table = [[29, 7, 7], [13, 7, 21]]
    yield from _chi_squares(table).items()
    yield "v", stats.contingency.association(table)


def malformations() -> Values:
    """SciPy's tests of a table."""
    yield from _chi_squares(tables.ALCOHOL).items()


def hair_and_eyes() -> Values:
    """SciPy's tests of a table."""
    yield from _chi_squares(tables.HAIR_EYE).items()
    yield "v", stats.contingency.association(np.array(tables.HAIR_EYE))


def map_of_hair_and_eyes() -> Values:
    """Inertias as eigenvalues of the rows' cross products."""
    shares = np.array(tables.HAIR_EYE) / np.sum(tables.HAIR_EYE)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    profiles = shares / rows[:, None]
    inner = np.diag(1 / columns) @ (profiles - columns).T @ np.diag(rows) @ (profiles - columns)
    for place, inertia in enumerate(np.sort(np.linalg.eigvals(inner).real)[::-1][:3], start=1):
        yield f"inertia {place}", float(inertia)


def beliefs() -> Values:
    """SciPy's tests of a table."""
    yield from _chi_squares(books.BELIEFS_TABLE).items()


def satisfaction() -> Values:
    """Concordant and discordant pairs, cell by cell; the error by slopes of gamma in each cell."""
    table = np.array(tables.JOB, dtype=float)

    def gamma(counts: np.ndarray) -> float:
        cells = list(product(range(4), range(4)))
        signs = [(counts[a] * counts[b], (a[0] - b[0]) * (a[1] - b[1])) for a in cells for b in cells]
        alike, unlike = sum(n for n, sign in signs if sign > 0), sum(n for n, sign in signs if sign < 0)
        return float((alike - unlike) / (alike + unlike))

    slopes = np.zeros_like(table)
    for cell in product(range(4), range(4)):
        step = np.zeros_like(table)
        step[cell] = 1e-5
        slopes[cell] = (gamma(table + step) - gamma(table - step)) / 2e-5
    yield "gamma", gamma(table)
    yield "gamma_se", float(np.sqrt((table * slopes**2).sum()))
    yield "chi2", _chi_squares(tables.JOB)["chi2"]


def tea() -> Values:
    """SciPy's exact test and noncentral hypergeometric distribution."""
    found = stats.contingency.odds_ratio([[3, 1], [1, 3]], kind="conditional")
    yield "p", float(stats.fisher_exact([[3, 1], [1, 3]], "greater").pvalue)
    yield "odds_ratio", found.statistic
    yield "lower", found.confidence_interval(0.95, "greater").low


def _trend(events: list[int], people: list[int], scores: list[float]) -> Values:
    """n times the squared correlation of trait and score over people."""
    answer = np.concatenate([np.repeat([1, 0], [x, n - x]) for x, n in zip(events, people, strict=True)])
    chi2 = len(answer) * np.corrcoef(answer, np.repeat(scores, people))[0, 1] ** 2
    yield "chi2", float(chi2)
    yield "p", float(stats.chi2.sf(chi2, 1))


def students() -> Values:
    """Models of no three-way term by Newton's steps, one model for each set of pairs."""
    counts = np.array(tables.STUDENTS, dtype=float).ravel()
    axes = np.array(list(product((0.0, 1.0), repeat=3)))
    for model in tables.STUDENT_MODELS:
        terms = [tuple(int(name[3]) - 1 for name in part.split()) for part in model.strip("[]").split("] [")]
        effects = {sub for term in terms for sub in _subsets(term)}
        design = np.column_stack(
            [axes[:, list(sub)].prod(axis=1) for sub in sorted(effects, key=lambda s: (len(s), s))]
        )
        yield f"{model} g2", _deviance(design, counts)
        yield f"{model} df", 8 - len(effects)


def _subsets(term: tuple[int, ...]) -> set[tuple[int, ...]]:
    return {
        tuple(axis for axis, kept in zip(term, keep, strict=True) if kept) for keep in product((0, 1), repeat=len(term))
    }


def _deviance(design: np.ndarray, counts: np.ndarray) -> float:
    return float(2 * (counts * np.log(counts / _fitted(design, counts))).sum())


def _fitted(design: np.ndarray, counts: np.ndarray) -> np.ndarray:
    beta = np.linalg.lstsq(design, np.log(counts), rcond=None)[0]
    for _ in range(100):
        mean = np.exp(design @ beta)
        beta = beta + np.linalg.solve(design.T @ (design * mean[:, None]), design.T @ (counts - mean))
    return np.exp(design @ beta)


def hair_eyes_and_sex() -> Values:
    """All pairs and no three-way term, by Newton's steps on indicators of the levels."""
    counts = np.array(tables.HAIR_EYE_SEX, dtype=float)
    places = np.indices(counts.shape).reshape(3, -1)
    levels = [(place[:, None] == np.arange(1, size)) * 1.0 for place, size in zip(places, counts.shape, strict=True)]
    joint = [
        (levels[a][:, :, None] * levels[b][:, None, :]).reshape(counts.size, -1) for a, b in ((0, 1), (0, 2), (1, 2))
    ]
    design = np.column_stack([np.ones(counts.size), *levels, *joint])
    mean = _fitted(design, counts.ravel())
    yield "g2", float(2 * (counts.ravel() * np.log(counts.ravel() / mean)).sum())
    yield "x2", float(((counts.ravel() - mean) ** 2 / mean).sum())
    yield "df", counts.size - design.shape[1]


def aspirin() -> Values:
    """Both ratios with the errors of their logarithms."""
    a, n, c, m = books.HEARTS
    odds = a * (m - c) / c / (n - a)
    error = np.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))
    yield "risk ratio estimate", a / n * m / c
    yield "odds ratio estimate", odds
    yield from _limits("odds ratio", odds * np.exp(-Z * error), odds * np.exp(Z * error))


def _gap(cells: Mapping[tuple[str, str], tuple[int, int]], levels: tuple[str, str]) -> Values:
    for (stratum, group), (x, n) in cells.items():
        yield f"{group}, {stratum}", x / n
    for level in levels:
        of_level = [pair for (_, group), pair in cells.items() if group == level]
        yield f"{level}, all", sum(x for x, _ in of_level) / sum(n for _, n in of_level)


def asbestos() -> Values:
    """Four risks put together."""
    yield "excess_intersectional_disparity", 0.0450 - 0.0067 - 0.0095 + 0.0011
    yield "multiplicative_contrast", 0.0450 * 0.0011 / (0.0067 * 0.0095)


def down() -> Values:
    """The weighted mean of the rates."""
    events, people, standard = (np.array(column) for column in books.BIRTHS)
    yield "per 100 000 estimate", float(1e5 * np.average(events / people, weights=standard))


WITNESSES: Mapping[str, Callable[[], Values]] = {
    "proportion-newcombe-1998-table1": one_proportion,
    "difference-newcombe-1998-table2": two_proportions,
    "ratio-koopman-1984": koopman,
    "rate-ratio-breast-cancer": breast_cancer,
    "count-exact-poisson-table": poisson_table,
    "count-exact-garwood": lambda: _limits("10", *_poisson(10)),
    "association-arthritis": arthritis,
    "association-malformation": malformations,
    "association-hair-eye": hair_and_eyes,
    "correspondence-hair-eye": map_of_hair_and_eyes,
    "association-beliefs": beliefs,
    "association-job-satisfaction": satisfaction,
    "exact-fisher-tea": tea,
    "trend-cochran-armitage-smokers": lambda: _trend([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4]),
    "trend-malformation": lambda: _trend([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7]),
    "loglinear-students": students,
    "loglinear-hair-eye-sex": hair_eyes_and_sex,
    "ratio-aspirin": aspirin,
    "simpson-kidney-stones": lambda: _gap(books.STONES_CELLS, ("A", "B")),
    "simpson-death-sentences": lambda: _gap(books.SENTENCES_CELLS, ("white", "black")),
    "joint-disparity-asbestos": asbestos,
    "rate-direct-fay-feuer": down,
}
"""Case to its values by another route."""
