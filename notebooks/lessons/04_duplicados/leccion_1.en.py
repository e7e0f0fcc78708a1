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
# # One person or two?
#
# **Module 4 · Duplicates and quality · notebook 1 of 2.** **SYNTHETIC DATA.** The lists of this module are invented: the names were made of syllables and belong to nobody.
#
# **Today's question.** At the year-end meeting, the police, the ERI, the children's agency and the women's institute each bring their list. *How many different people did we assist between us, and whom do we count wrongly?*
#
# By the end of the module you will be able to:
#
# 1. decide whether two records are of the same person, and say how sure you are;
# 2. link lists without identity documents and without keeping names;
# 3. explain what happens if too much, or too little, is demanded before joining;
# 4. measure whether the errors fall on some people more than on others.
#
# Time for the module: 150 minutes; for this notebook 85, with a group activity away from the computer.

# %% [markdown] tags=["grupo"]
# ## 1. Eight pairs
#
# **Group activity, away from the computer (30 minutes).** In pairs. Each row holds two records, from two lists. Say: the **same** person, **different** people, or **not known**. Write down *which value* convinced you.
#
# | | One record | The other record |
# |:--|:--|:--|
# | 1 | Guihueniz Sechoquela, 05/02/1988, Costa Rica | SECHOQUELA GUIHUENIZ, 5-2-88, *costarricense* |
# | 2 | Dunzubena Serrihondo, 22/06/1984, Nicaragua | Dunzubena Serriondo, 22/06/1984, *nica* |
# | 3 | Yossagisa Gelbecirre, 2006, same operation | Rochobena Gelbecirre, 2009, same operation |
# | 4 | Queñacinda Zavizunda, 26/04/1994, Costa Rica | Queñacinda Zavizunda, 11/08/1969, Costa Rica |
# | 5 | Vexibeno Cecojorza, 12/03/1990, Honduras | Vexibeno Cecojorza, 03/12/1990, Honduras |
# | 6 | Llorcegisa, aged 17, no surname, in transit | Llorcegisa Quenza, 2007, Venezuela |
# | 7 | Duñallira Sessahondo, 1996, Colombia | Duñallira Sessahondo Petuza, 1996, Colombia |
# | 8 | Lucirre Genzurzún, 14/09/1999, Costa Rica | Rochobena Genzurzún, 02/05/2001, Costa Rica |
#
# At the end talk it over: in which pair would a mistake do most harm? Joining two sisters erases one. Splitting one person counts her twice and breaks her story in two.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# The same person may look different: the name in another order, a silent letter, day and month exchanged, a second surname missing, as happens with people from countries where one is used. And if the data are not enough to decide, **“not known” is an answer**. The cell above prepares the tools.

# %% [markdown]
# ### Exercise 4.1
#
# In which pairs are there **two different people**, by what can be seen? Write the numbers separated by commas. Think of sisters, and of mothers and daughters.

# %% tags=["ejercicio", "ej:4.1"]
#: pares_distintos = [____]  # for example: [1, 2]
pares_distintos = [3, 4, 8]

# %% tags=["revision"]
tip.check("4.1", pares_distintos)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("4.1", 1)
# tip.hint("4.1", 2)
# tip.solution("4.1")
# tip.restart("4.1")

# %% [markdown]
# ## 2. A list with repeated people
#
# Read the ERI's list. The `key` turns each name into meaningless letters and numbers: they serve to compare, and **nobody can read the name in them**. At work, the key is looked after like the records.

# %%
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
eri

# %% [markdown]
# Now look for the same person within the list. **How many do you think are there more than once?**

# %%
en_el_eri = tip.link(eri)
en_el_eri

# %% [markdown]
# The difference between records and people is those who applied more than once. **Nothing is deleted**: two applications are still two applications. What is added is a common code, and now both things can be counted.

# %%
eri_enlazado = tip.apply_links(eri, en_el_eri)
tip.show_table(tip.protect(tip.count_by(eri_enlazado, "sexo", unit="persona")))

# %% [markdown]
# ### Exercise 4.2
#
# **How many different people** are there in the ERI's list, according to the links?

# %% tags=["ejercicio", "ej:4.2"]
#: personas_del_eri = ____
personas_del_eri = en_el_eri.persons

# %% tags=["revision"]
tip.check("4.2", personas_del_eri)

# %% tags=["pista"]
# tip.hint("4.2", 1)
# tip.hint("4.2", 2)
# tip.solution("4.2")
# tip.restart("4.2")

# %% [markdown]
# ## 3. How sure is sure enough?
#
# Each pair gets a probability of being the same person, from 0 (impossible) to 1 (certain). The **threshold** says from where on they are joined. Link the lists of the police and of the ERI and see how many people both of them know.

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
enlaces = tip.link({"policia": policia, "eri": eri})
tip.draw_combinations(tip.protect(tip.count_overlap(enlaces)))

# %% [markdown]
# Now demand near certainty: 0.99. **What do you expect to see in the row of both lists?** More people or fewer?

# %%
exigente = enlaces.at(0.99)
tip.draw_combinations(tip.protect(tip.count_overlap(exigente)))

# %% [markdown]
# If more is demanded, fewer pairs are joined: the same person appears as two, each on one list. **The total of people rises and coordination looks worse**, without any record having changed. If little is demanded the opposite happens: sisters become one. There is no neutral threshold; one has to say which was used.

# %% [markdown]
# ### Exercise 4.3
#
# **How many extra people** appear in the two lists together when going from the usual threshold to 0.99? You can write a subtraction: `exigente.persons - enlaces.persons`.

# %% tags=["ejercicio", "ej:4.3"]
#: personas_de_mas = ____
de_una, de_otra = exigente.persons, enlaces.persons
personas_de_mas = de_una - de_otra

# %% tags=["revision"]
tip.check("4.3", personas_de_mas)

# %% tags=["pista"]
# tip.hint("4.3", 1)
# tip.hint("4.3", 2)
# tip.solution("4.3")
# tip.restart("4.3")

# %% [markdown]
# ## So far
#
# Linking is deciding with incomplete data, and each decision can be undone. The threshold creates or erases people on paper. Notebook 2 measures on whom the errors fall.
