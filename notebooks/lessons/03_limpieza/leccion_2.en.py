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
# # Cleaning with a log
#
# **Module 3 · Cleaning and standardising · notebook 2 of 3.** **SYNTHETIC DATA.** Time: 70 minutes, with a group activity away from the computer.
#
# The question from work: *in six months somebody asks why that person appears as she does. Can you answer?* The three rules of the house: the original is not touched, each change is written down, and what is not known is asked.

# %% [markdown] tags=["grupo"]
# ## 1. Translate or ask?
#
# **Group activity, away from the computer (25 minutes).** In threes. For each raw text say: **T** it translates into a code without any doubt; **P** (*preguntar*) whoever kept the sheet has to be asked. Write down what could go wrong if you guess, and to whom it would happen.
#
# | | Column | In the sheet it says | T or P |
# |:--|:--|:--|:--|
# | 1 | nationality | nicas | |
# | 2 | nationality | ES | |
# | 3 | nationality | Ngäbe | |
# | 4 | sex | Fémina | |
# | 5 | sex | Mujer trans | |
# | 6 | age | 17-18 | |
# | 7 | education | bachiller | |
# | 8 | pregnancy | SI | |
# | 9 | occupation | ama de casa | |
# | 10 | purpose | Sexual/laboral | |
# | 11 | offence | trafico | |
# | 12 | province | GAM | |
#
# Keep the sheet: in section 3 you compare it with what the program asks.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. Clean
#
# `clean` applies written rules: those of the program and, if there are any, those of your office. **What do you expect to see?** That everything gets solved?

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
limpio = tip.clean(sucio)
limpio

# %% [markdown]
# Fewer values are left to review, but some are. That is no failure: it is what the program **would not guess**. Be wary of a cleaning that asks nothing.

# %% [markdown]
# Ask for the story of a value that was decided. What did the cell say, and which rule translated it?

# %%
tip.explain(limpio, 169, "ocupacion", sheet="2010-2014")

# %% [markdown]
# There is the raw value, the rule with its number and its reason. With that line you can answer the question of six months from now. Notice too *what* was coded: an occupation **before** the exploitation. If an occupation cell says what was done to the person, it is not her trade, and the program asks.

# %% [markdown]
# ## 3. The list of questions
#
# This is the review queue: one row for each text that a person must decide. **It is working material, for those allowed to see the register; it is not published.**

# %%
cola = tip.review_queue(limpio)
cola[["variable", "crudo", "sugerencias"]].head(10)

# %% [markdown]
# The column `sugerencias` proposes similar codes and **does not decide**. Each question also brings its reason. Ask for that of the first one:

# %%
cola.loc[0, "motivo"]

# %% [markdown]
# The first two rows are “Mujer” and “Hombre” in gender identity: those that may have been copied from the sex. They are not corrected one by one: ask **once per source** whether the person declared it. Further down is “Ngäbe”, a people on both sides of the border that nobody should turn into a nationality.

# %% [markdown]
# ### Exercise 3.4
#
# You are going to call a meeting to decide. **How many questions** are in the queue after cleaning? `len( )` counts the rows.

# %% tags=["ejercicio", "ej:3.4"]
#: len(tip.review_queue(sucio))  # change the register
len(tip.review_queue(limpio))

# %% tags=["ejercicio", "ej:3.4"]
#: preguntas_de_la_cola = ____
preguntas_de_la_cola = len(tip.review_queue(limpio))

# %% tags=["revision"]
tip.check("3.4", preguntas_de_la_cola)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("3.4", 1)
# tip.hint("3.4", 2)
# tip.solution("3.4")
# tip.restart("3.4")

# %% [markdown]
# ### Exercise 3.5
#
# From the list of the activity take these five texts: `"nicas"`, `"bachiller"`, `"Fémina"`, `"SI"`, `"Ngäbe"`. **Which ones have to be asked?** Write them in quotation marks, separated by commas. If in doubt, think: is there only one thing it can mean?

# %% tags=["ejercicio", "ej:3.5"]
#: hay_que_preguntar = [____]  # for example: ["nicas", "Fémina"]
hay_que_preguntar = ["bachiller", "SI", "Ngäbe"]

# %% tags=["revision"]
tip.check("3.5", hay_que_preguntar)

# %% tags=["pista"]
# tip.hint("3.5", 1)
# tip.hint("3.5", 2)
# tip.solution("3.5")
# tip.restart("3.5")

# %% [markdown]
# ## 4. A decision is written once
#
# The register team met, looked up the files and decided two things. It wrote them down as **rules**: which text, which code, who, when and why. They apply again next month, without another meeting.

# %%
reglas = tip.read_rules("datasets/reglas_oficina.csv")
decidido = tip.clean(sucio, rules=reglas)
len(tip.review_queue(decidido, rules=reglas))

# %% [markdown]
# The queue got shorter. And the decision leaves its signature: ask about one of the cells that changed.

# %%
tip.explain(decidido, 163, "nacionalidad", sheet="2018-2020", rules=reglas)

# %% [markdown]
# “ES” could be Spain or El Salvador. Guessing by likeness would have changed a person's nationality, and with it her consulate, her language and her return. Now somebody decided it, looking at the file, and it is written down. If tomorrow it turns out to be wrong, **the rule** changes, not a thousand cells.

# %% [markdown]
# ## So far
#
# Cleaning is not making a sheet pretty: it is putting every change on record. The original is not touched, each value has its story, and what is doubtful is asked once. Notebook 3 has the question that hardly anyone asks: did the cleaning treat everyone alike?
