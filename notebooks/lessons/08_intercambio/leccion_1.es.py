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
# # ¿Qué dato no debe viajar?
#
# **Módulo 8 · Intercambio: 9-1-1 → 1-1-7-6, SUMEVIG, ERI · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Los mensajes y los registros de este módulo son inventados para practicar. No describen ninguna llamada ni a ninguna persona real.
#
# **La pregunta de hoy.** Entra una llamada al 9-1-1 con señales de trata. Quien la atiende anotó mucho: un relato, un nombre, un teléfono. La línea de denuncia 1-1-7-6 necesita actuar. *¿Qué se le envía, qué no, y a quién más se avisa?*
#
# Al terminar el módulo, usted podrá:
#
# 1. escribir un mensaje con lo necesario y nada más;
# 2. revisar mensajes, decir por qué se rechaza uno y corregirlo **sin inventar**;
# 3. decidir a quién se avisa y qué dice el acuse de recibo;
# 4. preparar una hoja de conteos para SUMEVIG y decir con qué no se suma;
# 5. llenar una matriz: quién recibe qué campo, para qué, con qué base y por cuánto tiempo.
#
# Tiempo del módulo: 120 minutos; de este cuaderno, 65, con una actividad en grupo sin computadora.

# %% [markdown] tags=["grupo"]
# ## 1. La llamada
#
# **Actividad en grupo, sin computadora (15 minutos).** Una persona de la mesa lee la llamada en voz alta, una sola vez. Las demás toman nota.
#
# > «Llamo de una pulpería. En la casa de al lado hay una muchacha que no sale nunca. Cuando alguien le habla, un señor contesta por ella. Ayer en la noche hubo gritos; hoy no sé. Tendrá quince o dieciséis años. Creo que habla ngäbere. Me llamo… y mi número es… pero por favor que no se sepa que fui yo. Dicen que el dueño es un señor muy conocido.»
#
# 1. Escriban el mensaje para el 1-1-7-6 **en diez casillas**: número de incidente, fecha y hora, cantón, categoría, señales, ¿hay una persona menor de edad en riesgo?, ¿hay peligro inmediato?, idioma, ¿acepta que la contacten?, a quién se avisa.
# 2. Subrayen todo lo que anotaron y **dejaron afuera**. Por cada cosa: ¿quién podría salir dañado si llegara a otra oficina?
# 3. Marquen las casillas en que **no saben**. ¿Qué escribieron ahí?
#
# Comparen dos mesas: ¿enviaron lo mismo?

# %% [markdown]
# La celda siguiente prepara las herramientas. Ejecútela con **Mayús + Entrar**.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. El mensaje mínimo
#
# Diez campos. **Lo que no está en la lista no viaja.**
#
# | Campo | Qué dice | Cómo se escribe |
# |:--|:--|:--|
# | `id_incidente` | une el mensaje con lo que guarda el 9-1-1 | I-2026-0001 |
# | `fecha_hora` | cuándo entró la llamada | 2026-03-14 21:40 |
# | `canton` | dónde, sin dirección | código: 701 es Limón |
# | `categoria` | lo que parece, no lo que es | `TRATA`, `TRAFICO_MIGRANTES`, `OTRA` |
# | `indicadores` | señales de una lista corta | `NO_SALE`, `DEUDA`, `OTRO_RESPONDE`… |
# | `menor_en_riesgo` | niña, niño o adolescente en riesgo | `SI`, `NO`, `NS` (se preguntó y no se sabe), `NP` (no se preguntó) |
# | `peligro_inmediato` | alguien corre peligro ahora | los mismos cuatro códigos |
# | `idioma` | en qué lengua habla la persona | `spa`, `gym` (ngäbere), `bzd` (bribri), `hat` (criollo haitiano)… |
# | `consiente_contacto` | quien llamó acepta que la contacten | `SI`, `NO`, `NP` |
# | `destino` | a quién se avisa | `1176`, `POLICIA`, `PANI` |
#
# *Es una propuesta para practicar: el texto final del protocolo entre el 9-1-1 y el 1-1-7-6 no se tuvo a mano. Cuando se tenga, basta cambiar un archivo de reglas.*

# %% [markdown]
# ¿Y la dirección? Si hay peligro, el 9-1-1 se la da a la patrulla, como en cualquier emergencia. El mensaje lleva el **número de incidente**: quien tenga permiso la pide con él. Así cada dato está en un solo lugar, con quien lo cuida.

# %% [markdown]
# Abra los veinte mensajes de la semana. Si una columna no está en la lista, la pantalla solo dice **(trae algo)**: para corregir un mensaje no hace falta leer la vida de nadie.

# %%
mensajes = tip.read_messages("datasets/mensajes.csv")
mensajes

# %% [markdown]
# ### Ejercicio 8.1
#
# ¿**Qué columnas** del archivo no deben viajar? Escriba sus nombres entre comillas, separados por comas.

# %% tags=["ejercicio", "ej:8.1"]
#: columnas_que_sobran = [____]  # por ejemplo: ["idioma", "canton"]
columnas_que_sobran = ["telefono", "nombre", "relato", "condicion_migratoria"]

# %% tags=["revision"]
tip.check("8.1", columnas_que_sobran)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("8.1", 1)
# tip.hint("8.1", 2)
# tip.solution("8.1")
# tip.restart("8.1")

# %% [markdown]
# La condición migratoria es la que más se discute. Quien teme que una llamada termine en una deportación no llama, y la persona explotada se queda sola. Para proteger a alguien **hoy** no hace falta saber si tiene papeles.

# %% [markdown]
# ## 3. Revisar
#
# El programa revisa cada mensaje contra la lista y dice por qué lo rechaza. **¿Cuántos de los veinte cree que pasan?**

# %%
revision = tip.validate_messages(mensajes)
revision

# %% [markdown]
# ### Ejercicio 8.2
#
# ¿**Cuántos mensajes** se rechazan? Puede contarlos con `len(revision.rejected)`.

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
# Un rechazo con una razón clara se corrige en dos minutos. Uno que solo dice «error 47» se queda en una bandeja, y una persona espera. Primero, lo que se arregla de una vez: `without` quita las columnas que sobran. **¿Cuántos rechazos quedarán?**

# %%
minimos = mensajes.without("telefono", "nombre", "relato", "condicion_migratoria")
tip.validate_messages(minimos)

# %% [markdown]
# ## 4. Corregir sin inventar
#
# Lo demás hay que preguntarlo. Esto respondieron quienes atendieron las llamadas:
#
# | Mensaje | Respuesta |
# |:--|:--|
# | M04 | «Según el libro del turno, fue el 4 de marzo de 2026, a las 8:30 de la noche.» |
# | M07 | «Talamanca es el cantón 704.» |
# | M08 | «Pagó por cruzar y ahora no la dejan ir hasta que pague la deuda trabajando. Parece trata.» |
# | M10 | «No pregunté si había niñas o niños.» |
# | M11 | «Alguien contestaba por ella.» |
# | M14 | «No le pregunté a quien llamó si la podían contactar.» |
# | M15 | «Es el mismo M01: se envió dos veces porque no llegó el acuse.» |
# | M16 | «Hablaba ngäbere.» |
# | M20 | «Fue el 14 de marzo de 2026, a las 9 de la noche.» |

# %% [markdown]
# ### Ejercicio 8.3
#
# Escriba **qué va en la casilla vacía o mal escrita** de cuatro mensajes, en este orden y entre comillas: `fecha_hora` de M04, `menor_en_riesgo` de M10, `consiente_contacto` de M14, `idioma` de M16.

# %% tags=["ejercicio", "ej:8.3"]
#: respuestas = [____]  # por ejemplo: ["2026-03-01 08:00", "SI", "NO", "bzd"]
respuestas = ["2026-03-04 20:30", "NP", "NP", "gym"]

# %% tags=["revision"]
tip.check("8.3", respuestas)

# %% tags=["pista"]
# tip.hint("8.3", 1)
# tip.hint("8.3", 2)
# tip.solution("8.3")
# tip.restart("8.3")

# %% [markdown]
# La celda siguiente arregla cinco y muestra los que faltan. `withdraw` retira un mensaje; `fix` escribe de nuevo un campo. El archivo original no cambia.

# %%
pendientes = minimos.withdraw("M15")
pendientes = pendientes.fix("M07", canton="704").fix("M08", categoria="TRATA")
pendientes = pendientes.fix("M11", indicadores="OTRO_RESPONDE").fix("M20", fecha_hora="2026-03-14 21:00")
tip.validate_messages(pendientes).rejected

# %% [markdown]
# ## 5. ¿A quién se avisa?
#
# La regla es corta. Al `1176`, siempre. Si hay **peligro inmediato**, también a la `POLICIA`. Si hay una **niña, niño o adolescente en riesgo**, también al `PANI`. A nadie más: cada destino de más es una puerta de más.

# %% [markdown]
# ### Ejercicio 8.4
#
# El mensaje M12 dice `menor_en_riesgo` SI y `peligro_inmediato` SI. ¿**A quiénes** se avisa? Escriba los destinos entre comillas, separados por comas.

# %% tags=["ejercicio", "ej:8.4"]
#: destinos_de_m12 = [____]  # por ejemplo: ["1176"]
destinos_de_m12 = ["1176", "POLICIA", "PANI"]

# %% tags=["revision"]
tip.check("8.4", destinos_de_m12)

# %% tags=["pista"]
# tip.hint("8.4", 1)
# tip.hint("8.4", 2)
# tip.solution("8.4")
# tip.restart("8.4")

# %% [markdown]
# ### Ejercicio 8.5
#
# Ahora le toca a usted. Quedan seis: M04, M10, M12, M14, M16 y M19. Complete los dos primeros y agregue, antes del último renglón, **uno por mensaje**. Varios destinos se separan con una barra: `destino="1176|PANI"`. Después, escriba **cuántos mensajes se aceptan**.

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
# ## 6. El acuse
#
# Recibir también es responder. El acuse dice si el mensaje se aceptó, a quién se avisó o qué campo hay que corregir, y **no repite ningún dato**: si lo hiciera, el teléfono que no debía viajar viajaría dos veces. Vea los seis primeros.

# %%
revision.replies.head(6)

# %% [markdown]
# Sin acuse, nadie sabe si el mensaje llegó: por eso uno se envió dos veces. Acuerden por escrito tres cosas: **en cuánto tiempo** se responde, **quién** revisa los que no tuvieron respuesta y **qué se hace mientras tanto**. Con peligro, primero la patrulla; después, el mensaje.

# %% [markdown]
# ## Hasta aquí
#
# Lo que no está en la lista no viaja. Lo que no se preguntó se escribe como no preguntado. Se avisa a quien dice la regla, y el acuse no repite datos. En el cuaderno 2, lo que va a la estadística y al ERI.
