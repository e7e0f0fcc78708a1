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
# # Whom did the cleaning change?
#
# **Module 3 · Cleaning and standardising · notebook 3 of 3.** **SYNTHETIC DATA.** Time: 55 minutes.
#
# The question from work: somebody proposes *“let us delete the doubtful rows, they are just a few”*. *Whom would we be deleting?* At the end, the steps for your own sheet.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
limpio = tip.clean(sucio)
limpio

# %% [markdown]
# ## 1. What it took to be able to read
#
# `with_changes` adds to each record what was done to it. It is counted like any other variable. **Before you run the cell:** in what part of the records do you think the spelling of the sex had to be unified before it could be counted?

# %%
cambios = tip.with_changes(limpio)
por_escritura = tip.count_by(cambios, "dato_sexo")
tip.draw_bars(tip.protect(por_escritura, policy="internal"))

# %% [markdown]
# Most were not written as the standard says: `F`, `fem`, `2`, a cross in a box. Whoever counts only the cells that say “Mujer” leaves out many women. It is nobody's carelessness: each sheet had its own rule, hence the map.

# %% [markdown]
# *About `policy="internal"`: these are working tables, for the team that is already allowed to see the register, and they show small figures. They do not leave the office, nor are they written to a file.*

# %% [markdown]
# ## 2. Who is left waiting?
#
# Some records only had their spelling unified; others needed more. Count how far it went with each, by **origin**: national or foreign. Look at the column “Something to review”.

# %%
por_origen = tip.count_by(cambios, ["origen", "limpieza"])
tip.show_table(tip.protect(por_origen, policy="internal"), share="origen")

# %% [markdown]
# Records of foreign people are left waiting more often. Not because they are difficult: often because the forms were designed with two surnames, an identity card and a Costa Rican school in mind. And there are records whose origin is not even known. **Deleting what is doubtful is not neutral**: it deletes more of those whom the system understands worst.

# %% [markdown]
# ### Exercise 3.6
#
# What **percentage of the records of foreign people** has something to review? Read it in the table, with one decimal and a point.

# %% tags=["ejercicio", "ej:3.6"]
#: extranjeras_en_espera = ____
dentro = tip.share_within(por_origen, among="origen").frame.set_index(["origen", "limpieza"])
extranjeras_en_espera = dentro.loc[("EXTRANJERA", "REVISION"), "estimate"]

# %% tags=["revision"]
tip.check("3.6", extranjeras_en_espera)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("3.6", 1)
# tip.hint("3.6", 2)
# tip.solution("3.6")
# tip.restart("3.6")

# %% [markdown]
# ## 3. Whom we stop seeing
#
# In the **sex** box of one row it says “Mujer trans” (trans woman). A hasty cleaning turns it into “male”, into “female” or into an error that gets deleted. See what the program did with the sex:

# %%
tip.explain(limpio, 50, "sexo", sheet="2021-2022")

# %% [markdown]
# It did not guess the recorded sex: it left it to be asked. What the person declared is in another column, in other words. **It was not lost.** Ask about the gender identity of the same row.

# %%
tip.explain(limpio, 50, "identidad_genero", sheet="2021-2022")

# %% [markdown]
# Sex and gender identity are two questions, and the sheet answered one in the box of the other. Taking care of that text makes a person visible who did not exist in the table by sex. They are so few that **they are never published separately**: they are recovered in order to assist them, and protected when reporting.

# %% [markdown]
# ### Exercise 3.7
#
# Which **code of gender identity** does that row now hold? It is in the last line of the previous answer, in capitals. Write it in quotation marks.

# %% tags=["ejercicio", "ej:3.7"]
#: identidad_de_esa_fila = ____
identidad_de_esa_fila = "MUJER_TRANS"

# %% tags=["revision"]
tip.check("3.7", identidad_de_esa_fila)

# %% tags=["pista"]
# tip.hint("3.7", 1)
# tip.hint("3.7", 2)
# tip.solution("3.7")
# tip.restart("3.7")

# %% [markdown]
# ## 4. Was it done well?
#
# At work one hardly ever knows. Here one does: the errors of this workbook were put in on purpose, and there is a **key**. The cell compares the cleaning with it, value by value.

# %%
verdad = tip.read_register("datasets/registro_limpio")
tip.score_cleaning(limpio, "datasets/registro_sucio_errores.csv", verdad)

# %% [markdown]
# Read the fourth line: **values wrong in silence**. It is the one that matters. An error that waits in the queue is mended by asking; one that came in quietly reaches the report. Your sheet will have no key: every quarter take a hundred cells at random, compare them with the files and write down how many do not agree.

# %% [markdown]
# ## 5. On Monday, with your own sheet
#
# Put the name of your workbook and of your map, which is prepared with the guide “Map your sheet”. If you leave those that are there, the cell works with the practice ones. What comes out is the agenda of your first meeting.

# %%
mi_libro = "datasets/registro_sucio.xlsx"
mi_mapa = "eri"
mi_registro = tip.clean(tip.read_register(mi_libro, source=mi_mapa))
mi_cola = tip.review_queue(mi_registro)
mi_cola[["variable", "crudo", "sugerencias"]].head(5)

# %% [markdown]
# ### Your cleaning log
#
# Double-click on this text, complete it and press **Shift + Enter**. It is the product of the module: one line for each decision. The command `tipanalysis clean`, typed in the terminal and not in the notebook, also makes an Excel workbook to fill in as a team.
#
# | In the sheet it says | Column | What was decided | Who | Date | Why |
# |:--|:--|:--|:--|:--|:--|
# | M | sex, sheet of 20… | …… | …… | …… | …… |
# | …… | …… | ask …… | …… | …… | …… |
# | …… | …… | …… | …… | …… | …… |

# %% [markdown]
# ## Check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("3")

# %% [markdown]
# ## What this does not tell us
#
# - **Whether what was written was true.** Cleaning unifies how it is written; it does not check that it happened.
# - **Who never entered the sheet.** No cleaning brings them in.
# - **Whether people are repeated.** Two rows may be the same person: that is module 4.
# - **What someone who was not asked would have answered.** Filling in is not cleaning.

# %% [markdown]
# ## To take away
#
# 1. The original is not touched; each change is written down, with its rule; what is doubtful is asked.
# 2. A letter means nothing without its sheet.
# 3. “No data” has reasons, and a hundred per cent of answers may be a value invented by the form.
# 4. A decision is written once, with name and date.
# 5. Look at whom the cleaning touched: deleting what is doubtful deletes the same people as always.
#
# **Back to the question.** On Thursday you hand in the table by sex and nationality, with the records to review in plain sight, and the list of questions for the next meeting.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
