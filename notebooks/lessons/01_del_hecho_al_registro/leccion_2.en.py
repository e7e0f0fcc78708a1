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
# # Operations and mentions
#
# **Module 1 · From the event to the record · notebook 2 of 3.** **SYNTHETIC DATA.** Time: 30 minutes.
#
# Two questions from work: *why does one year stand out from the line?* and *why do the percentages of this table add up to more than a hundred?* The first cell prepares the tools and the second one reads the register.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# ## 1. One operation is not a trend
#
# Now count the people accredited each year. **What do you expect to see?** An even line? One year very different from the others?

# %%
acreditadas = registro.where(condicion_victima="ACREDITADA")
tip.draw_series(tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="persona")))

# %% [markdown]
# One year stands out. The easy headline would be “trafficking soars”. Before writing it, ask: *how many findings did those people come from?* If many were found in one single operation, the line counts the operation and not a trend.

# %% [markdown]
# The same line, counting **events** instead of people. `unit="evento"` counts each finding once, no matter how many people were found in it.

# %%
tip.draw_series(tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="evento")))

# %% [markdown]
# Compare 2020 with 2022 in the two charts. In people, 2020 is far ahead; in events, hardly at all. Both lines are true: one tells how many people were accredited; the other, how often people were found. An honest report shows both or says which one it shows.

# %% [markdown]
# The difference was made by one single operation, the largest of the fifteen years. Its key is `EV-0206`. **How many of the people accredited in 2020 do you think were found there?**

# %%
del_operativo = acreditadas.where(id_caso="EV-0206")
tip.show_table(tip.protect(tip.count_by(del_operativo, unit="persona")))

# %% [markdown]
# Take them away from the total of 2020 and the year looks like the others again. This table is **for the classroom only**: a figure that comes from one single operation lets the people in it be recognised. In a publication it is hidden; module 7 shows how.

# %% [markdown]
# It also depends on **effort**: a year with more inspections finds more people. The register does not tell how many inspections found nobody. Write it down: it is the first line of “what we do not know”.

# %% [markdown]
# ### Exercise 1.4
#
# In 2020 more people were accredited than in any other year. **How many events did they come from?** Change one word in the first cell, run it and write the number.

# %% tags=["ejercicio", "ej:1.4"]
#: del_2020 = acreditadas.where(anio_acreditacion="2020")
#: tip.show_table(tip.protect(tip.count_by(del_2020, unit="persona")))  # change one word
del_2020 = acreditadas.where(anio_acreditacion="2020")
tip.show_table(tip.protect(tip.count_by(del_2020, unit="evento")))

# %% tags=["ejercicio", "ej:1.4"]
#: eventos_de_2020 = ____
eventos_de_2020 = tip.count_by(del_2020, unit="evento").total

# %% tags=["revision"]
tip.check("1.4", eventos_de_2020)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("1.4", 1)
# tip.hint("1.4", 2)
# tip.solution("1.4")
# tip.restart("1.4")

# %% [markdown]
# ## 2. When percentages add up to more than a hundred
#
# In the story, A has three purposes. In a real register that happens often. **Before you run the cell:** if you added up the percentages of the column, what would you get?

# %%
personas = tip.count_by(acreditadas, "finalidad", unit="persona")
tip.show_table(tip.protect(personas))

# %% [markdown]
# A person with two purposes stands in two rows, but only once in the total. That is why the percentages of the column add up to more than a hundred, and **that is right**: they answer “which part of the people lived through this form of exploitation?”.

# %% [markdown]
# The other count is by **mentions**: each purpose written down counts as one. It adds up to a hundred, but it answers another question: “which part of what was written down is this form?”. The chart puts both together; `protect_together` protects both tables at once, so that neither gives away what the other hides.

# %%
menciones = tip.count_by(acreditadas, "finalidad", unit="mencion")
juntas = tip.protect_together({"personas": personas, "menciones": menciones})
tip.draw_mentions(juntas["personas"], juntas["menciones"])

# %% [markdown]
# Compare the two bars of each purpose. The percentage of mentions is always less or the same: the total of mentions is larger. If a report says “50% of cases” and does not say of what, it cannot be compared with anything. Always ask: **per cent of what?**

# %% [markdown]
# ### Exercise 1.5
#
# What percentage of the **people** accredited has sexual exploitation on record? Read it in the chart or the table and write it with one decimal, with a point: `12.3`.

# %% tags=["ejercicio", "ej:1.5"]
#: por_ciento_de_personas = ____
de_personas = tip.share_within(personas).frame.set_index("finalidad")
por_ciento_de_personas = de_personas.loc["SEXUAL", "estimate"]

# %% tags=["revision"]
tip.check("1.5", por_ciento_de_personas)

# %% tags=["pista"]
# tip.hint("1.5", 1)
# tip.hint("1.5", 2)
# tip.solution("1.5")
# tip.restart("1.5")

# %% [markdown]
# ## So far
#
# A year that stands out may be one single operation: ask for the events. A percentage always says what it is a percentage of: people or mentions. In notebook 3 you will follow the whole way to the register and see who is left out.
