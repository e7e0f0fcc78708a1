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
# # One story, several counts
#
# **Module 1 · From the event to the record · notebook 1 of 3.** **SYNTHETIC DATA.** The story and the registers of this module are invented for practice. They describe no real person.
#
# **Today's question.** A newspaper asks: *how many trafficking cases were there in 2022?* Three offices answer in good faith with three numbers: 38, 60 and 7. Nobody lied. What did each of them count? Can the numbers be added up? Which one goes in the headline?
#
# *(These are figures published in the 2023 trafficking report of the United States Department of State: 38 victims identified by the government, 60 people served by the judiciary's office for victims, and 7 by the women's institute, INAMU.)*
#
# By the end of the module you will be able to:
#
# 1. say what each row of your sheet counts: people, applications, events or mentions;
# 2. explain why two figures that are both true do not agree, and why they are not added up;
# 3. draw the way from detection to accreditation and point out who never reaches the register;
# 4. write, for your own sheet, the sentence that says what is counted.
#
# Time for the module: 120 minutes; for this notebook 50, with a group activity away from the computer.

# %% [markdown] tags=["grupo"]
# ## 1. One story, several counts
#
# Read the story slowly. You do not need the computer.
#
# > In March, an inspection finds five people on a farm who were working to pay off a debt. In June, a neighbour calls 9-1-1 about a house where a young woman lives locked in.
#
# | | What is known | What became of the application |
# |:--|:--|:--|
# | **A**, woman aged 31 | farm: forced labour, debt bondage and sexual exploitation; she filed the complaint | accredited |
# | **B**, woman aged 27 | farm: forced labour | not accredited in April; applied again in July: accredited |
# | **C**, man aged 22 | farm: forced labour and use in criminal activities; did not want to file a complaint | accredited |
# | **D**, adolescent girl aged 16 | farm: sexual exploitation and domestic servitude | accredited |
# | **E**, man aged 40 | farm: forced labour | did not want to apply |
# | **F**, girl aged 4 | B's daughter | no application: she is a dependant |
# | **G**, woman aged 19 | the house: domestic servitude | pending |
#
# **Write it down before you go on:** if you were asked “how many cases?”, what number would you give?

# %% [markdown]
# All of these counts are right, and none of them answers the other's question:
#
# | Unit | What it counts | Who usually keeps it | It answers |
# |:--|:--|:--|:--|
# | **event** | each operation or finding | police, 9-1-1 | how often did we intervene? |
# | **person** | each human being, once | whoever joins the files | how many people do we protect? |
# | **application** | each time accreditation is asked for | the ERI (immediate response team) | how much work came in? |
# | **mention** | each purpose written down (what the person was exploited for) | whoever classifies | which forms of exploitation are recorded? |
# | **complaint** or case file | each criminal file | prosecution, judicial police | how many proceedings are there? |
#
# “Case” can be any of the five. That is why, in a report, the word “case” never stands alone.

# %% [markdown] tags=["grupo"]
# ## Group activity, away from the computer (20 minutes)
#
# Form pairs from different institutions. Each person counts the story **in silence** by the rule of their own institution and writes down one number and one word only, like this: *“… people”*, *“… events”*. Then compare.
#
# 1. Which numbers came out? Which word goes with each?
# 2. Who is left out of your count, and what does that person lose by it?
# 3. E did not want to apply. Where is it on record that he exists? And F?
# 4. Together, write one sentence for the newspaper that is true for both institutions.
#
# On your own: do the count twice, once as the police and once as the ERI.

# %% [markdown]
# The next cell prepares the tools to check your answers. Run it with **Shift + Enter**.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ### Exercise 1.1
#
# In the story, **how many people are accredited as victims?** Count in the table and write the number in place of `____`.

# %% tags=["ejercicio", "ej:1.1"]
#: personas_acreditadas = ____
personas_acreditadas = 4

# %% tags=["revision"]
tip.check("1.1", personas_acreditadas)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("1.1", 1)
# tip.hint("1.1", 2)
# tip.solution("1.1")
# tip.restart("1.1")

# %% [markdown]
# ### Exercise 1.2
#
# The office that runs the procedure reports how many **applications** it received in this story. How many are there?

# %% tags=["ejercicio", "ej:1.2"]
#: solicitudes_de_la_historia = ____
solicitudes_de_la_historia = 6

# %% tags=["revision"]
tip.check("1.2", solicitudes_de_la_historia)

# %% tags=["pista"]
# tip.hint("1.2", 1)
# tip.hint("1.2", 2)
# tip.solution("1.2")
# tip.restart("1.2")

# %% [markdown]
# ## 2. The same counts in a register
#
# Now with a whole register: fifteen years of invented applications for accreditation. The cell reads it and tells its size. It shows nobody.

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# The answer speaks of **applications**, because each row of this register is born when somebody asks for accreditation. It is the first thing to find out about any sheet: *why does this row exist?* If a row is born of a call, an operation or a medical consultation, it counts something else.

# %% [markdown]
# Are all those rows of victims? **Before you run the cell, write down:** do you expect all of them to be accredited?

# %%
por_condicion = tip.count_by(registro, "condicion_victima")
tip.show_table(tip.protect(por_condicion))

# %% [markdown]
# There are four different statuses. Look at **Dependant**: daughters, sons or other people in someone's care, like F in the story. They have a right to assistance, but that alone does not make them victims of trafficking. Whoever adds up the whole column turns them into victims; whoever deletes them leaves their care without a budget.

# %% [markdown]
# They are shown side by side and **never added up**. This is how they look in a chart:

# %%
tip.draw_dependants(tip.protect(por_condicion))

# %% [markdown]
# Let us set aside the rows that are applications: those of people accredited, of presumed victims, and those decided as not victims. Only the dependants stay out.

# %%
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
solicitudes

# %% [markdown]
# **How many people stand behind those applications?** The same number, more, fewer? Remember B, who applied twice. The word `unit` says what is counted.

# %%
tip.show_table(tip.protect(tip.count_by(solicitudes, unit="persona")))

# %% [markdown]
# There are fewer. The difference is people who applied again, sometimes years later. **They are neither duplicates nor mistakes**: they are work that the institution did again. If the question is how much work there was, count applications; if it is how many people were heard, count people.

# %% [markdown]
# ### Exercise 1.3
#
# Your head of office asks: *how many **people** applied between 2018 and 2022?* The first cell picks the years and counts, but one word makes it count something else. Change it, run the cell and write the number.

# %% tags=["ejercicio", "ej:1.3"]
#: recientes = solicitudes.where(anio_registro=["2018", "2019", "2020", "2021", "2022"])
#: tip.show_table(tip.protect(tip.count_by(recientes, unit="solicitud")))  # change one word
recientes = solicitudes.where(anio_registro=["2018", "2019", "2020", "2021", "2022"])
tip.show_table(tip.protect(tip.count_by(recientes, unit="persona")))

# %% tags=["ejercicio", "ej:1.3"]
#: personas_que_solicitaron = ____
personas_que_solicitaron = tip.count_by(recientes, unit="persona").total

# %% tags=["revision"]
tip.check("1.3", personas_que_solicitaron)

# %% tags=["pista"]
# tip.hint("1.3", 1)
# tip.hint("1.3", 2)
# tip.solution("1.3")
# tip.restart("1.3")

# %% [markdown]
# ## So far
#
# Before the number, the unit. People, applications, events and mentions are different counts, and dependants are reported separately. Notebook 2 shows two traps that hide whole headlines: the year of one large operation, and percentages that add up to more than a hundred.
