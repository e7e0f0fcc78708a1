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
# # Quality, for whom?
#
# **Module 4 · Duplicates and quality · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 65 minutes.
#
# The question from work: the team says that the linking is *“almost always right”*. *Almost always for whom?*

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
pani = tip.read_register("datasets/listas/pani.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")
enlaces = tip.link({"policia": policia, "eri": eri, "pani": pani, "inamu": inamu})
enlaces

# %% [markdown]
# ## 1. Two different questions
#
# When a program joins, it can fail in two ways:
#
# | Question | Count | If it fails |
# |:--|:--|:--|
# | Of the pairs that **are** the same person, how many did it find? | found | one person counts twice |
# | Of the pairs that it **joined**, how many were the same person? | right | two people become one |
#
# These lists are invented, and there is a key that says who is who. **For whom do you think it is right less often?**

# %%
marcador = tip.score_links(enlaces, "datasets/listas_claves.csv")
marcador

# %% [markdown]
# Read two rows: `origen`, `EXTRANJERA` (foreign) and `NACIONAL`. `pares_verdaderos` are the pairs that had to be found; `encontrados`, those that were; `errados`, those joined by mistake. The first row, `TODAS` (everyone), looks very good, and **hides** what the others say.

# %% [markdown]
# ### Exercise 4.4
#
# Of the pairs of **foreign** people that had to be found, what **percentage** was found? Write the sum with the numbers of the table: `100 * encontrados / pares_verdaderos`.

# %% tags=["ejercicio", "ej:4.4"]
#: hallados_extranjeras = ____
por_nivel = marcador.set_index("nivel")
hallados_extranjeras = 100 * por_nivel.loc["EXTRANJERA", "encontrados"] / por_nivel.loc["EXTRANJERA", "pares_verdaderos"]

# %% tags=["revision"]
tip.check("4.4", hallados_extranjeras)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("4.4", 1)
# tip.hint("4.4", 2)
# tip.solution("4.4")
# tip.restart("4.4")

# %% [markdown]
# ### Exercise 4.5
#
# The **gap** is the percentage found for nationals less that for foreign people. How many **points** is it?

# %% tags=["ejercicio", "ej:4.5"]
#: brecha = ____
hallados_nacionales = 100 * por_nivel.loc["NACIONAL", "encontrados"] / por_nivel.loc["NACIONAL", "pares_verdaderos"]
brecha = hallados_nacionales - hallados_extranjeras

# %% tags=["revision"]
tip.check("4.5", brecha)

# %% tags=["pista"]
# tip.hint("4.5", 1)
# tip.hint("4.5", 2)
# tip.solution("4.5")
# tip.restart("4.5")

# %% [markdown]
# Where does the gap come from? Not from the single surname: in the two rows of `extranjera_apellidos` almost the same percentage was found. It comes from names misheard and dates half written down. Those are no traits of the people: they are **forms designed for others**. And it has consequences: as foreign people are joined less, they seem more than they are, and each seems to have passed through fewer institutions.

# %% [markdown]
# ## 2. What a person must look at
#
# Pairs with a middling probability are not decided by the program. How many are there? The command `tipanalysis link`, typed in the terminal, writes them to an Excel workbook, without names: it says in which row of each list to look.

# %%
len(enlaces.doubtful)

# %% [markdown]
# Shared among four offices, it is a morning's work. Before starting agree on three things: who looks, what is done if they do not agree, and **who must not look**, because the files are still confidential.

# %% [markdown]
# ## 3. On Monday, with your own list
#
# Your office has no key. Make a small one: fifty pairs at random, decided by two people separately, who measure their agreement as in module 2. Complete this card (double-click, and **Shift + Enter**): it is the product of the module and stands under every table that uses the links.
#
# > **The lists of** ………… **were joined with the threshold** …………
# >
# > **They are** ………… **records of** ………… **people.**
# >
# > **Of fifty pairs looked at by two people, the program was right on** ………… **of nationals and** ………… **of foreign people.**
# >
# > **Left undecided:** ………… **pairs.**

# %% [markdown]
# ## Check what you learnt
#
# Four questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("4")

# %% [markdown]
# ## What this does not tell us
#
# - **How many people are on no list.** Linking the lists well does not find them.
# - **How often the linking will be right on your lists.** The error rates here are invented.
# - **Whether two people who were not joined are different.** The data to know it may be missing.
# - **Why somebody came back.** Two applications may be insistence, another exploitation, or a lost file.

# %% [markdown]
# ## To take away
#
# 1. Nothing is deleted or merged: a common code is added, and it can be undone.
# 2. The threshold is always stated, because it creates or erases people on paper.
# 3. There are two errors, and they do not do the same harm.
# 4. Quality is measured by group: a high average may hide a gap.
# 5. “Not known” is an answer, and what is doubtful is looked at by a person who is allowed to.
#
# **Back to the question.** Between them the institutions assisted fewer people than their lists add up to. Those whom we count worst are foreign people, and that is written under the table.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
