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
# # Repairing, and sharing with care
#
# **Module 7 · Data protection and disclosure · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 70 minutes.
#
# The question from work: a university writes *“could you share the database with us? Without names, of course”*. Your manager would like to help. *What do you answer, and what do you offer?* First, three ways of repairing the tables of notebook 1.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")

# %% [markdown]
# ## 1. Safe on their own
#
# Two tables of the same people: one by age and another, with broader ages, by age and origin. Each went through the gate **on its own**. Do you think they can be published on the same page? The cell shows the first finding.

# %%
edades = tip.count_by(acreditadas, "grupo_edad", unit="persona")
origen = tip.count_by(acreditadas, ["grupo_edad_amplio", "origen"], unit="persona")
sueltos = {"edades": tip.protect(edades), "origen": tip.protect(origen)}
tip.audit(sueltos).explain()[0]

# %% [markdown]
# What one table covers, the other reveals in its totals. That is why what is published together **is protected together**: `protect_together` decides at the same time what to hide in all the tables.

# %%
juntos = tip.protect_together({"edades": edades, "origen": origen})
tip.audit(juntos).summary()

# %%
[sueltos["edades"].hidden, sueltos["origen"].hidden, juntos["edades"].hidden, juntos["origen"].hidden]

# %% [markdown]
# ### Exercise 7.6
#
# Safety is paid for in cells. The last result has four numbers: the hidden cells of “edades” (ages) and “origen” (origin) when each is protected alone, and those of the same two tables when they are protected together. **How many more cells**, counting both tables, are hidden when they are protected together?

# %% tags=["ejercicio", "ej:7.6"]
#: celdas_de_mas = ____
antes = sueltos["edades"].hidden + sueltos["origen"].hidden
despues = juntos["edades"].hidden + juntos["origen"].hidden
celdas_de_mas = despues - antes

# %% tags=["revision"]
tip.check("7.6", celdas_de_mas)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("7.6", 1)
# tip.hint("7.6", 2)
# tip.solution("7.6")
# tip.restart("7.6")

# %% [markdown]
# ## 2. Merge before you hide
#
# People by province and age, with many age groups. In this chart a darker shade means more people, and hatching means hidden. Notice how much is hatched.

# %%
fino = tip.count_by(acreditadas, ["provincia_residencia", "grupo_edad"], unit="persona")
tip.draw_heatmap(tip.protect(fino))

# %% [markdown]
# Now the same table with two groups: under 18 and adults. **What do you expect:** more hatching, or less?

# %%
grueso = tip.count_by(acreditadas, ["provincia_residencia", "mayoria_edad"], unit="persona")
tip.draw_heatmap(tip.protect(grueso))

# %% [markdown]
# Nobody is left behind a hatched cell any more. Detail was lost, and people were gained. **Do not merge what the question needs to see apart**: putting girls and adult women together would empty the table of meaning.

# %% [markdown]
# ### Exercise 7.7
#
# **How many people** did the first table, `fino`, hide? From the total, which is in the note under the chart, subtract the sum of the visible figures. You can ask for that sum like this: `tip.protect(fino).frame["n"].sum()`.

# %% tags=["ejercicio", "ej:7.7"]
#: personas_escondidas = ____
a_la_vista = tip.protect(fino).frame["n"].sum()
personas_escondidas = int(fino.total - a_la_vista)

# %% tags=["revision"]
tip.check("7.7", personas_escondidas)

# %% tags=["pista"]
# tip.hint("7.7", 1)
# tip.hint("7.7", 2)
# tip.solution("7.7")
# tip.restart("7.7")

# %% [markdown]
# What is worth merging? It is not always what you would think, and sometimes merging shows less. `suggest` tries it for you: it really protects each version and says how many cells would be visible, and out of how many. “10 of 10” is better than “14 of 30”: there are fewer cells, and nobody is left hidden.

# %%
por_anio = tip.count_by(acreditadas, ["anio_acreditacion", "sexo"], unit="persona")
tip.suggest({"por año": por_anio})

# %% [markdown]
# ## 3. Rounding instead of hiding
#
# Another way: show everything, and let **no figure be exact**. Each is a multiple of 5, and totals still add up.

# %%
por_provincia = tip.count_by(acreditadas, ["provincia_residencia", "sexo"], unit="persona")
redondeado = tip.protect(por_provincia, method="round")
tip.show_table(redondeado)

# %% [markdown]
# Read the note under the table: a 0 may be up to four people, and a 5 anything from one to nine. In exchange there are no more gaps. It suits tables that hiding would leave empty; it does not suit a figure that somebody is going to quote as exact. **Do not mix the two ways** for the same people: together they would say more than either does.

# %% [markdown]
# ### Exercise 7.8
#
# In the row of **Guanacaste** the figure for men is **less than 5** away from the true one. Write the **smallest** and the **largest** number that it could be, in that order, separated by a comma.

# %% tags=["ejercicio", "ej:7.8"]
#: entre_cuales = [____]  # for example: [1, 9]
renglon = redondeado.frame.set_index(["provincia_residencia", "sexo"]).loc[("G", "HOMBRE")]
entre_cuales = [renglon["n"] - renglon["within"] + 1, renglon["n"] + renglon["within"] - 1]

# %% tags=["revision"]
tip.check("7.8", entre_cuales)

# %% tags=["pista"]
# tip.hint("7.8", 1)
# tip.hint("7.8", 2)
# tip.solution("7.8")
# tip.restart("7.8")

# %% [markdown]
# ## 4. The ledger
#
# What has been published cannot be taken back. What you can do is take it into account: `previous` tells the gate which tables readers already have. Make the June table again, this time taking the March one into account.

# %%
hasta_2022 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
hasta_2023 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022", "2023"])
marzo = tip.protect(tip.count_by(hasta_2022, "sexo", unit="persona"))
junio = tip.protect(tip.count_by(hasta_2023, "sexo", unit="persona"), previous=[marzo])
tip.show_table(junio)

# %% [markdown]
# The second edition hides more than the first. In your office nobody will remember every table: the reports of this program do it by themselves with a **ledger**, which keeps what was shown and no one's record. Publishing **closed periods** (2023 alone, not 2018 to 2023) avoids nearly all of the problem.

# %% [markdown]
# ## 5. “Could you share the database?”
#
# Taking the names out is not enough. A record stands **alone** if no other has the same combination. How many do when sex, age group and nationality are crossed? The first list is what somebody else may know; the second, what they should not learn. *(These are working figures: they do not leave the office.)*

# %%
riesgo = tip.measure_risk(registro, ["sexo", "grupo_edad", "nacionalidad"], ["finalidad"])
riesgo.sizes

# %% [markdown]
# `size` is how many variables are crossed; `unique`, the records that stand alone in some crossing of that size; `below`, those in groups of fewer than five people. **See how both grow from one row to the next.**

# %% [markdown]
# ### Exercise 7.9
#
# When **all three** variables are crossed, how many records stand **alone** in the practice register?

# %% tags=["ejercicio", "ej:7.9"]
#: registros_a_solas = ____
registros_a_solas = riesgo.sizes.set_index("size").loc[3, "unique"]

# %% tags=["revision"]
tip.check("7.9", registros_a_solas)

# %% tags=["pista"]
# tip.hint("7.9", 1)
# tip.hint("7.9", 2)
# tip.solution("7.9")
# tip.restart("7.9")

# %% [markdown]
# What you offer first is **tables**, and they are nearly always enough. The last resort is an **extract**: records without keys or dates, with so little detail that nobody is in a group of fewer than five, and under a signed agreement. Whose records do you think lose most detail?

# %%
extracto = tip.make_extract(registro, ["sexo", "grupo_edad", "nacionalidad"], ["finalidad"])
extracto.loss[["variable", "code", "loss"]].round(2)

# %% [markdown]
# `loss` goes from 0 (nothing was lost) to 1 (everything was lost). More detail is lost about foreign people than about nationals, because they come from many countries and there are few from each. **Tell those who receive the extract**: otherwise they will think that everybody is described in the same detail.

# %% [markdown]
# ## 6. Law and consent
#
# | Where it comes from | What it asks for | What changes in your sheet | Read for this course? |
# |:--|:--|:--|:--|
# | Law 9095, article 2 | protection does not depend on the person filing a complaint or cooperating | no victim is ever left out for not having filed a complaint | yes |
# | Law 9095, return | voluntary, with informed consent and an assessment of the risk; of those who return to the country, the fact of trafficking is not entered in identity documents nor stored | no mark of a victim in lists of identity or of migration movements | in part: the copy that was read was cut off |
# | Law 8968, data protection | special care for sensitive data, a legal basis, no more than necessary, security | each piece of data shared has its purpose and legal basis in writing | **no**: to be confirmed with legal counsel |
# | Human rights-based approach to data (OHCHR, 2018) | participation, disaggregation, self-identification, transparency, privacy, accountability | the report says who was consulted and who answers for the figure | yes |
#
# Where we did not read the source, we say so. The last word belongs to the legal counsel of your institution.

# %% [markdown]
# **Four consents that are not the same** *(a working rule of this course, not a quotation from a law)*. Agreeing to receive care is not agreeing to file a complaint; filing a complaint is not agreeing that another institution may receive the data; and none of that is agreeing to publication. A “yes” holds for what was asked, in a language the person understands, and it can be withdrawn. What has been published cannot: that is why we ask and protect **beforehand**.

# %% [markdown]
# ## Children and adolescents
#
# - A girl of 11 in a small canton has a school, a family and neighbours: fewer facts are needed to recognise her than an adult. That is why exact age is protected more: figures from 1 to 9 are hidden, and not only from 1 to 4.
# - Her story must not follow her. What is published today will still be there when she is grown up and looking for work.
# - Her consent does not replace protection: she takes part and gives her opinion as her age allows, and the decision belongs to those appointed by law, with PANI.
# - Never a photograph, one of her drawings or a sentence in her own words to “illustrate” a table.

# %% [markdown]
# ## 7. On Monday, with your own table
#
# Save a table that your office has already published next to this notebook, and put its name between the quotes, for example `"my_table.xlsx"`. If you leave the name as it is, the cell works with the practice one. If there was an earlier edition, write `tip.audit_files(mi_cuadro, before="earlier.xlsx")`.

# %%
mi_cuadro = "datasets/cuadros/referencias.csv"
tip.audit_files(mi_cuadro)

# %% [markdown]
# The practice table is the one on who referred people. It holds against somebody looking **from outside**, but the program does not know what the organisation knows. That is why, before publishing, somebody who knows the cases reads it too.

# %% [markdown]
# ### The card of what is published
#
# Double-click, fill it in and press **Shift + Enter**. It is the product of the module: one card for each table that leaves your office.
#
# > **This table counts** ………… **and is meant for** …………
# >
# > **What was hidden, merged or rounded:** ………… **with the policy** …………, **decided by** …………
# >
# > **It was checked together with what was published on** …………
# >
# > **A whole group in a single cell:** *there is none / it was discussed with* …………
# >
# > **Read by somebody who knows the cases:** *yes / no.* **Responsible for the figure:** …………

# %% [markdown]
# ## To check what was learnt
#
# Five questions. Choose an answer and press the button; you can try as often as you like.

# %%
tip.quiz("7")

# %% [markdown]
# ## What this does not tell us
#
# - **What is known from elsewhere.** A news item or a case file may fill in what was hidden here.
# - **Which fact can hurt.** The program protects numbers; harm is judged by those who know the people and the place.
# - **What several people know together.** The gate puts itself in the place of one, not of a group that talks.
# - **What was handed over without being noted.** A table sent by e-mail is in no ledger.
# - **That the risk is gone.** Protection lowers it; it does not remove it.

# %% [markdown]
# ## To take away
#
# 1. Covering is not protecting: if the total and the rest are visible, a subtraction tells.
# 2. What is published together is protected together, and with what came out before.
# 3. A large figure can give people away too, if a whole group falls into one cell.
# 4. First merge, then hide or round; and say which you did.
# 5. Offer tables; the database hardly ever, and under an agreement.
#
# **Back to the question.** The journalist is not sent the table with the asterisk but the one that went through the gate, with its notes. The university is offered tables; if they are not enough, an extract under a signed agreement, noted in the ledger.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
