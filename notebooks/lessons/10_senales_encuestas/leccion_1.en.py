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
# # The survey that looks like a country
#
# **Module 10 (optional) · Financial warning signs and surveys · notebook 1 of 2.** **SYNTHETIC DATA.** The survey, the entries and the money transfers of this module are invented for practice. They say nothing about any real nationality, route or company.
#
# **Today's question.** Two papers arrive on the same day. One says: “one in five migrants has their documents withheld”. The other: “our warning rule detects trafficking”. *Who was asked? Whom does the rule point at by mistake?*
#
# By the end of the module you will be able to:
#
# 1. say whom a survey reached and whom it did not;
# 2. write its result without an invented margin of error;
# 3. put a warning rule to the test: how often it is right, how much escapes it and how many honest people it points at;
# 4. look at those errors by sex and nationality before using it.
#
# Time for the module: 120 minutes; for this notebook 50.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. What the survey said
#
# For a week a team interviewed people in transit. A row is an interview. **What do you expect to see?** Of every hundred, how many had documents or money withheld on the way?

# %%
encuesta = tip.read_register("datasets/encuesta.csv", source="encuesta")
retencion = tip.count_by(encuesta, "retencion")
tip.show_table(tip.protect(retencion))

# %% [markdown]
# The table tells what **the people interviewed** answered. Those who preferred not to say are in the total: keeping silent is a right, and a figure too. Notice what is *not* there: any margin of error.

# %% [markdown]
# ### Exercise 10.1
#
# What percentage of **the people interviewed** had documents or money withheld? Those who did not answer are in the divisor. One decimal, with a point.

# %% tags=["ejercicio", "ej:10.1"]
#: dijeron_que_si = ____
dijeron_que_si = tip.share_within(retencion).frame.set_index("retencion").loc["SI", "estimate"]

# %% tags=["revision"]
tip.check("10.1", dijeron_que_si)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("10.1", 1)
# tip.hint("10.1", 2)
# tip.solution("10.1")
# tip.restart("10.1")

# %% [markdown]
# ## 2. Who was asked?
#
# The team interviewed **by day, in Spanish, at two places and people of 18 or more**. Nobody was drawn by lot: those who were there and agreed were asked. Before you go on, write down: who could not be in that survey?

# %% [markdown]
# The authority also counted **all entries** of that week. The chart puts together, for each nationality, which part of the entries it is and which part of the interviews. **Do you expect similar bars?**

# %%
flujo = tip.read_register("datasets/flujo.csv", source="flujo")
pasaron = tip.count_by(flujo, "nacionalidad")
entrevistadas = tip.count_by(encuesta, "nacionalidad")
tip.draw_mentions(
    tip.protect(pasaron),
    tip.protect(entrevistadas),
    title="Ingresos y entrevistas · Entries and interviews",
)

# %% [markdown]
# They are not alike. Some nationalities were interviewed far more than they passed, and others hardly at all: they do not speak Spanish, they pass by night, they go straight on. The survey is a portrait **of whoever stayed and understood the question**.

# %% [markdown]
# ### Exercise 10.2
#
# Compare the **Haitians**: how many points more are they among entries than among interviews? Subtract the two percentages of the chart. One decimal, with a point.

# %% tags=["ejercicio", "ej:10.2"]
#: puntos_que_faltan = ____
entre_ingresos = tip.share_within(pasaron).frame.set_index("nacionalidad").loc["HTI", "estimate"]
entre_entrevistas = tip.share_within(entrevistadas).frame.set_index("nacionalidad").loc["HTI", "estimate"]
puntos_que_faltan = entre_ingresos - entre_entrevistas

# %% tags=["revision"]
tip.check("10.2", puntos_que_faltan)

# %% tags=["pista"]
# tip.hint("10.2", 1)
# tip.hint("10.2", 2)
# tip.solution("10.2")
# tip.restart("10.2")

# %% [markdown]
# Does it matter? See what they answered, by nationality. Small figures are hidden; look only at what is left in view.

# %%
por_nacionalidad = tip.count_by(encuesta, ["nacionalidad", "retencion"])
tip.show_table(tip.protect(por_nacionalidad), share="nacionalidad")

# %% [markdown]
# Those whom the survey hardly reached had things withheld more often. In the practice data the truth was put in: over the whole week it was **nearly three in ten**, not one in five. The survey did not lie; it was read as if it spoke of everyone.

# %% [markdown]
# ## 3. The margin that does not exist
#
# “Give or take three points” sounds serious. That margin measures the **chance of a draw**: how much the result would change if lots were drawn again. Here there was no draw. With more interviews at the same places the margin would shrink, and the survey would be just as far off. That is why this notebook uses `show_table` with counts, and no interval.

# %% [markdown]
# ### Exercise 10.3
#
# Which sentence can be signed? Write the letter in quotation marks.
#
# - **a.** “One in five migrants has their documents or money withheld.”
# - **b.** “One in five, with a margin of error of three points.”
# - **c.** “Of the people interviewed by day and in Spanish at two places, about one in five said yes. This cannot be extended to those who were not interviewed, and some nationalities were hardly reached.”
# - **d.** “The interviews are of no use: they are discarded.”

# %% tags=["ejercicio", "ej:10.3"]
#: frase_de_la_encuesta = ____  # for example: "a"
frase_de_la_encuesta = "c"

# %% tags=["revision"]
tip.check("10.3", frase_de_la_encuesta)

# %% tags=["pista"]
# tip.hint("10.3", 1)
# tip.hint("10.3", 2)
# tip.solution("10.3")
# tip.restart("10.3")

# %% [markdown]
# > **Children and adolescents.** This survey asked nobody under 18. It is not an oversight: interviewing a girl needs another team, another place and another permission. But then the report has to say so: **of children in transit this survey says nothing**, neither that less happens to them nor that more does.

# %% [markdown]
# ## So far
#
# First who was interviewed; then what they said. Without a draw there is no margin of error. In notebook 2, another figure that sounds serious: the rule that “detects”.
