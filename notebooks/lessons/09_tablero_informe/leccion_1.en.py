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
# # A chart for each question
#
# **Module 9 · Dashboard and report · notebook 1 of 2.** **SYNTHETIC DATA.** The register and the inspections of this module are invented for practice. They describe no real person and no real province.
#
# **Today's question.** Your head of office saw a map in a meeting and wants to send all inspections to two provinces. You are asked for two pages by Friday. *What changes in the response if the map is true? And if it measures something else?*
#
# By the end of the module you will be able to:
#
# 1. choose a chart by its question and not by its looks;
# 2. say for each one what the unit is, who is missing and what was hidden, also for people who cannot see it;
# 3. tell a place with more exploitation from one where people looked more;
# 4. look at time limits without letting an average hide those who wait longest;
# 5. read a dashboard without mistaking whom it is about, and write two pages that help to decide.
#
# Time for the module: 150 minutes; for this notebook 80.

# %% [markdown] tags=["grupo"]
# ## 1. First the question
#
# **Group activity, without a computer (20 minutes).** In threes. Each row is a question that reached your office. Write down which **unit** is counted (people, applications, events, inspections) and which **drawing** answers it: line by year, pyramid, bars, divided bars, tile map (one tile for each province), waiting curve (what share has an answer as the days go by) or none.
#
# | | Question | Unit | Drawing |
# |:--|:--|:--|:--|
# | 1 | Are more people accredited than five years ago? | | |
# | 2 | How do the ages of women and men differ? | | |
# | 3 | Where did the exploitation take place? | | |
# | 4 | Where is it worth inspecting? | | |
# | 5 | Is the legal time limit met for everyone? | | |
# | 6 | For what share of the people do we not know the purpose? | | |
# | 7 | How old was the only person accredited in that canton? | | |
# | 8 | How many victims are there in the country? | | |
#
# Two of these questions **are not answered with a chart**. Say which ones, and why.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
anios = ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
acreditadas = registro.where(condicion_victima="ACREDITADA", anio_acreditacion=anios)
acreditadas

# %% [markdown]
# ## 2. The drawing and what goes under it
#
# Count accredited people by age group and sex. **What do you expect to see?** Which bar will be the longest?

# %%
por_edad = tip.protect(tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona"))
piramide = tip.draw_pyramid(por_edad)
piramide

# %% [markdown]
# A drawing shows the shape; it cannot defend itself. The lines under it do: **what is counted, how many people there are, for how many the value is missing, what was hidden and where it comes from**. If someone cuts the image out and pastes it into a presentation, those lines are lost. That is why the image is copied whole.

# %% [markdown]
# Some people do not see the drawing: someone who is blind, someone who gets the report by telephone or prints it in black and white. For them there is the **alternative text**. The program writes it from the same data:

# %%
piramide.alt

# %% [markdown]
# Read it aloud. It says what it is, which value is largest and which smallest, how many figures are hidden, how many people there are and where it comes from. **If you cannot say in one sentence what your chart shows, it is not yet the chart you were looking for.**

# %% [markdown]
# ### Exercise 9.1
#
# A colleague pasted the chart of the **province of exploitation** into a presentation and deleted the lines under it. Change the variable in the cell, make the chart and find what was deleted: **for how many people is there no value for the province?** “Not applicable” is not a missing value: the exploitation was in another country.

# %% tags=["ejercicio", "ej:9.1"]
#: por_provincia = tip.count_by(acreditadas, "provincia_residencia", unit="persona")  # change the variable
#: tip.draw_bars(tip.protect(por_provincia))
por_provincia = tip.count_by(acreditadas, "provincia_explotacion", unit="persona")
tip.draw_bars(tip.protect(por_provincia))

# %% tags=["ejercicio", "ej:9.1"]
#: sin_provincia = ____
sin_provincia = int(por_provincia.frame.set_index("provincia_explotacion").loc["ND", "n"])

# %% tags=["revision"]
tip.check("9.1", sin_provincia)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("9.1", 1)
# tip.hint("9.1", 2)
# tip.solution("9.1")
# tip.restart("9.1")

# %% [markdown]
# ## 3. The map that does not measure what it seems to
#
# This is the map that your head of office saw: accredited people by the province where they were exploited. Each province is a square of the same size, so that the largest does not weigh more. **Before you run the cell:** where would you send the inspections?

# %%
mapa = tip.count_by(acreditadas, "provincia_explotacion", unit="persona")
tip.draw_tiles(tip.protect(mapa))

# %% [markdown]
# Two provinces are the darkest, and the headline writes itself: “the hot spots of trafficking”. But the register holds only the people **whom somebody found**. One question is missing: *how much did people look in each place?* The register does not say. Another sheet does: that of inspections, which also lists those that found nobody.

# %%
inspecciones = tip.read_register("datasets/inspecciones.csv", source="inspecciones")
por_esfuerzo = tip.count_by(inspecciones, "provincia_inspeccion")
tip.draw_tiles(tip.protect(por_esfuerzo))

# %% [markdown]
# Compare the two maps. **They look very much alike.** The first is, in good part, a map of where the inspections went. Sending more inspections where there are many already will make that map darker still, and someone will say that it “confirms the hot spot”.

# %% [markdown]
# The fair question is: *of every hundred inspections, in how many was somebody found?* Each bar is a whole province; on the right stands the number of inspections.

# %%
hallazgos = tip.count_by(inspecciones, ["provincia_inspeccion", "resultado_inspeccion"])
tip.draw_composition(tip.protect(hallazgos))

# %% [markdown]
# Now the order is different. Where most inspections are made, somebody is found about as often as elsewhere; in one province with few inspections, **a good deal more often**. And where there are hardly any inspections nothing can be said: the figure is hidden because they are so few.

# %% [markdown]
# The same count in a table, with the percentage **within each province**. You will use it in the next two exercises.

# %%
tip.show_table(tip.protect(hallazgos), share="provincia_inspeccion")

# %% [markdown]
# ### Exercise 9.2
#
# In how many **of every hundred inspections in Puntarenas** was somebody found? Write the percentage with one decimal and a point.

# %% tags=["ejercicio", "ej:9.2"]
#: hallazgos_por_cien = ____
dentro = tip.share_within(hallazgos, among="provincia_inspeccion").frame
dentro = dentro.set_index(["provincia_inspeccion", "resultado_inspeccion"])
hallazgos_por_cien = dentro.loc[("P", "HALLAZGO"), "estimate"]

# %% tags=["revision"]
tip.check("9.2", hallazgos_por_cien)

# %% tags=["pista"]
# tip.hint("9.2", 1)
# tip.hint("9.2", 2)
# tip.solution("9.2")
# tip.restart("9.2")

# %% [markdown]
# ### Exercise 9.3
#
# Of the provinces whose figures are shown, which has the **most finds for every hundred inspections**? Write its name in quotation marks.

# %% tags=["ejercicio", "ej:9.3"]
#: mas_hallazgos_por_inspeccion = ____  # for example: "Limón"
mas_hallazgos_por_inspeccion = "Guanacaste"

# %% tags=["revision"]
tip.check("9.3", mas_hallazgos_por_inspeccion)

# %% tags=["pista"]
# tip.hint("9.3", 1)
# tip.hint("9.3", 2)
# tip.solution("9.3")
# tip.restart("9.3")

# %% [markdown]
# **What changes in the response.** With the first map everything went to two provinces. With both together something else is proposed: to move part of the inspections to where there are hardly any, in order to find out. The second is not the truth either: an inspection that follows a call finds more than a routine one. Say so.

# %% [markdown]
# ## 4. The time limit and for whom it runs out
#
# The law gives **seven working days** to decide on an application for accreditation. An earlier report said: “in general, decisions are on time”. `with_days` counts the working days of each application with the calendar of public holidays. **What share do you expect to be decided within the limit?**

# %%
con_plazo = tip.with_days(registro).where(estado_solicitud=["ACREDITADA", "DENEGADA", "EN_ESTUDIO", "RECIBIDA"])
plazo = tip.count_by(con_plazo, "dias_habiles_resolucion")
tip.draw_waiting(tip.protect(plazo))

# %% [markdown]
# It reads like this: the curve rises in steps as the days go by, and the dashed line is the limit. Where the curve crosses 50% lies the **median**: half had their answer by then. Where it crosses 90%, nine of ten. **Pending** applications are in the whole: that is why the curve does not reach a hundred. Whoever leaves them out improves the figure without deciding anything.

# %%
tip.show_table(tip.protect(plazo))

# %% [markdown]
# ### Exercise 9.4
#
# What percentage of **all** these applications was decided within the seven working days? Those still pending are in the divisor. You can write a sum: `12.3 + 4.5`.

# %% tags=["ejercicio", "ej:9.4"]
#: dentro_del_plazo = ____
por_banda = tip.share_within(plazo).frame.set_index("dias_habiles_resolucion")["estimate"]
dentro_del_plazo = por_banda["0-5"] + por_banda["6-7"]

# %% tags=["revision"]
tip.check("9.4", dentro_del_plazo)

# %% tags=["pista"]
# tip.hint("9.4", 1)
# tip.hint("9.4", 2)
# tip.solution("9.4")
# tip.restart("9.4")

# %% [markdown]
# The median lies within the limit: “in general, on time”. But a median speaks of whoever is **in the middle**. Ask about those who face more obstacles: foreign women whose mother tongue is not Spanish. Was there an interpreter? The register does not say. First comes the chart of those whose mother tongue it is, then the table of the others. **What do you expect to see?**

# %%
extranjeras = con_plazo.where(sexo="MUJER", origen="EXTRANJERA")
en_espanol = extranjeras.where(lengua_materna="spa")
en_otra_lengua = extranjeras.where(lengua_materna=["eng", "zho", "miq", "gym"])
plazo_espanol = tip.count_by(en_espanol, "dias_habiles_resolucion")
plazo_otra = tip.count_by(en_otra_lengua, "dias_habiles_resolucion")
tip.draw_waiting(tip.protect(plazo_espanol))

# %%
tip.show_table(tip.protect(plazo_otra, policy="internal"))

# %% [markdown]
# The second table is **for work**, for those who may already see the register: there are very few applications and it is not published. With so few the percentage says nothing, and none is needed: see whether any of them is within the limit. The median did not let them be seen, because they are few among hundreds.

# %% [markdown]
# ### Exercise 9.5
#
# Of those applications of foreign women with another language, **how many went past the seven working days?**

# %% tags=["ejercicio", "ej:9.5"]
#: fuera_de_plazo = ____
otra = plazo_otra.frame.set_index("dias_habiles_resolucion")["n"]
fuera_de_plazo = int(otra["8-15"] + otra["16+"])

# %% tags=["revision"]
tip.check("9.5", fuera_de_plazo)

# %% tags=["pista"]
# tip.hint("9.5", 1)
# tip.hint("9.5", 2)
# tip.solution("9.5")
# tip.restart("9.5")

# %% [markdown]
# > **Children and adolescents.** Behind a time limit that ran out there may be a girl waiting outside a safe place. Protection **does not wait for the decision**: primary measures are given from the application on, and of people under 18 PANI, the child protection agency, is told the same day. In a report the waiting times of children are looked at apart and an exact age is never published: if the figures are small, years are put together.

# %% [markdown]
# ## So far
#
# A drawing answers one question and carries under it what defends it. A map of finds is also a map of searches. A time limit is looked at by group, with the pending applications. In notebook 2: read a dashboard and write the two pages.
