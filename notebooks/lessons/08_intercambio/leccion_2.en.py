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
# # The sheet, the lists and the matrix
#
# **Module 8 · Exchange: 9-1-1 → 1-1-7-6, SUMEVIG, ERI · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 55 minutes.
#
# The question from work: INAMU asks for the data on trafficking of women for SUMEVIG, the unified system for the statistical measurement of gender-based violence (*Sistema Unificado de Medición Estadística de la Violencia de Género*). *Do you send the database? Are your figures added to what SUMEVIG already has?*

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")

# %% [markdown]
# ## 1. A sheet, not a database
#
# A statistical system receives **counts**, never people. First you say of whom: women accredited between 2018 and 2022. Then, by which characteristics: age, purpose, relationship to the person who exploited her, and place. The four tables are protected **together**, because they travel together.

# %%
mujeres = registro.where(
    condicion_victima="ACREDITADA", sexo="MUJER",
    anio_acreditacion=["2018", "2019", "2020", "2021", "2022"],
)
hoja = tip.protect_together({
    "edad": tip.count_by(mujeres, "grupo_edad_amplio", unit="persona"),
    "finalidad": tip.count_by(mujeres, "finalidad", unit="persona"),
    "vinculo": tip.count_by(mujeres, "vinculo_tratante", unit="persona"),
    "provincia": tip.count_by(mujeres, "provincia_residencia", unit="persona"),
})

# %%
tip.show_table(hoja["edad"])

# %% [markdown]
# Look at the lines under the table: they are part of what is sent. Those who receive the sheet must know the unit, the period, who is missing and how it was protected, without having to call.

# %%
tip.draw_bars(hoja["finalidad"])

# %% [markdown]
# Here the bars add up to more than the women: a woman may have gone through several forms of exploitation. If SUMEVIG added them up, it would **invent victims**. The note under the chart says so.

# %%
tip.show_table(hoja["vinculo"])

# %% [markdown]
# Place goes by province. By canton, with so few people, nearly everything would be hidden; if it is needed, merge years or neighbouring cantons, and say which.

# %%
tip.draw_bars(hoja["provincia"])

# %% [markdown]
# ### Exercise 8.6
#
# **How many people** does the sheet count? The number is in the table by age, and under the others.

# %% tags=["ejercicio", "ej:8.6"]
#: personas_de_la_hoja = ____
personas_de_la_hoja = hoja["edad"].total

# %% tags=["revision"]
tip.check("8.6", personas_de_la_hoja)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("8.6", 1)
# tip.hint("8.6", 2)
# tip.solution("8.6")
# tip.restart("8.6")

# %% [markdown]
# The sheet is saved as an Excel workbook. Remove the `#` if you want the file; it holds the tables, their notes and the mark of the hidden cells, which those who receive it **neither fill in nor estimate**.

# %%
# tip.write_workbook("hoja_sumevig.xlsx", hoja, title="Trafficking in persons: accredited women, 2018 to 2022")

# %% [markdown]
# ## 2. What it is not added to
#
# SUMEVIG also covers other forms of violence against women. The same woman may be on the ERI's list, on INAMU's and on the one for domestic violence. For 2020 this was published: 50 victims identified by the Government, 75 assisted by the Judiciary's victim support office, 47 by INAMU, and **nobody knows how many are counted twice** *(trafficking reports of the United States Department of State, 2022 and 2023)*. With the practice lists it can be known, as in module 4. **How many people do you expect on both?**

# %%
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")
enlaces = tip.link({"eri": eri, "inamu": inamu})
en_las_dos = tip.count_overlap(enlaces)
tip.draw_combinations(tip.protect(en_las_dos))

# %% [markdown]
# ### Exercise 8.7
#
# If somebody adds the people on the ERI's list to those on INAMU's, **how many people do they count twice**?

# %% tags=["ejercicio", "ej:8.7"]
#: contadas_dos_veces = ____
contadas_dos_veces = int(en_las_dos.frame.set_index(["eri", "inamu"]).loc[("SI", "SI"), "n"])

# %% tags=["revision"]
tip.check("8.7", contadas_dos_veces)

# %% tags=["pista"]
# tip.hint("8.7", 1)
# tip.hint("8.7", 2)
# tip.solution("8.7")
# tip.restart("8.7")

# %% [markdown]
# With the lists in hand, you can link them. With two tables already published, **no arithmetic will fix it**: the only honest thing is to put them side by side, each with its unit, and write “not to be added up”. From 50, 75 and 47 all we know is that there were at least 75 people, if each list counted each person once.

# %% [markdown]
# ### The sheet's definition note
#
# Double-click, fill it in and press **Shift + Enter**. Copy it to the first tab of the workbook.
#
# > **It counts** *women accredited by the ERI (people, not applications)*, **between** ………… **and** …………
# >
# > **It does not count** *men, dependants or refused applications; nor those whom nobody detected.*
# >
# > **One person may be in several** *purposes: do not add up the bars.*
# >
# > **NOT TO BE ADDED to** *domestic violence, femicide or other SUMEVIG figures.* **People counted twice:** ………… *(or “not known”)*
# >
# > **Protection:** *policy* ………… **Responsible for the figure:** …………

# %% [markdown]
# ## 3. The ERI's file
#
# The ERI does receive the name, the date of birth and the account: it has to **decide about a person**, within seven working days at most of learning of the case, and by simple majority *(Law 9095)*. With ten boxes it could not. **Minimal does not mean little: it means what is needed for that purpose**, and no more.

# %% [markdown]
# That law asks for two precautions. The application is complete **even if there is no complaint**: a case number is never a required field. And when a victim returns to the country, the fact of trafficking is not entered in identity documents nor stored: **no mark travels to lists of identity or of migration movements**. *(The copy of this article that was read was cut off; confirm it with legal counsel.)*

# %% [markdown] tags=["grupo"]
# ## 4. The matrix
#
# **Group activity, without computers (15 minutes).** For each field and each institution put **green** (it goes), **amber** (it goes under conditions: say which) or **red** (it does not go). One person of the group speaks for the institution that asks; another, for the person whose data it is.
#
# | Field | 1-1-7-6 | PANI | ERI | SUMEVIG |
# |:--|:--:|:--:|:--:|:--:|
# | `nombre` (name) | | | | |
# | `fecha_nacimiento` (date of birth) | | | | |
# | `telefono` (number) of the caller | | | | |
# | `relato` (account) | | | | |
# | `condicion_migratoria` (migration status) | | | | |
# | `indicadores` (indicators) | | | | |
# | `idioma` (language) | | | | |
# | `grupo_edad` (age group) | | | | |
# | `canton` | | | | |
# | `finalidad` (purpose) | | | | |
# | `vinculo` (relationship to the person who exploited her) | | | | |
#
# Then choose **one** amber field and write **what it is for**, **on what legal basis** it goes *(if you do not know, write “ask”)*, **for how long** and **who may see it**.

# %% [markdown]
# ### Exercise 8.8
#
# **Which fields** of the matrix may be in the sheet for SUMEVIG, counted and never person by person, with or without conditions? Write them in quotes, as in the first column (without the words in brackets).

# %% tags=["ejercicio", "ej:8.8"]
#: campos_para_sumevig = [____]  # for example: ["nombre", "idioma"]
campos_para_sumevig = ["grupo_edad", "canton", "finalidad", "vinculo"]

# %% tags=["revision"]
tip.check("8.8", campos_para_sumevig)

# %% tags=["pista"]
# tip.hint("8.8", 1)
# tip.hint("8.8", 2)
# tip.solution("8.8")
# tip.restart("8.8")

# %% [markdown]
# ## Children and adolescents
#
# - If there is doubt about age, act as if she were under 18: `menor_en_riesgo` SI, and PANI learns of it from the same message.
# - Her name, her school and her photograph do not go into the message. PANI asks for them through its own channels.
# - “Not asked” is not “there are no children”. In houses and on farms, always ask about them.
# - In the sheet of counts, broad age groups and several years together; never one girl alone in a canton.

# %% [markdown]
# ## 5. On Monday, with something your office sends
#
# Take something your office sends every month: an e-mail with a sheet, a form, a call. Double-click, fill in one row for each field and press **Shift + Enter**. It is the product of the module.
#
# | Field | Who receives it | What for | Legal basis | For how long | Colour |
# |:--|:--|:--|:--|:--|:--|
# | …… | …… | …… | *ask* | …… | green / amber / red |
# | …… | …… | …… | …… | …… | …… |
#
# Begin with the reds: **whatever you stop sending on Monday already protects somebody**. Then ask who acknowledges receipt, and how soon.

# %% [markdown]
# ## To check what was learnt
#
# Five questions. Choose an answer and press the button; you can try as often as you like.

# %%
tip.quiz("8")

# %% [markdown]
# ## What this does not tell us
#
# - **Whether the call was trafficking.** A sign is a reason to ask and refer; it shows nothing for certain.
# - **Who did not call.** 9-1-1 knows nothing of those who have no telephone, do not speak the language or are afraid.
# - **What the official protocol says.** The fields, routes and colours here are a proposal to practise with.
# - **How many people there are between two published systems.** Without linking there is only a minimum and a maximum.
# - **What those who receive the data do with them.** The matrix is an agreement; somebody has to check.

# %% [markdown]
# ## To take away
#
# 1. What is not on the list does not travel; nor does the reply repeat it.
# 2. A message is corrected by asking: what was not asked is written `NP`.
# 3. Always to 1-1-7-6; if there is danger, to the police; if a child is at risk, to PANI; to nobody else.
# 4. Statistics get protected counts, with their definition note.
# 5. Two systems that count differently are not added up: they may speak of the same women.
#
# **Back to the question.** INAMU gets a sheet of counts with its note, not the database, and it is not added to what SUMEVIG already has. 1-1-7-6 gets ten boxes: those needed to arrive in time.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
