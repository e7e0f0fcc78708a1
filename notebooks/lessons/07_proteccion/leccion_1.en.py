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
# # Who can recognise whom?
#
# **Module 7 · Data protection and disclosure · notebook 1 of 2.** **SYNTHETIC DATA.** The tables and the register of this module were invented for practice. They do not describe any real person.
#
# **Today's question.** A journalist asks for “just one little table”: accredited people by province and sex. Your colleague has already replaced the figures from 1 to 4 with an asterisk and asks: *can I send it?*
#
# At the end of the module you will be able to:
#
# 1. work out a hidden figure by subtraction and say what gave it away;
# 2. recognise a table that says too much although none of its figures is small;
# 3. repair a table: hide what is needed, merge or round, and say what each repair costs;
# 4. check what is new together with what was published before;
# 5. answer those who ask for “the database”, and know which consent and which law to look at first.
#
# Time for the module: 150 minutes; for this notebook, 80, with a group activity without computers.

# %% [markdown] tags=["grupo"]
# ## 1. The next group's table
#
# **Group activity, without computers (25 minutes).** Each group is given the four tables of an invented office. For each one:
#
# 1. **Break it**: write down what can be found out that was not visible.
# 2. Underline **what gave it away**.
# 3. **Repair it** in pencil, losing as little as you can.
# 4. Pass it on to the next group, who try to break it again.
#
# **Table A. People cared for in two shelters** (the asterisk hides a small figure)
#
# | Shelter | Women | Girls | Total |
# |:--|--:|--:|--:|
# | North | 12 | 9 | 21 |
# | South | 8 | * | 10 |
# | Total | 20 | * | 31 |
#
# **Table B. Accredited men, running total**
#
# | Published in | Since 2020 |
# |:--|--:|
# | March | 41 |
# | June | 42 |
#
# **Table C. People with a disability**
#
# | Total | Cannot read |
# |--:|--:|
# | 9 | 22% |
#
# **Table D. Women by the border post that referred them**
#
# | Post | Sexual exploitation | Other purposes | Total |
# |:--|--:|--:|--:|
# | Coast | 14 | 0 | 14 |
# | Mountain | 9 | 7 | 16 |
#
# Talk about figures, never about cases you know. At the end, one question for everybody: in which of the four is there **nothing to cover** and still some harm?

# %% [markdown]
# The next cell gets the tools ready and opens the practice register. Run it with **Shift + Enter**.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")

# %% [markdown]
# ## 2. Your colleague's table
#
# It counts accredited people from 2010 to 2024; the asterisk hides the figures from 1 to 4. (The file has its names in Spanish, as an office in Costa Rica would: Fuera del país is “abroad”, Sin dato is “not recorded”.)
#
# | Provincia | Mujeres (women) | Hombres (men) | Total |
# |:--|--:|--:|--:|
# | San José | 88 | 20 | 108 |
# | Alajuela | 61 | 16 | 77 |
# | Cartago | 12 | * | 15 |
# | Heredia | 10 | * | 13 |
# | Guanacaste | 35 | 10 | 45 |
# | Puntarenas | 47 | * | 51 |
# | Limón | 38 | 6 | 44 |
# | Fuera del país | 25 | 5 | 30 |
# | Sin dato | 25 | * | 26 |
# | Total | 341 | 68 | 409 |
#
# **What do you expect?** Before going on, say aloud how many of the four covered figures you think are protected.

# %% [markdown]
# ### Exercise 7.1
#
# **How many men** from Cartago are in the table? Use only numbers that you can see.

# %% tags=["ejercicio", "ej:7.1"]
#: hombres_de_cartago = ____
hombres_de_cartago = 15 - 12

# %% tags=["revision"]
tip.check("7.1", hombres_de_cartago)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("7.1", 1)
# tip.hint("7.1", 2)
# tip.solution("7.1")
# tip.restart("7.1")

# %% [markdown]
# Nobody stole a password: it was a subtraction. In Cartago, anyone who knows one accredited man now knows that there are very few others, and anyone looking for one knows where to start. **Covering the figure is not the same as protecting it.**

# %% [markdown]
# ### Exercise 7.2
#
# Write, in quotes and separated by commas, **all the rows** in which the covered figure can be worked out. Use the names as they stand in the table.

# %% tags=["ejercicio", "ej:7.2"]
#: renglones_rotos = [____]  # for example: ["San José", "Limón"]
renglones_rotos = ["Cartago", "Heredia", "Puntarenas", "Sin dato"]

# %% tags=["revision"]
tip.check("7.2", renglones_rotos)

# %% tags=["pista"]
# tip.hint("7.2", 1)
# tip.hint("7.2", 2)
# tip.solution("7.2")
# tip.restart("7.2")

# %% [markdown]
# With ten rows you see it at a glance; with a hundred you do not. `audit_files` reads a table as a very patient person would, and looks for every possible subtraction. It takes an Excel workbook, a web page or a CSV file (a table saved as text), from your office or any other.

# %%
tip.audit_files("datasets/cuadros/colega.csv")

# %% [markdown]
# The answer says **which cell** can be worked out and **what gives it away**, but not its value: so it can be forwarded to the person who made the table without repeating the harm. Copy the habit: when you report a protection error, do not write the figure in the e-mail.

# %% [markdown]
# ## 3. What the gate does
#
# Now count the same thing and pass it through `protect`. In this module we call it **the gate**: every figure leaves this program through it. **How many “•” marks do you expect:** four, more than four or fewer?

# %%
por_provincia = tip.count_by(acreditadas, ["provincia_residencia", "sexo"], unit="persona")
tip.show_table(tip.protect(por_provincia))

# %% [markdown]
# There are more hidden cells than small figures. Each extra one keeps a small one company so that the subtraction does not work; sometimes it has to be a large figure, or a total. And all of them carry **the same mark**: with one mark for “small” and another for “keeping company”, the mark itself would be the clue.

# %% [markdown]
# The totals you see are the true ones. Replacing them with the sum of what is still visible looks prudent and is worse: a false total is found out as soon as it is compared with another table, and the difference is the covered figure.

# %% [markdown]
# ## 4. Two publications
#
# In March your office published how many people were accredited from 2018 to 2022. No figure is small, and the gate hid nothing.

# %%
hasta_2022 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
marzo = tip.protect(tip.count_by(hasta_2022, "sexo", unit="persona"))
tip.show_table(marzo)

# %% [markdown]
# In June the table is updated with one more year. On its own it is fine too. **What does somebody who kept the March table know?**

# %%
hasta_2023 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022", "2023"])
junio = tip.protect(tip.count_by(hasta_2023, "sexo", unit="persona"))
tip.show_table(junio)

# %% [markdown]
# ### Exercise 7.3
#
# **How many men** were accredited in 2023, according to the two tables?

# %% tags=["ejercicio", "ej:7.3"]
#: hombres_de_2023 = ____
en_junio = junio.frame.set_index("sexo")["n"]
en_marzo = marzo.frame.set_index("sexo")["n"]
hombres_de_2023 = int(en_junio["HOMBRE"] - en_marzo["HOMBRE"])

# %% tags=["revision"]
tip.check("7.3", hombres_de_2023)

# %% tags=["pista"]
# tip.hint("7.3", 1)
# tip.hint("7.3", 2)
# tip.solution("7.3")
# tip.restart("7.3")

# %% [markdown]
# The figure that singles that man out is in neither table: **it appears when you subtract them**. That is why a dashboard updated every month can single out the person who arrived that month. `audit` attacks the tables you have just made, and it sees this if `previous` gives it what was published before. `explain()[0]` shows the first finding:

# %%
tip.audit({"junio": junio}, previous=[{"marzo": marzo}]).explain()[0]

# %% [markdown]
# ## 5. Nothing to cover, and yet
#
# Another office publishes this table of women, by the border post that referred them: Norte (north), Sur (south) and Este (east). No figure is small.
#
# | Puesto | Sexual exploitation | Other purposes | Total |
# |:--|--:|--:|--:|
# | Norte | 9 | 6 | 15 |
# | Sur | 14 | 0 | 14 |
# | Este | 7 | 8 | 15 |
# | Total | 30 | 14 | 44 |
#
# Ask the program:

# %%
tip.audit_files("datasets/cuadros/puestos.csv")

# %% [markdown]
# ### Exercise 7.4
#
# Think of a neighbour who only knows which post each woman came through. With the table in hand, for the women of **which post** does she now know what each one went through? Write the name in quotes.

# %% tags=["ejercicio", "ej:7.4"]
#: puesto_expuesto = ____
puesto_expuesto = "Sur"

# %% tags=["revision"]
tip.check("7.4", puesto_expuesto)

# %% tags=["pista"]
# tip.hint("7.4", 1)
# tip.hint("7.4", 2)
# tip.solution("7.4")
# tip.restart("7.4")

# %% [markdown]
# The program found nothing to work out, because nothing was hidden. **No machine knows which fact can hurt.** When a whole group falls into one cell, the table speaks of each person in the group. It often happens to groups of women or girls who were all seen by the same office: they look well counted and are left exposed.

# %% [markdown]
# ## 6. The reader on the inside
#
# This table counts people by who referred them. Two figures are hidden, and from outside nobody can know the value of each.
#
# | Who referred them | People |
# |:--|--:|
# | Police | 14 |
# | Prosecution | 11 |
# | PANI (child welfare) | 6 |
# | Health service | * |
# | Non-governmental organisation | * |
# | Total | 36 |
#
# But the organisation knows how many it referred itself: **one**. And the person referred knows it too.

# %% [markdown]
# ### Exercise 7.5
#
# Put yourself in the place of the organisation. **How many people** did the health service refer?

# %% tags=["ejercicio", "ej:7.5"]
#: referidas_por_salud = ____
ocultas = 36 - 14 - 11 - 6
referidas_por_salud = ocultas - 1

# %% tags=["revision"]
tip.check("7.5", referidas_por_salud)

# %% tags=["pista"]
# tip.hint("7.5", 1)
# tip.hint("7.5", 2)
# tip.solution("7.5")
# tip.restart("7.5")

# %% [markdown]
# The reader with the greatest advantage is hardly ever a stranger: it is a colleague, a relative, or the person who exploited the victim. The gate also puts itself in the place of **the only person in a cell**, and hides whatever is needed so that, by subtracting herself, she learns nothing about the others.

# %% [markdown]
# ## So far
#
# Four ways in: subtraction within a table, subtraction between two publications, the group that falls entirely into one cell, and what somebody on the inside knows. Breaking took seconds. Notebook 2 is about repairing, and about deciding what is shared and what is not.
