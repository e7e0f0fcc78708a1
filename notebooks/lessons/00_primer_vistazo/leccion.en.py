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
# # A first look at the register
#
# **SYNTHETIC DATA.** The register of this lesson is invented for practice. It describes no real person.
#
# **Today's question.** Your head of office wants a figure by tomorrow: *of the victims accredited between 2018 and 2022, how many were girls, boys or adolescents?*
#
# By the end you will be able to: open a notebook and run a cell; count people by one characteristic; read in a table what was counted, who is missing and what was hidden.
#
# Time: 30 minutes. You need not have programmed before.

# %% [markdown]
# ## How a notebook works
#
# A notebook holds texts, like this one, and cells with code. To run a cell, click on it and press **Shift + Enter** (some keyboards say *Mayús* and *Entrar*). The result appears below it. Go from top to bottom without skipping cells. Nothing you do here can damage the register: the original file is never changed.
#
# The first cell prepares the tools, which the code calls `tip`. Run it; it shows nothing.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## The first test
#
# Fifteen questions, no marks and no name: the result serves to improve the course. The cell helps you make up a personal code; you will use it again on the last day. **If you were given form B, change `"A"` to `"B"`.** If you have already answered on paper, go on to the next section.

# %%
tip.test("pre", form="A")

# %% [markdown]
# ## Open the register
#
# The next cell reads the register of accreditation applications. Look at the answer: it says how many applications and how many variables there are, but it **does not show the records**. We work with people at risk; we do not look at their data one by one unless we must.

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# ## Choose whom we speak of
#
# Not everyone in the register is an accredited victim: some applications did not end in accreditation, and some people are dependants (daughters, sons or others in someone's care). Before counting, we say whom we speak of. `where` keeps only the people accredited between 2018 and 2022, and `len` says how many records are left.

# %%
acreditadas = registro.where(
    condicion_victima="ACREDITADA",
    anio_acreditacion=["2018", "2019", "2020", "2021", "2022"],
)
len(acreditadas)

# %% [markdown]
# ## Count
#
# Before you run the cell, think: **what do you expect to see?** More women or more men? Will there be people without data?
#
# `count_by` counts people by one characteristic. `protect` hides figures so small that someone could be recognised. `show_table` shows the table.

# %%
por_sexo = tip.count_by(acreditadas, "sexo", unit="persona")
tip.show_table(tip.protect(por_sexo))

# %% [markdown]
# Look at the lines below the table. They give the **unit** (people, not applications or cases), how many people there are in all, how many have no data, how the figures were protected and where they come from. A table without those lines cannot be defended.
#
# Was it what you expected? If not, write down why: that difference is often the best question of the day.

# %% [markdown]
# ## See it in a chart
#
# The same count, now by age and sex. Each bar is an age group. See where the longest bars are, and how old those people are.

# %%
por_edad = tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona")
tip.draw_pyramid(tip.protect(por_edad))

# %% [markdown]
# The hatched bars are **hidden** figures: so small, or so useful for working out another small one, that showing them would expose someone. Hidden does not mean zero. A true zero is shown as zero.

# %% [markdown]
# ## Exercise 0.1
#
# Now it is your turn. Count the accredited people by whether they were under 18 (`mayoria_edad`), look at the table, and write **how many people were under 18** in place of `____`.
#
# To begin: the first cell is the one from *Count*. Change just one word in it, the one in quotation marks after `acreditadas`, and run it.

# %% tags=["ejercicio", "ej:0.1"]
#: por_mayoria = tip.count_by(acreditadas, "sexo", unit="persona")  # change one word
#: tip.show_table(tip.protect(por_mayoria))
por_mayoria = tip.count_by(acreditadas, "mayoria_edad", unit="persona")
tip.show_table(tip.protect(por_mayoria))

# %% tags=["ejercicio", "ej:0.1"]
#: menores_de_18 = ____
menores_de_18 = int(por_mayoria.frame.set_index("mayoria_edad").loc["00-17", "n"])

# %% tags=["revision"]
tip.check("0.1", menores_de_18)

# %% [markdown]
# Do you need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were. Nobody is left stuck.

# %% tags=["pista"]
# tip.hint("0.1", 1)
# tip.hint("0.1", 2)
# tip.solution("0.1")
# tip.restart("0.1")

# %% [markdown]
# ## What this table does not tell
#
# - It does not say how many victims **there are**. It says how many the institutions **identified and accredited**. A rise may mean that detection is better.
# - It does not say who never reached an institution: men in forced labour, migrants in an irregular situation or trans people often remain outside the records.
# - It does not say why a value is missing. *Not asked* and *prefers not to answer* are different things, so they are counted separately.

# %% [markdown]
# ## Four questions
#
# Choose an option and press *Answer*. You may change your mind as often as you like: every answer says why.

# %%
tip.quiz("0")

# %% [markdown]
# ## To take with you
#
# 1. First say **whom** you speak of and **what you count**; then count.
# 2. Those without data are counted too.
# 3. Whatever is shown goes through protection first.
#
# **Five questions for every table:** who is missing? who decided on the category? who can be identified? which power relation explains the figure? what changes in the response if this is true?
