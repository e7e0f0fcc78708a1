"""Obesity and body mass index by sex, race and schooling: 3,000 adults of NHANES as counts of 50 strata.

NHANES is in the public domain; the selection is that of the data of the R package MAIHDA 0.1.11 (MIT). Of some adults
the index is not known, hence two sizes.
"""

from __future__ import annotations

import pandas as pd

DIMENSIONS = ["Gender", "Race", "Education"]

_ROWS = [
    ("female", "Black", "8th Grade", 0, 1, 1, 24.05, 0.0),
    ("female", "Black", "9 - 11th Grade", 13, 29, 26, 32.3338461538462, 1401.38981538462),
    ("female", "Black", "College Grad", 16, 30, 28, 30.2746428571429, 1208.53589642857),
    ("female", "Black", "High School", 30, 46, 41, 34.8014634146341, 4274.52551219512),
    ("female", "Black", "Some College", 41, 76, 73, 31.9641095890411, 7478.10056712329),
    ("female", "Hispanic", "8th Grade", 8, 13, 12, 31.5333333333333, 264.897866666667),
    ("female", "Hispanic", "9 - 11th Grade", 6, 12, 11, 30.5618181818182, 369.631563636364),
    ("female", "Hispanic", "College Grad", 3, 17, 15, 26.7233333333333, 424.454933333333),
    ("female", "Hispanic", "High School", 8, 23, 21, 29.2190476190476, 1132.82018095238),
    ("female", "Hispanic", "Some College", 8, 26, 21, 27.3704761904762, 731.637695238095),
    ("female", "Mexican", "8th Grade", 17, 33, 27, 31.9585185185185, 673.830340740741),
    ("female", "Mexican", "9 - 11th Grade", 5, 16, 12, 29.9066666666667, 637.938466666667),
    ("female", "Mexican", "College Grad", 1, 5, 5, 24.958, 92.43428),
    ("female", "Mexican", "High School", 10, 20, 20, 30.9, 746.0712),
    ("female", "Mexican", "Some College", 7, 25, 23, 27.064347826087, 908.347965217392),
    ("female", "Other", "8th Grade", 3, 12, 11, 26.3945454545455, 531.886872727273),
    ("female", "Other", "9 - 11th Grade", 1, 7, 7, 24.9614285714286, 123.286085714286),
    ("female", "Other", "College Grad", 6, 46, 38, 25.2755263157895, 1202.40433947368),
    ("female", "Other", "High School", 4, 9, 8, 30.69375, 520.2309875),
    ("female", "Other", "Some College", 7, 37, 29, 25.8631034482759, 816.085620689655),
    ("female", "White", "8th Grade", 9, 24, 22, 28.7427272727273, 620.393036363636),
    ("female", "White", "9 - 11th Grade", 44, 104, 99, 30.0613131313131, 7946.10352929293),
    ("female", "White", "College Grad", 90, 335, 328, 27.0623475609756, 13269.783892378),
    ("female", "White", "High School", 81, 232, 211, 29.2616113744076, 10122.0388521327),
    ("female", "White", "Some College", 122, 349, 327, 28.9733944954128, 18016.9533321101),
    ("male", "Black", "8th Grade", 1, 8, 7, 25.6971428571429, 69.2291428571428),
    ("male", "Black", "9 - 11th Grade", 13, 36, 30, 29.212, 1630.61788),
    ("male", "Black", "College Grad", 7, 20, 17, 30.1011764705882, 466.076376470588),
    ("male", "Black", "High School", 19, 44, 40, 30.723, 1992.20384),
    ("male", "Black", "Some College", 15, 46, 39, 28.3358974358974, 2498.08694358974),
    ("male", "Hispanic", "8th Grade", 5, 10, 9, 32.03, 240.996),
    ("male", "Hispanic", "9 - 11th Grade", 2, 10, 8, 30.765, 658.739),
    ("male", "Hispanic", "College Grad", 4, 13, 12, 28.1633333333333, 154.651466666667),
    ("male", "Hispanic", "High School", 7, 17, 16, 28.370625, 294.91309375),
    ("male", "Hispanic", "Some College", 8, 25, 25, 28.4296, 505.935096),
    ("male", "Mexican", "8th Grade", 17, 52, 41, 28.3817073170732, 611.757780487805),
    ("male", "Mexican", "9 - 11th Grade", 16, 34, 29, 31.1493103448276, 631.438186206897),
    ("male", "Mexican", "College Grad", 8, 11, 11, 31.7754545454545, 214.079272727273),
    ("male", "Mexican", "High School", 11, 26, 25, 29.748, 671.5322),
    ("male", "Mexican", "Some College", 4, 20, 19, 27.6836842105263, 826.745242105263),
    ("male", "Other", "8th Grade", 1, 11, 10, 25.313, 87.29681),
    ("male", "Other", "9 - 11th Grade", 1, 14, 13, 24.2176923076923, 226.261630769231),
    ("male", "Other", "College Grad", 3, 44, 41, 25.8648780487805, 803.911224390244),
    ("male", "Other", "High School", 4, 14, 14, 27.1342857142857, 593.407542857143),
    ("male", "Other", "Some College", 12, 28, 24, 29.0275, 1024.30145),
    ("male", "White", "8th Grade", 13, 32, 32, 30.1171875, 1819.261646875),
    ("male", "White", "9 - 11th Grade", 32, 104, 94, 28.1954255319149, 2794.87953297872),
    ("male", "White", "College Grad", 92, 325, 309, 28.264142394822, 7508.59249773463),
    ("male", "White", "High School", 85, 201, 190, 29.9716842105263, 7485.43046105263),
    ("male", "White", "Some College", 157, 328, 321, 29.9944859813084, 11093.1923401869),
]

_WHOLE = pd.DataFrame(_ROWS, columns=[*DIMENSIONS, "events", "n", "n_index", "mean", "ss"])

OBESE = _WHOLE[[*DIMENSIONS, "n", "events"]]
"""Persons and obese persons of each stratum."""

BODY_MASS = _WHOLE[[*DIMENSIONS, "n_index", "mean", "ss"]].rename(columns={"n_index": "n"})
"""Persons whose index is known, its mean, and the squared distances from the mean."""
