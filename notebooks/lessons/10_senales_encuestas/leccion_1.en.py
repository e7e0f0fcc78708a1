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
# **Today's question.** Two papers arrive on the same day. One says: “one in five migrants has their documents or money withheld”. The other: “our warning rule detects trafficking”. *Who was asked? Whom does the rule point at by mistake?*
#
# By the end of the module you will be able to:
#
# 1. say whom a survey reached and whom it did not;
# 2. write its result without inventing a margin of error;
# 3. put a warning rule to the test: how often it is right, how much it misses and how many honest people it points at;
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
# For a week a team interviewed people in transit. A row is an interview. People were asked whether documents or money had been withheld from them on the way. **What do you expect to see?** Will the table say the same as the paper?

# %%
encuesta = tip.read_register("datasets/encuesta.csv", source="encuesta")
retencion = tip.count_by(encuesta, "retencion")
tip.show_table(tip.protect(retencion))

# %% [markdown]
# The table tells what **the people interviewed** answered. Those who preferred not to say are in the total: keeping silent is a right, and a figure too. Notice what is *not* there: any margin of error.

# %% [markdown]
# ### Exercise 10.1
#
# What percentage of **the people interviewed** said that documents or money had been withheld from them? Those who did not answer are in the divisor. One decimal, with a point.

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
# The team interviewed **by day, in Spanish, at two places and people of 18 or more**. There was no random draw: those who were there and agreed were asked. Before you go on, write down: who could not be in that survey?

# %% [markdown]
# The authority also counted **all entries** of that week. The chart puts two bars together for each nationality: its share of the entries and its share of the interviews. **Do you expect similar bars?**

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
# They are not alike. One nationality weighs far more in the interviews than in the entries, and of others there are hardly any interviews: some people speak no Spanish, some pass by night, some go straight on. The survey is a portrait **of whoever stopped and understood the question**.

# %% [markdown]
# ### Exercise 10.2
#
# Find the **Haitians** in the chart. Their percentage of the entries is higher than that of the interviews: **by how many points?** Subtract the two percentages. One decimal, with a point.

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
# Of the nationalities that were little interviewed only one figure is left in view, that of Haiti: about half said yes. In the practice data the truth was put in: of all the people who entered that week it was **nearly three in ten**, not one in five. The survey did not lie; it was read as if it spoke of everyone.

# %% [markdown]
# ## 3. The margin that does not exist
#
# “Give or take three points” sounds serious. That margin measures the **chance in a random draw**: how much the result would change if people were drawn again. Here there was no draw. With more interviews at the same places the margin would shrink, and the survey would be just as far from what happened. That is why there is no interval in this notebook.

# %% [markdown]
# ### Exercise 10.3
#
# Which sentence can be signed? Write the letter in quotation marks.
#
# - **a.** “One in five migrants who pass through the country has their documents or money withheld, according to more than 600 interviews.”
# - **b.** “One in five people in transit had their documents or money withheld, with a margin of error of three points.”
# - **c.** “Of the people interviewed by day and in Spanish at two places, about one in five said yes. Of the others nothing is known.”
# - **d.** “The interviews were made without a random draw. They are of no use: they are discarded until there is a better survey.”

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
# > **Children and adolescents.** This survey asked nobody under 18. It is not an oversight: interviewing a child needs another team, another place and another permission. But then the report has to say so: **about children in transit this survey says nothing**, neither that less happens to them nor that more does.

# %% [markdown]
# ## So far
#
# First who was interviewed; then what they said. Without a draw there is no margin of error. In notebook 2, another figure that sounds serious: the rule that “detects”.
