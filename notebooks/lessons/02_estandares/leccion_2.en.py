# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The law changes and the value is missing
#
# **Module 2 · Standards: the law, the codes and their equivalents · notebook 2 of 3.** **SYNTHETIC DATA.** Time: 40 minutes.
#
# Two headlines that do not hold: *“accreditations fell in 2018”* and *“sexual exploitation dropped after 2020”*. By the end you will know what to ask before signing either.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. A line with seams
#
# Trafficking has been an offence of its own since 2009. Law 9095 (2013) created accreditation and added purposes. Since a reform of 2018 the means are indispensable if the person is an adult. Law 10506 (2024) added a purpose. **Each change is a seam in the series.** The program knows them and draws them:

# %%
costa_rica = tip.load_country("CRI")
por_anio = tip.count_by(acreditadas, "anio_acreditacion", unit="persona")
tip.draw_series(tip.protect(por_anio), breaks=costa_rica.series_breaks)

# %% [markdown]
# On the two sides of a seam **the same thing is not being counted**. To compare 2017 with 2018 is to compare two definitions: a drop may mean that fewer people are accredited, or that the definition no longer covers the same people. The honest way is to compare within each stretch and to say where the seam is.

# %% [markdown]
# The same holds for the codes. Each has a date since which it exists. Ask about description 11 of notebook 1:

# %%
codigos = tip.load_codebook()
acogimiento = codigos["finalidad_detalle"].entry("ACOGIMIENTO_PRENATAL")
str(acogimiento.valid_from)

# %% [markdown]
# Before that day the code does not exist. An earlier event is recorded by what the law said then; if today it can be read better, that is noted **in another column**, with the date of the re-reading. The past is never rewritten in silence.

# %% [markdown]
# ## 2. The percentage that fell without falling
#
# Compare the purpose in two periods. First, 2018 and 2019. **Write down the percentage of sexual exploitation.**

# %%
antes = acreditadas.where(anio_acreditacion=["2018", "2019"])
finalidad_antes = tip.count_by(antes, "finalidad", unit="persona")
tip.show_table(tip.protect(finalidad_antes))

# %% [markdown]
# Now 2021 and 2022. **What do you expect to see?** Look at the percentage of sexual exploitation and, besides, at the last row before the total.

# %%
despues = acreditadas.where(anio_acreditacion=["2021", "2022"])
finalidad_despues = tip.count_by(despues, "finalidad", unit="persona")
tip.show_table(tip.protect(finalidad_despues))

# %% [markdown]
# The percentage fell a lot. But before, almost everyone had a purpose on record, and after, many do not. **We do not know what those people lived through**, and the percentage counts them as if it had not been sexual exploitation. The same happened with published figures: in 2021 it was 8 of 21, or 38%; but 8 of the 11 people whose purpose was known, or 73%.

# %% [markdown]
# In the chart, the part **without data** stands apart, at the bottom, in dotted grey: it is neither spread over the others nor hidden.

# %%
tip.draw_bars(tip.protect(finalidad_despues))

# %% [markdown]
# ### Exercise 2.5
#
# In 2021 and 2022, what percentage is sexual exploitation **among the people whose purpose is known**? Use the numbers of the second table: divide by the total *less* the people without data. You can write the sum itself (`*` multiplies and `/` divides): `100 * 10 / (30 - 5)`.

# %% tags=["ejercicio", "ej:2.5"]
#: entre_conocidas = ____
conocida = finalidad_despues.frame.set_index("finalidad")["n"]
entre_conocidas = 100 * conocida["SEXUAL"] / (finalidad_despues.total - conocida["ND"])

# %% tags=["revision"]
tip.check("2.5", entre_conocidas)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("2.5", 1)
# tip.hint("2.5", 2)
# tip.solution("2.5")
# tip.restart("2.5")

# %% [markdown]
# ### Exercise 2.6
#
# Neither figure is “the true one”: they are what we know. Work out the **extreme case**: if **all** the people without data had lived through sexual exploitation, what percentage of the total would it be in 2021 and 2022?

# %% tags=["ejercicio", "ej:2.6"]
#: como_maximo = ____
como_maximo = 100 * (conocida["SEXUAL"] + conocida["ND"]) / finalidad_despues.total

# %% tags=["revision"]
tip.check("2.6", como_maximo)

# %% tags=["pista"]
# tip.hint("2.6", 1)
# tip.hint("2.6", 2)
# tip.solution("2.6")
# tip.restart("2.6")

# %% [markdown]
# Between the percentage of the table and that extreme lies all that the register allows you to say. If that range holds the value of the earlier period, **it cannot be said that it fell**. Write it like this: “between … and …, because the purpose of … people is missing”.

# %% [markdown]
# ## So far
#
# A series has seams: name them. A percentage with missing values is a range: give both ends. “Not known” is never merged into “others”. Notebook 3: what is lost when passing to another classification.
