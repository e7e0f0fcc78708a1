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
# # Three characteristics at once
#
# **Module 6 · Intersectionality with small numbers · notebook 1 of 2.** **SYNTHETIC DATA.** The people of this module are invented.
#
# **Today's question.** Your head of office writes: *“For Friday: women, under-18s and foreigners, crossed, for this year. Who is worst off?”* With twenty or fifty people a year, *what can you answer, and when must you **not** publish?*
#
# By the end of the module you will be able to:
#
# 1. cross three characteristics and say what each crossing costs;
# 2. keep what is found apart from what there is, and choose the denominator of a percentage;
# 3. recognise a comparison that turns round when you look inside the groups;
# 4. pool years, read an interval, and say “nothing can be concluded”;
# 5. write the card “What we do not know”, which is published beside the tables.
#
# Time for the module: 150 minutes; for this notebook 75.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. Each crossing costs
#
# **Intersectionality** means that what happens to a foreign adolescent girl may not be the sum of what happens to women, to under-18s and to foreigners. To see it you have to cross characteristics. Begin with what your head of office asked for: one year, three characteristics, eight groups. **How many numbers do you think can be shown?**

# %%
de_2020 = acreditadas.where(anio_acreditacion="2020")
un_anio = tip.protect(tip.count_by(de_2020, ["sexo", "mayoria_edad", "origen"], unit="persona"))
tip.show_table(un_anio)

# %% [markdown]
# It is the year with the most people accredited, and still hardly anything can be shown. It is no whim of the program: with one or two people in a group, somebody from their canton would recognise them. And whoever sees the totals can subtract: that is why larger numbers are hidden as well.

# %% [markdown]
# ### Exercise 6.1
#
# Of the **eight groups** in the table, not counting the totals, how many have their number **hidden**?

# %% tags=["ejercicio", "ej:6.1"]
#: grupos_ocultos = ____
grupos_ocultos = int((un_anio.frame["status"] == "hidden").sum())

# %% tags=["revision"]
tip.check("6.1", grupos_ocultos)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("6.1", 1)
# tip.hint("6.1", 2)
# tip.solution("6.1")
# tip.restart("6.1")

# %% [markdown]
# There are three ways out: cross fewer characteristics, put categories together, or **pool years**. Try the third one on the same table.

# %%
cinco_anios = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
juntos = tip.protect(tip.count_by(cinco_anios, ["sexo", "mayoria_edad", "origen"], unit="persona"))
tip.show_table(juntos)

# %% [markdown]
# With five years all eight groups can be shown. You lose the novelty of the last year and gain something to say: girls who are nationals are a large group, and foreign women and girls are mostly adults. Neither could be seen in “women” or in “under-18s”.

# %% [markdown]
# ## 2. What is found and what there is
#
# A crossed table is still a table of people **found**. No office has a file like the next one: since the data are invented, we also know those whom **nobody found**. **Before you run it:** among the people found, which form of exploitation do you expect to see most?

# %%
mundo = tip.read_register("datasets/deteccion.csv", source="deteccion")
detectado = tip.count_by(mundo, ["deteccion", "forma_principal"])
tip.draw_composition(tip.protect(detectado))

# %% [markdown]
# The two bars tell different stories. Among the people found, sexual exploitation prevails; among those not found, forced labour. “Trafficking here is sexual” describes where people look. Now by sex and age: the more people a row has, the taller it is. **Who do you think is found least often?**

# %%
por_grupo = tip.count_by(mundo, ["sexo", "mayoria_edad", "deteccion"])
tip.draw_mosaic(tip.protect(por_grupo))

# %% [markdown]
# ### Exercise 6.2
#
# In these data one in four adult women in sexual exploitation is found, one in nine girls, and **one in twenty** men in forced labour. Add the people found and those not found. Of **everyone**, what **percentage** lives through sexual exploitation? The numbers are in **Chart data**, below the first chart.

# %% tags=["ejercicio", "ej:6.2"]
#: sexual_de_todas = ____
todas = detectado.frame.groupby("forma_principal")["n"].sum()
sexual_de_todas = 100 * todas["SEXUAL"] / todas.sum()

# %% tags=["revision"]
tip.check("6.2", sexual_de_todas)

# %% tags=["pista"]
# tip.hint("6.2", 1)
# tip.hint("6.2", 2)
# tip.solution("6.2")
# tip.restart("6.2")

# %% [markdown]
# ## 3. Out of how many people?
#
# A percentage changes with the number you divide by, the **denominator**. `three_denominators` gives the same count in three ways: out of everyone, out of the people of its year, and for every 100,000 inhabitants. **Before you run it:** in 2019 and 2020, who do you think weigh more, children and adolescents or adults?

# %%
dos_anios = acreditadas.where(anio_acreditacion=["2019", "2020"])
por_edad = tip.count_by(dos_anios, ["anio_acreditacion", "mayoria_edad"], unit="persona")
medidas = tip.three_denominators(por_edad, "anio_acreditacion", tip.load_population("CRI"))
tip.draw_denominators(tip.protect_together(medidas))

# %% [markdown]
# In both percentages adults are the majority. By inhabitants children and adolescents take the lead, because they are the smaller part of the population. The counts are right, and they answer different questions: *for how many people is a shelter needed?* and *which group shows up more for its size?* **A percentage without a denominator answers neither.**

# %% [markdown]
# The same goes for origin. Count all accredited people.

# %%
por_origen = tip.count_by(acreditadas, "origen", unit="persona")
tip.show_table(tip.protect(por_origen))

# %% [markdown]
# ### Exercise 6.3
#
# “Nationals and foreigners, half and half.” **Suppose** that of every 100 residents 10 are foreign and 90 national. For each resident, **how many times** as many foreign people as nationals were accredited? Write the sum: `(foreign / 10) / (national / 90)`.

# %% tags=["ejercicio", "ej:6.3"]
#: veces_por_residente = ____
personas = por_origen.frame.set_index("origen")["n"]
veces_por_residente = (personas["EXTRANJERA"] / 10) / (personas["NACIONAL"] / 90)

# %% tags=["revision"]
tip.check("6.3", veces_por_residente)

# %% tags=["pista"]
# tip.hint("6.3", 1)
# tip.hint("6.3", 2)
# tip.solution("6.3")
# tip.restart("6.3")

# %% [markdown]
# Nor is that the last word: many were **passing through** and do not live in the country. That rate is no risk and no blame; it is a division. Always write both numbers, and say who is counted in the lower one.

# %% [markdown]
# ## 4. A gap that turns round
#
# Are women accredited less often? Compare all applications by sex: `SI` (yes), accredited; `NO`, not. Each mark is the difference from men, in points, and the line through it is its **interval**: how far chance may move it. If it does not touch the line in the middle, chance is not enough to explain the difference.

# %%
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
decididas = tip.with_answer(solicitudes, "condicion_victima", "ACREDITADA")
en_total = tip.count_by(decididas, ["sexo", "condicion_victima_ACREDITADA"])
tip.draw_intervals(tip.protect(tip.compare(en_total, across="sexo", reference="HOMBRE")))

# %% [markdown]
# In the row `SI` the interval does not touch the line: women are accredited less often, and it does not look like chance. Somebody is already writing the headline. Wait: what exploitation did each person live through? Separate the applications with a sexual purpose (`SI`) from the others (`NO`), without those that do not say, and look **inside** each group.

# %%
con_finalidad = tip.with_answer(decididas, "finalidad", "SEXUAL").where(finalidad_SEXUAL=["SI", "NO"])
por_finalidad = tip.count_by(con_finalidad, ["finalidad_SEXUAL", "sexo", "condicion_victima_ACREDITADA"])
tip.draw_composition(tip.protect(por_finalidad))

# %% [markdown]
# Inside each group women are **not** accredited less often. The gap in the total comes from somewhere else: women apply above all for sexual exploitation, where everyone is accredited less often. It is called **Simpson's paradox**. The question is no longer “why them?” but “why so few in sexual exploitation?”.

# %% [markdown]
# ### Exercise 6.4
#
# Among applications **with a sexual purpose** (`SI`), subtract: the percentage of women accredited minus that of men. How many **points** is it? Put a minus sign if the women's is lower.

# %% tags=["ejercicio", "ej:6.4"]
#: brecha_por_dentro = ____
dentro = tip.share_within(por_finalidad, among=["finalidad_SEXUAL", "sexo"]).frame
parte = dentro.set_index(["finalidad_SEXUAL", "sexo", "condicion_victima_ACREDITADA"])["estimate"]
brecha_por_dentro = parte["SI", "MUJER", "SI"] - parte["SI", "HOMBRE", "SI"]

# %% tags=["revision"]
tip.check("6.4", brecha_por_dentro)

# %% tags=["pista"]
# tip.hint("6.4", 1)
# tip.hint("6.4", 2)
# tip.solution("6.4")
# tip.restart("6.4")

# %% [markdown]
# > **Children and adolescents.** Crossing age with everything else is a must: for people under 18 no means are required, and a table that mixes them with adults measures them by a yardstick that is not theirs. They are also the first whom a crossing exposes: at school and in the neighbourhood everyone knows who is 14 and did not come back to class.

# %% [markdown]
# ## So far
#
# Each crossing costs numbers; pooling years gives them back. What is found is not what there is. Always state the denominator. And a gap in the total may turn round inside. In notebook 2: when not to publish, and what is published in its place.
