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
# # Three questions for each event
#
# **Module 2 · Standards: the law, the codes and their equivalents · notebook 1 of 3.** **SYNTHETIC DATA.** The descriptions and the register of this module are invented for practice. They describe no real person.
#
# **Today's question.** Two colleagues code the same file. One writes “labour exploitation”; the other, “servitude”. The regional report accepts only “forced labour”. *Who is right, and what is lost on the way?*
#
# By the end of the module you will be able to:
#
# 1. tell the act, the means and the purpose apart in an account;
# 2. say when the law asks for no means, and why an adolescent girl is sometimes refused by mistake;
# 3. measure how far two people who code agree, and talk about what they do not agree on;
# 4. recognise a change of definition in a series, and a missing value in a percentage;
# 5. say what each equivalence with another classification loses.
#
# Time for the module: 150 minutes; for this notebook 70, with a group activity away from the computer.

# %% [markdown]
# *A note of care: the descriptions are short and give no details, but they speak of violence. You may skip any of them or leave for a moment without explaining.*

# %% [markdown]
# ## 1. Act, means and purpose
#
# Article 172 of the Penal Code is read with three questions:
#
# | Question | It is called | Examples |
# |:--|:--|:--|
# | What did they **do** with the person? | act | recruit, move, harbour, hold, hand over, receive |
# | **How** did they manage to? | means | threat, force, deception, abuse of power or of a position of vulnerability, payments |
# | **What for**? | purpose | sexual exploitation, forced labour, servitude, begging, servile marriage… |
#
# The three go in different columns. When a cell says “deception job”, it mixes the means (deception) with the form of recruitment (a job offer), and neither can be counted.

# %% [markdown]
# **The exception most often forgotten:** if the person was under 18 when exploited, **no means is needed**. Nobody has to prove that she was deceived or forced. In the column of means one writes “Not applicable”, which is not a missing value.
#
# Remember also what is **not** trafficking: paying for a border crossing that ends on arrival is smuggling of migrants; paying less than the minimum wage is a labour offence. They may come with trafficking, but they are not enough.

# %% [markdown] tags=["grupo"]
# ## 2. Twenty descriptions
#
# **Group activity, away from the computer (30 minutes).** Each person codes all twenty **alone and in silence**, with one word of the list:
#
# `sexual` · `laboral` (labour) · `servidumbre` (servitude) · `organos` (organs) · `otras` (others) · `varias` (more than one) · `no` (not trafficking) · `sin_dato` (not known)
#
# | | Description | Your code |
# |:--|:--|:--|
# | 1 | Woman of 24. Offered a job as a waitress; on arrival her passport is taken and she is sexually exploited. | |
# | 2 | Adolescent of 15. Asks for money at traffic lights; an adult takes it and beats him. | |
# | 3 | Four men fish without pay for months; the boat owner keeps their documents. | |
# | 4 | Adolescent girl of 17. Has cleaned and looked after children, unpaid and not allowed out, since an aunt handed her over. | |
# | 5 | Family that pays a guide to cross the border; on arrival they say goodbye. | |
# | 6 | Workers of a workshop get less than the minimum wage; they come and go freely. | |
# | 7 | Adolescent girl of 14. Her “boyfriend”, an adult, charges others for exploiting her. No threats. | |
# | 8 | Woman of 19. Her family hands her over to a man, for money, to live with him and serve him. | |
# | 9 | Adolescent of 16. Carries parcels of drugs for a gang that threatens his sister. | |
# | 10 | Woman of 33. Works on a farm because of a debt that grows every month. | |
# | 11 | Pregnant woman, 2025. A network pays her to hand over her baby with false papers. | |
# | 12 | The same event as in 11, but in 2020. | |
# | 13 | A man posts an intimate video of his neighbour, aged 30, without permission. | |
# | 14 | Young woman of 20. She is forced into sexual live streams. | |
# | 15 | Boy of 9. Helps in his parents' shop after school. | |
# | 16 | Man of 45. Promised a wage for picking coffee; on the farm he is watched by armed men. | |
# | 17 | Woman of 35. By day she cleans a house, locked in; by night she is sexually exploited. | |
# | 18 | Woman of 70. Begs; a nephew takes the money and leaves her without food. | |
# | 19 | Man of 28. Tricked into an operation to take a kidney from him. | |
# | 20 | The form says “case of exploitation” and nothing else. | |
#
# Then compare in pairs: mark where you do not agree and say which word of the account weighed in each decision. **Do not correct anything yet.**

# %% [markdown]
# The next cell prepares the tools. Run it with **Shift + Enter**.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 3. How far do two people agree?
#
# Here are the codes of two officers, one word per description, from 1 to 20. If you work in pairs, put yours in their place. **Before you run the cell:** on how many of the twenty do you think they agreed?

# %%
persona_1 = """
sexual otras laboral servidumbre no no sexual servidumbre otras servidumbre
otras no no sexual no laboral varias no organos otras
"""
persona_2 = """
sexual otras laboral laboral no no no servidumbre otras laboral
otras otras no sexual no laboral sexual otras organos sin_dato
"""
tip.agreement(persona_1, persona_2)

# %% [markdown]
# The percentage says how often they wrote the same. **Kappa** leaves out what they would have agreed on by mere chance: if almost everything were “sexual”, two absent-minded people would agree a lot too. The numbers of the last line are what matters most: there lies what the instructions do not make clear.

# %% [markdown]
# Read those on which they did not agree. There is almost always one of these four reasons:
#
# - **4 and 10:** forced labour or servitude? The law names them apart; other rules put them together. It has to be agreed in writing.
# - **7 and 18:** one of the two looked for threats or force. At 14 none is needed; and taking advantage of a woman of 70 who depends on her family is a means too: the abuse of her vulnerability.
# - **12:** the exact code has existed since 2024. The event of 2020 does not get a code that did not exist: it is recorded with those of that time.
# - **17 and 20:** “more than one” is not “the gravest one”, and “not known” is not “others”.

# %% [markdown]
# ### Exercise 2.1
#
# Description 17 has **more than one purpose**. In a register one does not write “more than one”: each is recorded. Write the codes in quotation marks, separated by a comma, from this list: `SEXUAL`, `LABORAL`, `ESCLAVITUD_SERVIDUMBRE`, `ORGANOS`, `OTRAS`. In this register domestic work goes with `LABORAL`.

# %% tags=["ejercicio", "ej:2.1"]
#: finalidades_de_la_17 = [____]  # for example: ["ORGANOS", "OTRAS"]
finalidades_de_la_17 = ["LABORAL", "SEXUAL"]

# %% tags=["revision"]
tip.check("2.1", finalidades_de_la_17)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("2.1", 1)
# tip.hint("2.1", 2)
# tip.solution("2.1")
# tip.restart("2.1")

# %% [markdown]
# ### Exercise 2.2
#
# In which descriptions is there trafficking **although the account tells of no means**, because the person is under 18? Write the numbers separated by commas.

# %% tags=["ejercicio", "ej:2.2"]
#: sin_medio_y_es_trata = [____]  # for example: [1, 2]
sin_medio_y_es_trata = [4, 7]

# %% tags=["revision"]
tip.check("2.2", sin_medio_y_es_trata)

# %% tags=["pista"]
# tip.hint("2.2", 1)
# tip.hint("2.2", 2)
# tip.solution("2.2")
# tip.restart("2.2")

# %% [markdown]
# ### Exercise 2.3
#
# A committee agreed on a **key**, which stands in the cell. On how many of the twenty does **person 1 agree with the key**? Change one name in the last line, run the cell and write the number.

# %% tags=["ejercicio", "ej:2.3"]
#: clave = """
#: sexual otras laboral laboral no no sexual servidumbre otras servidumbre
#: otras otras no sexual no laboral varias otras organos sin_dato
#: """
#: tip.agreement(persona_1, persona_2)  # change one name
clave = """
sexual otras laboral laboral no no sexual servidumbre otras servidumbre
otras otras no sexual no laboral varias otras organos sin_dato
"""
tip.agreement(persona_1, clave)

# %% tags=["ejercicio", "ej:2.3"]
#: coincidencias = ____
coincidencias = tip.agreement(persona_1, clave).agreed

# %% tags=["revision"]
tip.check("2.3", coincidencias)

# %% tags=["pista"]
# tip.hint("2.3", 1)
# tip.hint("2.3", 2)
# tip.solution("2.3")
# tip.restart("2.3")

# %% [markdown]
# ## 4. When a means is demanded that the law does not ask for
#
# Now the register. Keep only the applications of girls, boys and adolescents that were **refused**, and count the means recorded. **What do you expect to see?**

# %%
registro = tip.read_register("datasets/registro_limpio")
denegadas = registro.where(mayoria_edad="00-17", estado_solicitud="DENEGADA")
por_medio = tip.count_by(denegadas, "medio")
tip.show_table(tip.protect(por_medio))

# %% [markdown]
# Most say **Not applicable**: that is right under the age of 18. But all of them were refused. The register does not give the reason for each; it does tell whom to **review first**: if any was refused because “there is no means”, the refusal goes against the law. Several such refusals were planted in this practice register.

# %% [markdown]
# ### Exercise 2.4
#
# Prepare the memo for the review: **how many refused applications of people under 18 say “Not applicable” as the means?**

# %% tags=["ejercicio", "ej:2.4"]
#: por_revisar = ____
por_revisar = int(por_medio.frame.set_index("medio").loc["NA_", "n"])

# %% tags=["revision"]
tip.check("2.4", por_revisar)

# %% tags=["pista"]
# tip.hint("2.4", 1)
# tip.hint("2.4", 2)
# tip.solution("2.4")
# tip.restart("2.4")

# %% [markdown]
# ## So far
#
# Act, means and purpose go apart. Under 18 no means is required. Two people who do not agree are not failing: they show where the instructions fall short. Notebook 2: what happens when the law changes and when a value is missing.
