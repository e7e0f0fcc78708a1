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
# # From the dashboard to two pages
#
# **Module 9 · Dashboard and report · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 70 minutes, with a group activity without a computer.
#
# The working question: *you have five minutes with whoever decides. Which sentence can you sign, and what will you ask them to change?*

# %%
import tipanalysis as tip

tip.settings(lang="en")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
anios = ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
acreditadas = registro.where(condicion_victima="ACREDITADA", anio_acreditacion=anios)
acreditadas

# %% [markdown]
# ## 1. The dashboard: first, whom it is about
#
# A dashboard is a report that everyone puts together with filters. Ours is a folder that opens with a double click, without internet; the guide “The dashboard” says how to make it. Always read in this order:
#
# 1. **which filters are on**: they decide whom it is about and how many people one divides by;
# 2. **what is counted** and how many there are in all;
# 3. **for whom the value is missing**;
# 4. **what is hidden**, which is not zero;
# 5. and only then the longest bar.

# %% [markdown]
# This is a view of the dashboard with the filter **Sex: Woman**. Somebody took a photograph of it and wrote a headline with the percentage they saw. **Of whom is it the percentage?**

# %%
con_filtro = acreditadas.where(sexo="MUJER")
tablas = {
    "con filtro": tip.count_by(con_filtro, "mayoria_edad", unit="persona"),
    "sin filtro": tip.count_by(acreditadas, ["sexo", "mayoria_edad"], unit="persona"),
}
vistas = tip.protect_together(tablas)
tip.show_table(vistas["con filtro"])

# %% [markdown]
# The line “Only records with…” gives the filter. The headline was: “nearly half of **the victims** are girls”. The table says something else: nearly half of the accredited **women and girls**. The same view without the filter, with the percentage of all people:

# %%
tip.show_table(vistas["sin filtro"], share=())

# %% [markdown]
# ### Exercise 9.6
#
# What percentage of **all accredited people** are girls (0 to 17 years, adolescents included)? One decimal, with a point.

# %% tags=["ejercicio", "ej:9.6"]
#: ninas_entre_todas = ____
de_todas = tip.share_within(tablas["sin filtro"]).frame.set_index(["sexo", "mayoria_edad"])
ninas_entre_todas = de_todas.loc[("MUJER", "00-17"), "estimate"]

# %% tags=["revision"]
tip.check("9.6", ninas_entre_todas)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("9.6", 1)
# tip.hint("9.6", 2)
# tip.solution("9.6")
# tip.restart("9.6")

# %% [markdown]
# Now a very fine filter: boys and adolescent males, by origin and purpose. **How many figures do you think will be seen?**

# %%
muchachos = acreditadas.where(sexo="HOMBRE", mayoria_edad="00-17")
fino = tip.protect(tip.count_by(muchachos, ["finalidad", "origen"], unit="persona"))
tip.show_table(fino)

# %% [markdown]
# Almost everything is `•`. It is neither a failure nor a zero: these are boys and adolescents who could be recognised. **Do not subtract one view from another to guess**, and do not ask for “the whole dashboard”: ask another question, with more years or with fewer filters. A good report says: “they are too few people to be published separately”.

# %% [markdown]
# ## 2. The series and the sentence that can be signed
#
# The two questions that always come: *did it go up?* and *why?* Draw the series with the **seams** of the law, as in module 2.

# %%
todas = registro.where(condicion_victima="ACREDITADA")
por_anio = tip.protect(tip.count_by(todas, "anio_acreditacion", unit="persona"))
tip.draw_series(por_anio, breaks=tip.load_country("CRI").series_breaks)

# %% [markdown]
# The two sides of a seam do not count the same thing. And within a stretch, with two-digit figures, chance moves a good deal. The **control chart** draws the band of chance, that of module 6: what is to be expected around the mean even if nothing changes. **How many years do you expect to see outside?**

# %%
desde_2018 = tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="persona"))
tip.draw_control(desde_2018)

# %% [markdown]
# Two are outside, and the line below says so: 2018, very low, and 2020, very high. Such a year asks for a **reason**, not for a headline. You know that of 2020 from module 1: one single operation found many people. That of 2018 has to be asked for: it is the first after a seam. The others go up and down without needing an explanation; whoever looks for one always finds one.

# %% [markdown]
# ### Exercise 9.7
#
# Your head of office has to sign **one** of these sentences. Which? Write the letter in quotation marks.
#
# - **a.** “Trafficking went down by more than half, from 50 people in 2020 to 21 in 2021: what the institutions are doing works.”
# - **b.** “With the reform of 2018, 20 people were accredited, and 34 the year before: the reform was a mistake and should be reviewed.”
# - **c.** “From 2018 to 2024 between 20 and 50 people a year were accredited. The highest year is due in good part to one single operation. No lasting rise or fall can be seen.”
# - **d.** “In the country there are some 30 victims of trafficking a year, on the average of seven years of the accreditation register.”

# %% tags=["ejercicio", "ej:9.7"]
#: frase_que_se_firma = ____  # for example: "a"
frase_que_se_firma = "c"

# %% tags=["revision"]
tip.check("9.7", frase_que_se_firma)

# %% tags=["pista"]
# tip.hint("9.7", 1)
# tip.hint("9.7", 2)
# tip.solution("9.7")
# tip.restart("9.7")

# %% [markdown]
# ## 3. Sentences that say no more than they should
#
# Writing with care is tiring, and at the end of the day a “proves” slips out. `sentence` writes the sentence with the number, the total and what chance allows. `Markdown` shows it as plain text.

# %%
edad_y_sexo = tip.count_by(acreditadas, ["sexo", "mayoria_edad"], unit="persona")
dentro_de_cada_sexo = tip.protect(tip.share_within(edad_y_sexo, among="sexo"))
Markdown(tip.sentence(dentro_de_cada_sexo, sexo="MUJER", mayoria_edad="00-17"))

# %% [markdown]
# And the difference between women and men? **Before you run the cell:** do you think that these figures are enough to claim one?

# %%
diferencia = tip.protect(tip.compare(edad_y_sexo, "sexo", reference="HOMBRE"))
Markdown(tip.sentence(diferencia, sexo="MUJER", mayoria_edad="00-17"))

# %% [markdown]
# If the interval includes zero, that is, no difference at all, the sentence says so and does not choose. Put it in your own words, but take nothing away: **a sentence that admits what it does not know is easier to defend** than one that sounds sure.

# %% [markdown]
# ## 4. Your two pages
#
# Double-click on this text, complete it and press **Shift + Enter**. It is the product of the module. Two pages, not three: what does not fit goes into the annex, which is the full report.
#
# > **1. The question.** ……………… *(one line, as whoever decides asked it)*
# >
# > **2. The answer, in three lines.** ……………… *(the sentence that can be signed, with unit, total and period)*
# >
# > **3. The chart that answers it.** ……………… *(one; two if they are read together, like the two maps)*
# >
# > **4. Who is missing and what was hidden.** ………………
# >
# > **5. What we do not know.** ………………
# >
# > **6. What changes in the response.** We propose that ……… (who) does ……… (what) before ……… (date). We shall know whether it helped because ………
# >
# > **7. Whom this decision could harm.** ………………
# >
# > **Note.** Source, date of the data, protection policy, who answers for the figure.

# %% [markdown]
# Line 6 is the reason for all the others. If you cannot think of what to write there, the chart may not be needed. Line 7 keeps the cure from being worse than the illness: more inspections where migrants live may bring detentions instead of protection.

# %% [markdown]
# ## 5. The whole report, with one command
#
# The annex is not put together by hand. Remove the `#` signs and run the cell: in less than a minute it leaves in the folder `informes` a page, an Excel workbook with the same tables and a record of how it was made. Everything goes together through protection and through the audit.

# %% tags=["sin-salida"]
# informe = tip.render_report("acreditacion", {"data": "datasets/registro_limpio", "periodo": "2018-2024"})
# informe.html

# %% [markdown]
# The same, without opening a notebook, in a terminal (the window where commands are typed): `tipanalysis report acreditacion --data datasets/registro_limpio --periodo 2018-2024`. `tipanalysis report --list` shows which reports there are and which question each answers. Next month the command is repeated: **the same input gives the same numbers**, and that too can be defended.

# %% [markdown] tags=["grupo"]
# ## 6. Five minutes at the door
#
# **Group activity, without a computer (25 minutes).** In pairs from different institutions, with your two pages half written.
#
# 1. *(10 minutes)* One person plays whoever decides, and is in a hurry; the other presents the two pages in five minutes. Then change over.
# 2. *(10 minutes)* Whoever listened asks, aloud, the five questions for every table: who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
# 3. *(5 minutes)* Each **crosses out one sentence** of the text and **corrects one figure**: the one that could not be defended.
#
# Hand in what you crossed out: it is read to everyone, without saying whose it was.

# %% [markdown]
# ## 7. On Monday, with your own sheet
#
# - Look for the last chart that your office published. Does it have unit, total, missing values and what was hidden? Write the lines that are missing.
# - Ask whether somebody keeps count of the inspections, calls or interviews that found **nobody**. If not, begin this week.
# - Work out the waiting times by group, with the pending applications. If some group waits longer, ask about the interpreter before the average.
# - Put a line “What changes in the response” into the template of the next report.

# %% [markdown]
# ## Check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("9")

# %% [markdown]
# ## What this does not tell us
#
# - **Where there is more trafficking.** The map of finds depends on where people looked, and a hundred inspections are not all alike.
# - **Why a group waits longer.** The register does not say whether there was an interpreter, a lawyer or transport.
# - **Whether a decision helped.** More records afterwards may mean better searching.
# - **Who appears under no filter.** The dashboard filters records; whoever did not enter is in no view.

# %% [markdown]
# ## To take away
#
# 1. First the question; then the drawing.
# 2. A chart travels with its unit, total, missing values, hidden figures, source and alternative text.
# 3. A map of finds is also a map of searches: divide by how much was searched.
# 4. Time limits are looked at by group, with the pending applications; the median speaks of whoever is in the middle.
# 5. On the dashboard, the filters first: they say whom it is about.
# 6. Two pages that do not say what changes change nothing.
#
# **Back to the question.** The two maps together do not send all inspections to two provinces: they propose looking where hardly anybody has looked, writing down also what is not found, and looking again.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
