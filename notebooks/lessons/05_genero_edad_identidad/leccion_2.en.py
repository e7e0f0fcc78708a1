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
# # Whom did we not expect to see?
#
# **Module 5 · Gender, age, identity · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 65 minutes.
#
# Three sentences heard in meetings: *“there are no male victims here”*, *“gangs recruit them”*, *“in trafficking, women are the victims”*. The working question: *what does the register say, and what can it not say?*

# %%
import tipanalysis as tip

tip.settings(lang="en")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. A zero that is not zero
#
# First sentence: *“there are no male victims here”*. Count the people accredited in a single year, by sex and age. **What do you expect to see in the cell for adult men?**

# %%
de_2021 = acreditadas.where(anio_acreditacion="2021")
cuadro_2021 = tip.count_by(de_2021, ["sexo", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(cuadro_2021))

# %% [markdown]
# There is a true zero: no adult man was accredited that year. Does it mean that there are none? Think of a huge bag from which a few marbles are drawn, none of them red. There may be red ones. The **rule of three** says how many: if none of *n* marbles was red, the bag may hold up to **3 in every n**.

# %% [markdown]
# ### Exercise 5.6
#
# Here *n* is the total number of people in the table, none of them an adult man. By the rule of three, what **percentage** of adult men could there be, at most, without contradicting that zero? Write the sum: `100 * 3 / n`, with the total in place of `n`.

# %% tags=["ejercicio", "ej:5.6"]
#: hasta_que_porcentaje = ____
hasta_que_porcentaje = 100 * 3 / cuadro_2021.total

# %% tags=["revision"]
tip.check("5.6", hasta_que_porcentaje)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("5.6", 1)
# tip.hint("5.6", 2)
# tip.solution("5.6")
# tip.restart("5.6")

# %% [markdown]
# And that is chance alone. The rule says nothing about **where people look**. See which institution referred the people exploited in work or services, in all years. Find the labour inspectorate.

# %%
en_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL").where(finalidad_LABORAL="SI")
por_puerta = tip.count_by(en_trabajo, "tipo_entidad", unit="persona")
tip.draw_bars(tip.protect(por_puerta), by_size=True)

# %% [markdown]
# The inspectorate is the one that goes into farms, boats and building sites, where mostly men and boys work, and very few people came from there in fifteen years. **Men show up where somebody looks for them.** With that door nearly shut, a zero speaks of the door, not of the people.

# %% [markdown]
# And what happens to the men who do get there? Among the applications for work or services already decided, `compare` subtracts the share accredited of men and of women. `sentence` puts it into words, and `Markdown` shows them.

# %%
solicitudes = tip.with_answer(registro, "finalidad", "LABORAL").where(
    finalidad_LABORAL="SI", estado_solicitud=["ACREDITADA", "DENEGADA", "ARCHIVADA"]
)
decididas = tip.count_by(solicitudes, ["sexo", "estado_solicitud"])
brecha = tip.compare(decididas, across="sexo", reference="MUJER")
Markdown(tip.sentence(tip.protect(brecha), sexo="HOMBRE", estado_solicitud="ACREDITADA"))

# %% [markdown]
# The two numbers in brackets are the **interval**: how far chance may move the difference, in points. One is negative and the other positive: men may be accredited less often, or more often. So **nothing can be concluded**. The honest thing is to write just that, and to look where nobody has looked.

# %% [markdown]
# ## 2. The recruiter is seldom a stranger
#
# Second sentence: *“gangs recruit them”*. The register notes how the person and the recruiter knew each other. In this working chart, which does not leave the office, each row is a sex and an age; the more people it has, the taller it is. **What do you expect to see in the row of girls?**

# %%
por_vinculo = tip.count_by(acreditadas, ["sexo", "mayoria_edad", "vinculo_tratante"], unit="persona")
tip.draw_mosaic(tip.protect(por_vinculo, policy="internal"))

# %% [markdown]
# Children were recruited above all by **their families**; adults, by employers and acquaintances. In no row were as many as one in five recruited by a stranger. If prevention speaks of strangers only, it does not protect those who have the danger at home; and an interview in front of the family may be an interview in front of the recruiter.

# %% [markdown]
# The table that can be published has less detail: relationship and age, without sex.

# %%
por_edad = tip.count_by(acreditadas, ["vinculo_tratante", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(por_edad))

# %% [markdown]
# ### Exercise 5.7
#
# For **each** child or adolescent recruited by a stranger, how many were recruited by a relative? Divide the two numbers of the table.

# %% tags=["ejercicio", "ej:5.7"]
#: familiares_por_extrano = ____
ninez = por_edad.frame.query("mayoria_edad == '00-17'").set_index("vinculo_tratante")["n"]
familiares_por_extrano = ninez["FAMILIAR"] / ninez["DESCONOCIDA"]

# %% tags=["revision"]
tip.check("5.7", familiares_por_extrano)

# %% tags=["pista"]
# tip.hint("5.7", 1)
# tip.hint("5.7", 2)
# tip.solution("5.7")
# tip.restart("5.7")

# %% [markdown]
# > **Children and adolescents.** When the recruiter is one of the family, nobody interviews the child in front of them or tells them beforehand. The child welfare authority decides with whom the child stays. That protection rests on the box “Relationship to the alleged trafficker”: if nobody fills it in, the decision is taken blindly.

# %% [markdown]
# ## 3. Women among the accused too
#
# Third sentence: *“in trafficking, women are the victims”*. The next sheet is invented, as a prosecution service might keep it: one row for each **person accused**, which is not the same as convicted. **What share do you think are women?**

# %%
imputadas = tip.read_register("datasets/imputadas.csv", source="imputadas")
por_rol = tip.count_by(imputadas, ["rol", "tratante_sexo"])
tip.draw_composition(tip.protect(por_rol))

# %% [markdown]
# A little over a third are women, and not evenly: they are the majority among those accused of **recruiting**, and few among those accused of exploiting. The recruiter is the one who shows most: the name that the victim does know. A table of the accused that leaves out sex lets us see neither this nor who stands behind these women.

# %% [markdown]
# ### Exercise 5.8
#
# Of the people accused of **recruiting**, what **percentage are women**? The numbers are in **Chart data**.

# %% tags=["ejercicio", "ej:5.8"]
#: mujeres_que_captan = ____
captan = por_rol.frame.query("rol == 'RECLUTADOR'").set_index("tratante_sexo")["n"]
mujeres_que_captan = 100 * captan["MUJER"] / captan.sum()

# %% tags=["revision"]
tip.check("5.8", mujeres_que_captan)

# %% tags=["pista"]
# tip.hint("5.8", 1)
# tip.hint("5.8", 2)
# tip.solution("5.8")
# tip.restart("5.8")

# %% [markdown]
# Who are they? The sheet has a box that hardly any register has: whether the person is known to have **been a victim before**. See also who was not asked.

# %%
fue_victima = tip.count_by(imputadas, ["tratante_sexo", "victima_antes"])
tip.show_table(tip.protect(fue_victima), share="tratante_sexo")

# %% [markdown]
# Many of the women accused are known to have been victims before. Some people recruit others so as not to be exploited any more. The non-punishment principle asks us to examine whether someone broke the law **because** they were a victim; without the box nobody does. For most of the men we do not know: **they were not asked**. That it is known of fewer does not mean that it happens to fewer.

# %% [markdown]
# ### Exercise 5.9
#
# Of the women accused **who were asked**, what **percentage** are known to have been victims before? The denominator, the number you divide by, does not include “Not asked”.

# %% tags=["ejercicio", "ej:5.9"]
#: mujeres_victimas_antes = ____
de_mujeres = fue_victima.frame.query("tratante_sexo == 'MUJER'").set_index("victima_antes")["n"]
mujeres_victimas_antes = 100 * de_mujeres["SI"] / (de_mujeres["SI"] + de_mujeres["NO"])

# %% tags=["revision"]
tip.check("5.9", mujeres_victimas_antes)

# %% tags=["pista"]
# tip.hint("5.9", 1)
# tip.hint("5.9", 2)
# tip.solution("5.9")
# tip.restart("5.9")

# %% [markdown]
# ## 4. On Monday, with your own form
#
# Complete this card (double click, and **Shift + Enter**) with your office's form and its latest table before you. It is the product of the module.
#
# > **On our form, sex and gender identity** are one box / two boxes. **They are answered by** …………
# >
# > **The reasons that can be ticked when a value is missing are** …………  **Missing are** …………
# >
# > **Our age groups** keep / do not keep people under 18 apart, **and** …………
# >
# > **The table that we use most does not show** …………  **because** …………
# >
# > **I redo it like this:** …………

# %% [markdown]
# ## To check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("5")

# %% [markdown]
# ## What this does not tell us
#
# - **How many men, how many trans people, how many boys there are.** The register tells how many somebody found, and through which door.
# - **How those who preferred not to answer identify.** It is not deduced, and not filled in.
# - **That women recruit more than men in the country.** The sheet of people accused is invented.
# - **Who is guilty.** Accused is not convicted, and a table does not settle what having been a victim before should count for.

# %% [markdown]
# ## To take away
#
# 1. Sex and gender identity are two questions; only the person answers the second.
# 2. “No data” splits into reasons: the office's is mended, the person's is respected.
# 3. Every table has both sexes and keeps people under 18 apart; no age group crosses 18.
# 4. A zero among *n* people allows up to 3 in every *n*; with few people, that is a lot.
# 5. Relationships and people accused are counted by sex and age too.
#
# **Back to the question.** You hand in the table redone, under another title: *People exploited in work or services, by sex and age*. And below it, in place of “no data”, how many were not asked and how many preferred not to answer.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
