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
# # Which piece of data must not travel?
#
# **Module 8 · Exchange: 9-1-1 → 1-1-7-6, SUMEVIG, ERI · notebook 1 of 2.** **SYNTHETIC DATA.** The messages and registers of this module were invented for practice. They describe no real call or person.
#
# **Today's question.** A call comes in to 9-1-1 with signs of trafficking. The operator wrote down a lot: an account, a name, a phone number. The reporting line 1-1-7-6 has to act. *What is sent to it, what is not, and who else is told?*
#
# At the end of the module you will be able to:
#
# 1. write a message with what is needed and nothing else;
# 2. check messages, say why one is rejected and correct it **without inventing**;
# 3. decide who is told and what the reply says;
# 4. prepare a sheet of counts for SUMEVIG and say what it must not be added to;
# 5. fill in a matrix: who receives which field, what for, on what basis and for how long.
#
# Time for the module: 120 minutes; for this notebook, 65, with a group activity without computers.

# %% [markdown] tags=["grupo"]
# ## 1. The call
#
# **Group activity, without computers (15 minutes).** One person in each group reads the call aloud, only once. The others take notes.
#
# > “I am calling from a corner shop. In the house next door there is a girl who never goes out. When somebody speaks to her, a man answers for her. Last night there was shouting; today I don't know. She must be fifteen or sixteen. I think she speaks Ngäbere. My name is… and my number is… but please, nobody must know that it was me. They say the owner is a very well-known man.”
#
# 1. Write the message for 1-1-7-6 **in ten boxes**: incident number, date and time, canton, category, signs, is there a child at risk?, is there immediate danger?, language, does the caller agree to be contacted?, who is told.
# 2. Underline everything you noted and **left out**. For each item: who could be hurt if it reached another office?
# 3. Mark the boxes in which you **do not know**. What did you write there?
#
# Compare two groups: did they send the same?

# %% [markdown]
# The next cell gets the tools ready. Run it with **Shift + Enter**.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. The minimal message
#
# Ten fields. **What is not on the list does not travel.**
#
# | Field | What it says | How it is written |
# |:--|:--|:--|
# | `id_incidente` (incident number) | links the message to what 9-1-1 keeps | I-2026-0001 |
# | `fecha_hora` (date and time) | when the call came in | 2026-03-14 21:40 |
# | `canton` | where, without an address | a code: 701 is Limón |
# | `categoria` (category) | what it looks like, not what it is | `TRATA` (trafficking), `TRAFICO_MIGRANTES` (smuggling), `OTRA` (other) |
# | `indicadores` (indicators) | signs from a short list | `NO_SALE` (does not go out), `DEUDA` (debt), `OTRO_RESPONDE` (somebody else answers)… |
# | `menor_en_riesgo` (child at risk) | a girl, boy or adolescent at risk | `SI`, `NO`, `NS` (asked and not known), `NP` (not asked) |
# | `peligro_inmediato` (immediate danger) | somebody is in danger now | the same four codes |
# | `idioma` (language) | which language the person speaks | `spa`, `gym` (Ngäbere), `bzd` (Bribri), `hat` (Haitian Creole)… |
# | `consiente_contacto` (agrees to contact) | the caller agrees to be contacted | `SI`, `NO`, `NP` |
# | `destino` (destination) | who is told | `1176`, `POLICIA` (police), `PANI` (child welfare) |
#
# *This is a proposal to practise with: the final text of the protocol between 9-1-1 and 1-1-7-6 was not available. Once it is, only one file of rules has to change.*

# %% [markdown]
# And the address? If there is danger, the patrol gets it from 9-1-1, as in any emergency. The message carries the **incident number**: anyone with permission asks for it with that. So each piece of data is in one place, with those who look after it.

# %% [markdown]
# Open this week's twenty messages. If a column is not on the list, the screen only says **(holds something)**: you do not need to read about anyone's life to correct a message.

# %%
mensajes = tip.read_messages("datasets/mensajes.csv")
mensajes

# %% [markdown]
# ### Exercise 8.1
#
# **Which columns** of the file must not travel? Write their names in quotes, separated by commas.

# %% tags=["ejercicio", "ej:8.1"]
#: columnas_que_sobran = [____]  # for example: ["idioma", "canton"]
columnas_que_sobran = ["telefono", "nombre", "relato", "condicion_migratoria"]

# %% tags=["revision"]
tip.check("8.1", columnas_que_sobran)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("8.1", 1)
# tip.hint("8.1", 2)
# tip.solution("8.1")
# tip.restart("8.1")

# %% [markdown]
# Migration status is the most debated one. People who fear that a call will end in a deportation do not call, and the exploited person is left alone. To protect somebody **today** you do not need to know whether she has papers.

# %% [markdown]
# ## 3. Checking
#
# The program checks each message against the list and says why it rejects it. **How many of the twenty do you think will pass?**

# %%
revision = tip.validate_messages(mensajes)
revision

# %% [markdown]
# ### Exercise 8.2
#
# **How many messages** are rejected? You can count them with `len(revision.rejected)`.

# %% tags=["ejercicio", "ej:8.2"]
#: mensajes_rechazados = ____
mensajes_rechazados = len(revision.rejected)

# %% tags=["revision"]
tip.check("8.2", mensajes_rechazados)

# %% tags=["pista"]
# tip.hint("8.2", 1)
# tip.hint("8.2", 2)
# tip.solution("8.2")
# tip.restart("8.2")

# %% [markdown]
# A rejection with a clear reason is corrected in two minutes. One that only says “error 47” stays in a tray, and a person waits. First, what can be fixed in one go: `without` takes out the extra columns. **How many rejections will be left?**

# %%
minimos = mensajes.without("telefono", "nombre", "relato", "condicion_migratoria")
tip.validate_messages(minimos)

# %% [markdown]
# ## 4. Correcting without inventing
#
# For the rest you have to ask. This is what the operators answered:
#
# | Message | Answer |
# |:--|:--|
# | M04 | “According to the shift log, it was on 4 March 2026, at half past eight in the evening.” |
# | M07 | “Talamanca is canton 704.” |
# | M08 | “She paid to cross, and now they won't let her go until she works off the debt. It looks like trafficking (TRATA).” |
# | M10 | “I did not ask whether there were children.” |
# | M11 | “Somebody was answering for her.” |
# | M14 | “I did not ask the caller whether she could be contacted.” |
# | M15 | “It is M01 again: it was sent twice because no reply came.” |
# | M16 | “She spoke Ngäbere.” |
# | M20 | “It was on 14 March 2026, at nine in the evening.” |

# %% [markdown]
# ### Exercise 8.3
#
# Write **what goes into the empty or wrongly filled box** of four messages, in this order and in quotes: `fecha_hora` of M04, `menor_en_riesgo` of M10, `consiente_contacto` of M14, `idioma` of M16.

# %% tags=["ejercicio", "ej:8.3"]
#: respuestas = [____]  # for example: ["2026-03-01 08:00", "SI", "NO", "bzd"]
respuestas = ["2026-03-04 20:30", "NP", "NP", "gym"]

# %% tags=["revision"]
tip.check("8.3", respuestas)

# %% tags=["pista"]
# tip.hint("8.3", 1)
# tip.hint("8.3", 2)
# tip.solution("8.3")
# tip.restart("8.3")

# %% [markdown]
# The next cell corrects five and shows those still to do. `withdraw` takes a message back; `fix` rewrites a field. The original file does not change.

# %%
pendientes = minimos.withdraw("M15")
pendientes = pendientes.fix("M07", canton="704").fix("M08", categoria="TRATA")
pendientes = pendientes.fix("M11", indicadores="OTRO_RESPONDE").fix("M20", fecha_hora="2026-03-14 21:00")
tip.validate_messages(pendientes).rejected

# %% [markdown]
# ## 5. Who is told?
#
# The rule is short. `1176`, always. If there is **immediate danger**, `POLICIA` (the police) too. If there is a **child or adolescent at risk**, `PANI` too. Nobody else: every extra destination is an extra door.

# %% [markdown]
# ### Exercise 8.4
#
# Message M12 says `menor_en_riesgo` SI and `peligro_inmediato` SI. **Who** is told? Write the destinations in quotes, separated by commas.

# %% tags=["ejercicio", "ej:8.4"]
#: destinos_de_m12 = [____]  # for example: ["1176"]
destinos_de_m12 = ["1176", "POLICIA", "PANI"]

# %% tags=["revision"]
tip.check("8.4", destinos_de_m12)

# %% tags=["pista"]
# tip.hint("8.4", 1)
# tip.hint("8.4", 2)
# tip.solution("8.4")
# tip.restart("8.4")

# %% [markdown]
# ### Exercise 8.5
#
# Now it is your turn. Six are left: M04, M10, M12, M14, M16 and M19. Complete the first two and add, before the last line, **one for each message**. Several destinations are separated by a bar: `destino="1176|PANI"`. Then write **how many messages are accepted**.

# %% tags=["ejercicio", "ej:8.5"]
#: arreglados = pendientes.fix("M04", fecha_hora="escriba la fecha y la hora")
#: arreglados = arreglados.fix("M10", menor_en_riesgo="escriba el código")
#: tip.validate_messages(arreglados)
arreglados = pendientes.fix("M04", fecha_hora="2026-03-04 20:30")
arreglados = arreglados.fix("M10", menor_en_riesgo="NP")
arreglados = arreglados.fix("M14", consiente_contacto="NP")
arreglados = arreglados.fix("M16", idioma="gym")
arreglados = arreglados.fix("M12", destino="1176|POLICIA|PANI")
arreglados = arreglados.fix("M19", destino="1176|PANI")
tip.validate_messages(arreglados)

# %% tags=["ejercicio", "ej:8.5"]
#: mensajes_aceptados = ____
mensajes_aceptados = len(tip.validate_messages(arreglados).accepted)

# %% tags=["revision"]
tip.check("8.5", mensajes_aceptados)

# %% tags=["pista"]
# tip.hint("8.5", 1)
# tip.hint("8.5", 2)
# tip.solution("8.5")
# tip.restart("8.5")

# %% [markdown]
# ## 6. The reply
#
# Receiving also means answering. The reply says whether the message was accepted, who was told or which field has to be corrected, and **repeats no data**: if it did, the phone number that must not travel would travel twice. See the first six.

# %%
revision.replies.head(6)

# %% [markdown]
# Without a reply nobody knows whether the message arrived: that is why one was sent twice. Agree in writing on three things: **how soon** to answer, **who** checks those with no answer, and **what is done meanwhile**. If there is danger, the patrol first; the message afterwards.

# %% [markdown]
# ## So far
#
# What is not on the list does not travel. What was not asked is recorded as not asked. Only those named by the rule are told, and the reply repeats no data. Notebook 2 is about what goes to statistics and to the ERI.
