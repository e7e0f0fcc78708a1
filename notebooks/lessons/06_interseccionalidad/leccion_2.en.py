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
# # When not to publish?
#
# **Module 6 · Intersectionality with small numbers · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 75 minutes, with a group activity away from the computer.
#
# The working question: a journalist calls and says *“child victims have doubled”*. *What do you answer, and what will you never answer?*

# %% [markdown] tags=["grupo"]
# ## 1. Publish, pool or keep silent
#
# **Group activity, away from the computer (25 minutes).** In threes. Each card is something that somebody wants to publish. Decide: **A**, it is published as it is; **P**, it is pooled first (years, groups or places) and what comes out is published; **S**, silence: it is not published even if pooled; it is said in another way, or not said. Write down whom it might harm.
#
# | | What somebody wants to publish | A, P or S |
# |:--|:--|:--|
# | 1 | People accredited in five years in the whole country, by sex and whether under 18: 112, 85, 34 and 19 | |
# | 2 | Girls accredited this year in a border canton, by the Indigenous people that they declare: 2 and 1 | |
# | 3 | “82% are women”: 9 of the 11 people accredited in the quarter | |
# | 4 | Trans people accredited this year: 1 | |
# | 5 | Applications by month and province: nearly all cells are 0, 1 or 2 | |
# | 6 | “There are no victims with a disability”: 9 out of 10 people were not asked | |
# | 7 | People accredited by year in the whole country, from 2015 to 2024: between 20 and 50 each year | |
# | 8 | The 26 people found in a single operation, by nationality and age, with its date | |
#
# At the end talk it over: which of these has some institution already published? What should be done about it now?

# %%
import tipanalysis as tip

tip.settings(lang="en")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %% [markdown]
# Pooling helps when the trouble is that there are **few people in a cell**. It does not help when a person is recognised all the same: because there is no other, because of the place, or because it was in the news. Nor does it help when the number does not say what it seems to say.

# %% [markdown]
# ### Exercise 6.5
#
# Which cards get an **S**: not published even if pooled? Write the numbers separated by commas.

# %% tags=["ejercicio", "ej:6.5"]
#: no_se_publican = [____]  # for example: [1, 7]
no_se_publican = [2, 4, 6, 8]

# %% tags=["revision"]
tip.check("6.5", no_se_publican)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("6.5", 1)
# tip.hint("6.5", 2)
# tip.solution("6.5")
# tip.restart("6.5")

# %% [markdown]
# ## 2. “It doubled”
#
# The journalist is right about one thing: in 2020 more than twice as many children and adolescents were accredited as in 2018. Look at each year's number with its **band of chance**: what is to be expected around the mean even if nothing changes.

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
ninez = acreditadas.where(
    mayoria_edad="00-17",
    anio_acreditacion=["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"],
)
tip.draw_control(tip.protect(tip.count_by(ninez, "anio_acreditacion", unit="persona")))

# %% [markdown]
# All years fit in the band: 2018 is not so low, nor 2020 so high, that chance cannot explain them. With numbers of this size it is easy to double. If a year falls outside, ask why: a large operation, another definition, more inspections.

# %% [markdown]
# Now the **percentage** that they are of the people accredited each year, with its **interval**: between which values chance may move it. **What do you expect to see in 2020, when their number had doubled?**

# %%
cinco_anios = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
por_anio = tip.count_by(cinco_anios, ["anio_acreditacion", "mayoria_edad"], unit="persona")
parte_por_anio = tip.protect(tip.share_within(por_anio, among="anio_acreditacion"))
tip.draw_bars(parte_por_anio)

# %% [markdown]
# ### Exercise 6.6
#
# From 2018 to 2020 the **number** of children and adolescents doubled. By how many **points** did their **percentage** change? Subtract: 2020 minus 2018, with its sign.

# %% tags=["ejercicio", "ej:6.6"]
#: cambio_en_puntos = ____
ninas_y_ninos = parte_por_anio.frame.query("mayoria_edad == '00-17'").set_index("anio_acreditacion")
cambio_en_puntos = ninas_y_ninos["estimate"]["2020"] - ninas_y_ninos["estimate"]["2018"]

# %% tags=["revision"]
tip.check("6.6", cambio_en_puntos)

# %% tags=["pista"]
# tip.hint("6.6", 1)
# tip.hint("6.6", 2)
# tip.solution("6.6")
# tip.restart("6.6")

# %% [markdown]
# The number doubled and their percentage **did not rise**: that year more people of all ages were accredited, many from one single operation, the one you saw in module 1. And the intervals are so wide that they overlap. Pool the five years and compare.

# %%
los_cinco = tip.protect(tip.share_within(tip.count_by(cinco_anios, "mayoria_edad", unit="persona")))
juntas = tip.sentence(los_cinco, mayoria_edad="00-17")
sola = tip.sentence(parte_por_anio, mayoria_edad="00-17", anio_acreditacion="2018")
Markdown(juntas + "\n\n" + sola)

# %% [markdown]
# ### Exercise 6.7
#
# The **width** of an interval is its upper end minus its lower one. How many **points narrower** is that of the five years together than that of 2018? Use the numbers in the two sentences, with a point in place of the comma.

# %% tags=["ejercicio", "ej:6.7"]
#: puntos_mas_angosto = ____
de_2018 = ninas_y_ninos.loc["2018"]
de_los_cinco = los_cinco.frame.set_index("mayoria_edad").loc["00-17"]
puntos_mas_angosto = (de_2018["high"] - de_2018["low"]) - (de_los_cinco["high"] - de_los_cinco["low"])

# %% tags=["revision"]
tip.check("6.7", puntos_mas_angosto)

# %% tags=["pista"]
# tip.hint("6.7", 1)
# tip.hint("6.7", 2)
# tip.solution("6.7")
# tip.restart("6.7")

# %% [markdown]
# The interval speaks **of chance only**. It holds neither those whom nobody found nor what the law changed in 2018. A narrow interval around badly collected data is a very precise mistake.

# %% [markdown]
# ## 3. More than the sum?
#
# Is what happens to girls the sum of being female and being under 18, or something more? `intersect` takes, in four groups of sex and age, the share exploited in work or services, and says how far from that sum the group with both traits lies. `reference` is the group to compare with, adult men. `sentence` writes what the interval allows.

# %%
con_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL").where(finalidad_LABORAL=["SI", "NO"])
cruce = tip.count_by(con_trabajo, ["sexo", "mayoria_edad", "finalidad_LABORAL"], unit="persona")
exceso = tip.intersect(cruce, ("sexo", "mayoria_edad"), reference={"sexo": "HOMBRE", "mayoria_edad": "18+"})
Markdown(tip.sentence(tip.protect(exceso), sexo="MUJER", mayoria_edad="00-17", finalidad_LABORAL="SI"))

# %% [markdown]
# Fifteen years of records, and still **it cannot be said**. One of the four groups, that of boys, is too small. To search for crossings with small numbers and announce the largest that comes up is to manufacture findings: among many comparisons, one comes up by chance.

# %% [markdown]
# ## 4. From the canton to the person
#
# Another of the journalist's sentences: *“where there are more foreigners there is more trafficking”*. In the clinics of sixteen cantons that do not exist, each person's origin was noted, and whether they were referred as a possible victim. **Before you run it:** if the sentence held for people too, who would be referred more within one canton?

# %%
consulta = tip.read_register("datasets/cantones.csv", source="cantones")
por_canton = tip.protect(tip.count_by(consulta, ["canton_consulta", "origen", "referida"]))
tip.draw_slopes(por_canton, trait=("origen", "EXTRANJERA"), event=("referida", "SI"))

# %% [markdown]
# On the left each point is a **canton**: those with more foreign people refer more. On the right each line is one canton from inside: from nationals to foreign people it **goes down**. In these data, where more foreign people live there is more searching, and more of everyone is referred. To go from the canton to the person is called the **ecological fallacy**; it makes a prejudice out of correct data.

# %% [markdown]
# ### Exercise 6.8
#
# **Within** one canton, how many points **lower**, on average, is the percentage of foreign people referred? It is in one of the sentences that go with the chart. Write it with a point: `3.4`.

# %% tags=["ejercicio", "ej:6.8"]
#: puntos_menos = ____
puntos_menos = 1.2

# %% tags=["revision"]
tip.check("6.8", puntos_menos)

# %% tags=["pista"]
# tip.hint("6.8", 1)
# tip.hint("6.8", 2)
# tip.solution("6.8")
# tip.restart("6.8")

# %% [markdown]
# ## 5. On Monday: “What we do not know”
#
# This is the product of the module. It is no apology at the foot of a page: it is **a result**, and it is published at the same size as the tables. First the chart of what is missing, of the people accredited in the five years.

# %%
con_calidad = tip.with_quality(registro).where(
    condicion_victima="ACREDITADA", anio_acreditacion=["2018", "2019", "2020", "2021", "2022"]
)
faltantes = tip.protect_together(
    {
        "estudios": tip.count_by(con_calidad, "llenado_nivel_educativo", unit="persona"),
        "lengua": tip.count_by(con_calidad, "llenado_lengua_materna", unit="persona"),
        "lugar": tip.count_by(con_calidad, "llenado_lugar_captacion", unit="persona"),
        "identidad": tip.count_by(con_calidad, "llenado_identidad_genero", unit="persona"),
    }
)
tip.draw_not_known(faltantes)

# %% [markdown]
# Now the words. Double click, complete it with your own register, and press **Shift + Enter**.
#
# > **What we do not know**
# >
# > **We do not know how many victims there are.** These are the ones that ………… found, looking above all in …………
# >
# > **We do not know** ………… **of** ………… **people, because** (they were not asked / they preferred not to answer) …………
# >
# > **We do not publish** ………… **because people would be recognised.**
# >
# > **We cannot say whether** ………… **rose or fell:** the numbers are small, and chance is enough to explain it.
# >
# > **We pooled the years from** ………… **to** ………… **, and in** ………… **the definition changed.**
# >
# > **To know it, one would need** …………

# %% [markdown]
# ## To check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("6")

# %% [markdown]
# ## What this does not tell us
#
# - **What share is really found.** The file of what is not found exists only because it is invented.
# - **The risk of foreign people.** Neither “half and half” nor the rate per resident measures it.
# - **Why people are accredited less often in sexual exploitation.** The paradox says where to look, not the cause.
# - **What happens in a real canton.** All sixteen are invented, and a figure about places does not speak of those who live in them.

# %% [markdown]
# ## To take away
#
# 1. Each crossing costs: before you cross, pool years or put groups together.
# 2. What is found is not what there is; always state the denominator.
# 3. Every gap is also looked at inside the groups.
# 4. With few people it is easy to double: interval before headline.
# 5. What holds for places does not hold for people.
# 6. “What we do not know” is published.
#
# **Back to the question.** To the journalist: “The number rose; their percentage of the total did not; and with such numbers chance is enough. I am sending you the table of five years and the card of what we do not know.” To your head of office: the eight groups, with five years together, and why not with one alone.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
