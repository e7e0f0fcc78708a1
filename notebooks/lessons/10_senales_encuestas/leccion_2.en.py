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
# # Whom does the rule point at by mistake?
#
# **Module 10 (optional) · Financial warning signs and surveys · notebook 2 of 2.** **SYNTHETIC DATA.** Time: 70 minutes, with a group activity without a computer. The signs resemble those of the public guides; the numbers are invented.
#
# The working question: *a money-transfer company wants a rule that warns. How many warnings will be right, and who will have to answer questions without having done anything?*

# %% [markdown] tags=["grupo"]
# ## 1. Before the machine: the cards
#
# **Group activity, without a computer (20 minutes).** In threes. For each sign write **a story of trafficking** and **an honest story** in which the same is seen. Then note what you would ask, with respect, at the counter.
#
# | | Sign | Story of trafficking | Honest story | Question |
# |:--|:--|:--|:--|:--|
# | 1 | Someone beside them dictates the answers | | | |
# | 2 | Reads the details from a paper and is nervous | | | |
# | 3 | Receives a deposit they do not explain and sends it on at once along a migration route | | | |
# | 4 | Splits the amount into several transfers | | | |
# | 5 | Sends money every week to a different person | | | |
#
# Say at the end which sign has the **most common** honest story, and whose story it usually is.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. A month of transfers
#
# Real operations do not leave the company, and here they do not either: what one gets is a **counted table**. Each row is a group of transfers and a column says how many there are. It also holds something that nobody has in real life: whether the transfer was related to trafficking. **What share do you think was?**

# %%
envios = tip.read_register("datasets/envios.csv", source="envios")
tip.show_table(tip.protect(tip.count_by(envios, "relacion")))

# %% [markdown]
# They are very few among tens of thousands: about one in eight hundred. Keep that proportion, which is called the **base rate**: it is the first thing to be forgotten and what weighs most. When what one looks for is very rare, almost everything a rule points at is something else, even if the rule looks good.

# %% [markdown]
# ## 3. The rule of the corridor
#
# Try sign 3: *unexplained deposit and quick transfer along a migration corridor*, that is, to places on a migration route. The table crosses the sign with the truth. It is called a **confusion matrix** and has four cells: hits, false alarms, those that were missed and those that were rightly left alone.

# %%
matriz = tip.count_by(envios, ["senal_corredor", "relacion"])
tip.show_table(tip.protect(matriz), share="senal_corredor")

# %% [markdown]
# First read the row **With the sign**: these are the alerts of the month. Then the column **Related**: how many were detected and how many were missed. There are two questions: *of the related transfers, how many did the rule see?* and *of those it pointed at, how many were related?* Whoever sells a rule answers only the first.

# %% [markdown]
# ### Exercise 10.4
#
# Of every hundred alerts of this rule, **how many were related to trafficking?** One decimal, with a point.

# %% tags=["ejercicio", "ej:10.4"]
#: aciertos_por_cien_avisos = ____
de_los_avisos = tip.share_within(matriz, among="senal_corredor").frame.set_index(["senal_corredor", "relacion"])
aciertos_por_cien_avisos = de_los_avisos.loc[("SI", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.4", aciertos_por_cien_avisos)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("10.4", 1)
# tip.hint("10.4", 2)
# tip.solution("10.4")
# tip.restart("10.4")

# %% [markdown]
# The rule detects more than half of the related transfers. And still almost all alerts are false: the base rate decides. It is not that the rule is “badly made”: one is looking for a needle, and the rule gathers a lot of hay.

# %% [markdown]
# ## 4. Whose are the false alarms?
#
# Keep only the transfers **not** related to trafficking: people who did nothing. **Before you run the cell:** do you think that the rule points at them all alike?

# %%
honestos = envios.where(relacion="NO")
por_origen = tip.count_by(honestos, ["origen", "senal_corredor"])
tip.draw_composition(tip.protect(por_origen))

# %%
tip.show_table(tip.protect(por_origen), share="origen")

# %% [markdown]
# ### Exercise 10.5
#
# Of every hundred **honest transfers of foreign people**, how many does the rule point at? One decimal, with a point.

# %% tags=["ejercicio", "ej:10.5"]
#: falsas_alarmas_extranjeras = ____
entre_honestos = tip.share_within(por_origen, among="origen").frame.set_index(["origen", "senal_corredor"])
falsas_alarmas_extranjeras = entre_honestos.loc[("EXTRANJERA", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.5", falsas_alarmas_extranjeras)

# %% tags=["pista"]
# tip.hint("10.5", 1)
# tip.hint("10.5", 2)
# tip.solution("10.5")
# tip.restart("10.5")

# %% [markdown]
# ### Exercise 10.6
#
# **How many times** as often does the rule point at an honest transfer of a foreign person as at one of a national? Divide the two percentages of the table; rounding is accepted.

# %% tags=["ejercicio", "ej:10.6"]
#: veces_mas = ____
veces_mas = falsas_alarmas_extranjeras / entre_honestos.loc[("NACIONAL", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.6", veces_mas)

# %% tags=["pista"]
# tip.hint("10.6", 1)
# tip.hint("10.6", 2)
# tip.solution("10.6")
# tip.restart("10.6")

# %% [markdown]
# The rule does not name nationality, and yet it measures it: a “migration corridor” **is** where migrants send money. Now look at sex and nationality together, only at the percentages of each group.

# %%
extranjeras = honestos.where(origen="EXTRANJERA")
por_grupo = tip.count_by(extranjeras, ["nacionalidad", "sexo", "senal_corredor"])
tip.draw_composition(tip.protect(por_grupo))

# %% [markdown]
# The two traits add up. Women of one of the nationalities in transit are pointed at more than anyone: they receive money from their family and send it on the next day, to continue the journey. Each false alarm is a person questioned at a counter, a transfer withheld, someone who next time **will use a channel without controls**, where there is real danger.

# %% [markdown]
# ## 5. Which sign is worth having?
#
# The table of transfers has four of the five signs. You have seen the corridor; here are the other three: somebody dictates the answers, reads from a paper, splits the amount. Compare how many alerts each gives and how many are right.

# %%
senales = {
    "dictado": tip.count_by(envios, ["senal_dictado", "relacion"]),
    "papel": tip.count_by(envios, ["senal_papel", "relacion"]),
    "fraccionado": tip.count_by(envios, ["senal_fraccionado", "relacion"]),
}
probadas = tip.protect_together(senales)
tip.show_table(probadas["dictado"], share="senal_dictado")

# %%
tip.show_table(probadas["papel"], share="senal_papel")

# %%
tip.show_table(probadas["fraccionado"], share="senal_fraccionado")

# %% [markdown]
# ### Exercise 10.7
#
# Which of the **four** signs is right most often in every hundred alerts? Write its name in quotation marks: `"dictado"` (dictated), `"papel"` (paper), `"corredor"` (corridor) or `"fraccionado"` (split).

# %% tags=["ejercicio", "ej:10.7"]
#: mejor_senal = ____  # for example: "papel"
mejor_senal = "dictado"

# %% tags=["revision"]
tip.check("10.7", mejor_senal)

# %% tags=["pista"]
# tip.hint("10.7", 1)
# tip.hint("10.7", 2)
# tip.solution("10.7")
# tip.restart("10.7")

# %% [markdown]
# It is the sign in which **another person is seen to be in control**, not the one that looks at where the sender comes from. Even so, nearly nine in ten of those alerts are false: daughters who help their mother, neighbours who translate. That is why a sign serves to **ask in private and with respect**, to offer help and a number to call. Never to refuse the service, withhold the money or call immigration.

# %% [markdown]
# ## 6. On Monday, with your own rule
#
# If your office uses or receives alerts, you do not need the operations: ask for **counts**. Double-click, complete and press **Shift + Enter**.
#
# > **The rule says:** ………………
# >
# > **Alerts in the last quarter:** …… **Of them, ended in a confirmed referral:** ……
# >
# > **Alerts by sex and nationality:** …… *(if the figures are small, by region)*
# >
# > **Most common honest story behind an alert:** ………………
# >
# > **How the person is treated when there is an alert:** ………………
# >
# > **Who reviews the rule, how often, and what would make them withdraw it:** ………………
#
# And if your office publishes surveys: write, before the first result, who was not asked.

# %% [markdown]
# ## Check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("10")

# %% [markdown]
# ## What this does not tell us
#
# - **How many real transfers are related to trafficking.** Here the truth was put in; in real life it is hardly ever known.
# - **How a rule will behave in another company.** The frequencies of this table are invented.
# - **What happens to the people whom the survey did not reach.** Giving more weight to the few answers there are does not make up for those that are missing.
# - **Whether the person pointed at is a victim, part of a network or neither.** A sign is a question, not an accusation.

# %% [markdown]
# ## To take away
#
# 1. Before the result of a survey, who was interviewed and who was not.
# 2. Without a draw there is no margin of error.
# 3. Of what it looked for, how much did the rule see? Of what it pointed at, how much was right? They are two questions.
# 4. When what one looks for is rare, almost all alarms are false.
# 5. False alarms are counted by sex and nationality, before the rule is switched on.
# 6. A sign serves to ask and to offer help, not to punish.
#
# **Back to the question.** Neither paper lied: one spoke for people whom nobody interviewed, and the other did not say how many it points at by mistake.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
