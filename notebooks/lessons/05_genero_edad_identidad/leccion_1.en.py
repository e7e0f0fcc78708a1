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
# # What does “no data” hide?
#
# **Module 5 · Gender, age, identity · notebook 1 of 2.** **SYNTHETIC DATA.** The people of this module are invented.
#
# **Today's question.** Your head of office asks for “the usual table”: *Exploited workmen*, one number and a note that says “gender identity: no data”. *Whom does that title leave out, and what does that “no data” hide?*
#
# By the end of the module you will be able to:
#
# 1. ask about sex and about gender identity without guessing either;
# 2. say why a value is missing, and who can keep it from being missing;
# 3. redo a table that spoke of adult men only;
# 4. choose age groups that hide neither girls nor boys;
# 5. look at those whom nobody expected to see: male victims, relatives who recruit, women among the accused.
#
# Time for the module: 150 minutes; for this notebook 85, with a group activity away from the computer.

# %% [markdown] tags=["grupo"]
# ## 1. Eight boxes
#
# **Group activity, away from the computer (25 minutes).** In threes, from different institutions. Each row is a box of a real or possible form, and what somebody wrote in it. Say what is known: **S**, the sex registered at birth; **I**, the gender identity that the person declares; **N**, neither.
#
# | | The box says | And the answer is | S, I or N |
# |:--|:--|:--|:--|
# | 1 | What sex were you registered with at birth? | male | |
# | 2 | What gender do you identify with today? | trans woman | |
# | 3 | Gender (noted by the officer on seeing her) | feminine | |
# | 4 | Sex/gender | M | |
# | 5 | Sex on the birth certificate | female | |
# | 6 | What gender do you identify with today? | I prefer not to answer | |
# | 7 | LGBTI | yes | |
# | 8 | Sex (blank; the person is called María José) | | |
#
# At the end talk it over: which of these boxes is on your office's form? Who fills it in, and in front of whom?

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# There are **two questions**, in this order: *What sex were you registered with at birth?* and *What gender do you identify with today?* Only the person can answer the second one, in private and once there is trust. What an officer sees, what a name suggests or an acronym says answers neither. And neither follows from the other.

# %% [markdown]
# ### Exercise 5.1
#
# In which boxes was the **second question**, the one on gender identity, asked well and answered by the person concerned? Write the numbers separated by commas.

# %% tags=["ejercicio", "ej:5.1"]
#: casillas_de_identidad = [____]  # for example: [1, 5]
casillas_de_identidad = [2, 6]

# %% tags=["revision"]
tip.check("5.1", casillas_de_identidad)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("5.1", 1)
# tip.hint("5.1", 2)
# tip.solution("5.1")
# tip.restart("5.1")

# %% [markdown]
# > **Children and adolescents.** Girls and boys under 12 are not asked about their gender identity: “not applicable”. From 12 to 17 it is noted only if they bring it up; otherwise “not asked” is a right answer, not a failing. What they say is never mentioned in front of the family or of whoever comes with them: it could put them in danger.

# %% [markdown]
# ## 2. “No data” has reasons
#
# The form has asked about gender identity since 2018, so we select the applications from that year on. `with_quality` adds, for each variable, another whose name begins with `llenado_` (filled in): it says whether there is a value, or why it is missing. **Before you run it:** in what share of the applications do you think the question was asked?

# %%
registro = tip.read_register("datasets/registro_limpio")
calidad = tip.with_quality(registro)
recientes = calidad.where(
    condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"],
    anio_registro=["2018", "2019", "2020", "2021", "2022", "2023", "2024"],
)
por_identidad = tip.count_by(recientes, "llenado_identidad_genero")
tip.show_table(tip.protect(por_identidad))

# %% [markdown]
# Each reason is about someone different:
#
# | Reason | Whom it is about | What to do |
# |:--|:--|:--|
# | Not asked | the institution | train staff, change the form |
# | Prefers not to answer | the person, who has that right | respect it; never fill it in |
# | Not available in the source (before 2018) | the earlier form | say since when it has been asked |
# | Not applicable | age: under 12 | leave it out of the percentage |
#
# With a single “no data”, the office that does not ask and the person who does not wish to answer look alike.

# %% [markdown]
# Now the same count by referring institution, without the applications where the question does not apply. **What do you expect to see?** An institution that always asks?

# %%
preguntables = recientes.where(llenado_identidad_genero=["CON_DATO", "NP", "PNR"])
por_institucion = tip.count_by(preguntables, ["tipo_entidad", "llenado_identidad_genero"])
tip.draw_composition(tip.protect(por_institucion))

# %% [markdown]
# Read the bars of the institutions with many applications (*n* stands on the right). Some bars are half full, and some are full. A full bar may mean an office that asks very well, or a form that **comes with one answer ticked** and that nobody changes. A sign: among many people, none preferred not to answer, and every answer repeats the sex. It is not enough to say so; it is enough to go and look.

# %% [markdown]
# ### Exercise 5.2
#
# You have time to visit **one** office to see how that box is filled in. Which do you distrust most? Write its code in quotation marks: `"FISCALIA"` (the prosecution), `"JUDICIAL"` (the courts), `"MUJER"` (the women's institute), `"NINEZ"` (the child welfare authority) or `"SALUD"` (health).

# %% tags=["ejercicio", "ej:5.2"]
#: oficina_por_visitar = ____
oficina_por_visitar = "MUJER"

# %% tags=["revision"]
tip.check("5.2", oficina_por_visitar)

# %% tags=["pista"]
# tip.hint("5.2", 1)
# tip.hint("5.2", 2)
# tip.solution("5.2")
# tip.restart("5.2")

# %% [markdown]
# In these data it was planted on purpose: that institution's form comes with the answer filled in. One hundred per cent may be **a value that the form invented**. And it hides those whom it matters most not to lose: a trans person whom nobody asked is counted as someone they are not.

# %% [markdown]
# ## 3. The usual table, redone
#
# `with_answer` adds a variable, here `finalidad_LABORAL`, that says `SI` (yes) or `NO`: with it you select the people exploited in work or services. The usual report gives their total and calls it *Exploited workmen*. **Before you run the next cell:** reading that title, whom do you picture? Write it down.

# %%
acreditadas = registro.where(condicion_victima="ACREDITADA")
con_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL")
en_trabajo = con_trabajo.where(finalidad_LABORAL="SI")
por_sexo_y_edad = tip.count_by(en_trabajo, ["sexo", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(por_sexo_y_edad))

# %% [markdown]
# The total did not change. What changed is whom you see. A title that speaks of men and gives no age is no detail of style: it decides for whom the shelter, the interview and the office hours are planned. **Every table shows both sexes and keeps those under 18 apart**, even if they are few.

# %% [markdown]
# ### Exercise 5.3
#
# Of those “workmen”, what **percentage are women of any age**, adolescent girls and young girls included? Use the numbers in the table. You can write the sum: `100 * 30 / 120`.

# %% tags=["ejercicio", "ej:5.3"]
#: mujeres_y_ninas = ____
por_sexo = por_sexo_y_edad.frame.groupby("sexo")["n"].sum()
mujeres_y_ninas = 100 * por_sexo["MUJER"] / por_sexo_y_edad.total

# %% tags=["revision"]
tip.check("5.3", mujeres_y_ninas)

# %% tags=["pista"]
# tip.hint("5.3", 1)
# tip.hint("5.3", 2)
# tip.solution("5.3")
# tip.restart("5.3")

# %% [markdown]
# ## 4. Age groups hide as well
#
# Now **all** accredited people, in three pyramids. `protect_together` protects the first two **together**, so that one does not give away what the other hides. The first has only two age groups. **What do you expect to see?**

# %%
piramides = tip.protect_together(
    {
        "dos grupos": tip.count_by(acreditadas, ["mayoria_edad", "sexo"], unit="persona"),
        "diez grupos": tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona"),
    }
)
tip.draw_pyramid(piramides["dos grupos"])

# %% [markdown]
# The second has ten groups. None of them mixes adolescents with adults. **Compare the bar for 15 to 17 with the one for 18 to 24:** many reports add them up and call them “young people aged 15 to 24”.

# %%
tip.draw_pyramid(piramides["diez grupos"])

# %% [markdown]
# The third goes year by year up to 24. An exact age goes a long way towards recognising someone: protected for publication, nearly all of it would be hidden. That is why we look at it with `policy="internal"`, a **working** chart for the team that may see the register anyway. It does not leave the office. **Where are the longest bars?**

# %%
por_edad = tip.count_by(acreditadas, ["edad", "sexo"], unit="persona")
tip.draw_pyramid(tip.protect(por_edad, policy="internal"), oldest=24)

# %% [markdown]
# They are among girls aged 14 to 16. In “0 to 17” that peak is watered down; in “15 to 24” it is cut in two, and the part that stays is called “young people”. **The age group decides whether anyone sees a girl.** In the office, look year by year; outside, publish groups that do not cross 18, such as 12 to 14 and 15 to 17.

# %% [markdown]
# ### Exercise 5.4
#
# A report adds up the “young women aged 15 to 24”. Of those people, what **percentage were girls aged 15 to 17**? The numbers are below the second pyramid: click on **Chart data**.

# %% tags=["ejercicio", "ej:5.4"]
#: adolescentes_escondidas = ____
mujeres = piramides["diez grupos"].frame.query("sexo == 'MUJER'").set_index("grupo_edad")["n"]
adolescentes_escondidas = 100 * mujeres["15-17"] / (mujeres["15-17"] + mujeres["18-24"])

# %% tags=["revision"]
tip.check("5.4", adolescentes_escondidas)

# %% tags=["pista"]
# tip.hint("5.4", 1)
# tip.hint("5.4", 2)
# tip.solution("5.4")
# tip.restart("5.4")

# %% [markdown]
# ## 5. Girls and boys are not one number
#
# “Minors” puts girls together with boys, and a girl of 5 with a boy of 17. Separate them by sex and by age, again in a working chart that does not leave the office. **What do you expect to see in the group aged 0 to 11?**

# %%
ninez = acreditadas.where(mayoria_edad="00-17")
por_edad_y_sexo = tip.count_by(ninez, ["grupo_edad_amplio", "sexo"], unit="persona")
tip.draw_composition(tip.protect(por_edad_y_sexo, policy="internal"))

# %% [markdown]
# Before the age of 12, girls and boys are almost even. From 12 to 17 the great majority are girls. Put together in one number, **the small boys disappear** behind the adolescent girls; and in this register many of those boys were exploited in begging, which needs another response.

# %% [markdown]
# ### Exercise 5.5
#
# Of the group aged **0 to 11**, what **percentage were boys**?

# %% tags=["ejercicio", "ej:5.5"]
#: ninos_pequenos = ____
pequenos = por_edad_y_sexo.frame.set_index(["grupo_edad_amplio", "sexo"])["n"]["00-11"]
ninos_pequenos = 100 * pequenos["HOMBRE"] / pequenos.sum()

# %% tags=["revision"]
tip.check("5.5", ninos_pequenos)

# %% tags=["pista"]
# tip.hint("5.5", 1)
# tip.hint("5.5", 2)
# tip.solution("5.5")
# tip.restart("5.5")

# %% [markdown]
# ## So far
#
# Two questions and not one; each “no data” with its reason; both sexes and age in every table; groups that mix neither an adolescent girl with an adult woman, nor a small boy with an adolescent girl. In notebook 2, three sentences often heard in meetings that the register does not bear out.
