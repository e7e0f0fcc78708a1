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
# # La ley cambia y el dato falta
#
# **Módulo 2 · Estándares: la ley, los códigos y sus equivalencias · cuaderno 2 de 3.** **DATOS SINTÉTICOS.** Tiempo: 40 minutos.
#
# Dos titulares que no se sostienen: *«las acreditaciones bajaron en 2018»* y *«la explotación sexual cayó después de 2020»*. Al terminar, usted sabrá qué preguntar antes de firmar cualquiera de los dos.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. Una línea con costuras
#
# La trata es delito autónomo desde 2009. La ley 9095 (2013) creó la acreditación y agregó finalidades. Desde una reforma de 2018, los medios son indispensables si la persona es adulta. La ley 10506 (2024) agregó una finalidad. **Cada cambio es una costura en la serie.** El programa las conoce y las dibuja:

# %%
costa_rica = tip.load_country("CRI")
por_anio = tip.count_by(acreditadas, "anio_acreditacion", unit="persona")
tip.draw_series(tip.protect(por_anio), breaks=costa_rica.series_breaks)

# %% [markdown]
# A los dos lados de una costura **no se cuenta lo mismo**. Comparar 2017 con 2018 es comparar dos definiciones: una baja puede querer decir que se acreditó a menos personas, o que la definición ya no incluye a las mismas. Lo honesto es comparar dentro de cada tramo y decir dónde está la costura.

# %% [markdown]
# Lo mismo pasa con los códigos. Cada uno tiene una fecha desde la que existe. Pregunte por la descripción 11 del cuaderno 1:

# %%
codigos = tip.load_codebook()
acogimiento = codigos["finalidad_detalle"].entry("ACOGIMIENTO_PRENATAL")
str(acogimiento.valid_from)

# %% [markdown]
# Antes de ese día el código no existe. Un hecho anterior se registra con lo que la ley decía entonces; si hoy se puede leer mejor, se anota **en otra columna**, con la fecha de la relectura. Nunca se reescribe el pasado en silencio.

# %% [markdown]
# ## 2. El porcentaje que cayó sin caer
#
# Compare la finalidad en dos períodos. Primero, 2018 y 2019. **Anote el porcentaje de explotación sexual.**

# %%
antes = acreditadas.where(anio_acreditacion=["2018", "2019"])
finalidad_antes = tip.count_by(antes, "finalidad", unit="persona")
tip.show_table(tip.protect(finalidad_antes))

# %% [markdown]
# Ahora, 2021 y 2022. **¿Qué espera ver?** Mire el porcentaje de explotación sexual y, además, el último renglón antes del total.

# %%
despues = acreditadas.where(anio_acreditacion=["2021", "2022"])
finalidad_despues = tip.count_by(despues, "finalidad", unit="persona")
tip.show_table(tip.protect(finalidad_despues))

# %% [markdown]
# El porcentaje bajó mucho. Pero antes casi todas las personas tenían finalidad anotada y después a muchas les falta. **No sabemos qué vivieron esas personas**, y el porcentaje las cuenta como si no fuera explotación sexual. Con cifras publicadas pasó igual: en 2021 fueron 8 de 21, un 38 %; pero 8 de las 11 personas con finalidad conocida, un 73 %.

# %% [markdown]
# En el gráfico, la parte **sin dato** va aparte, abajo, en gris punteado: ni se reparte entre las demás ni se esconde.

# %%
tip.draw_bars(tip.protect(finalidad_despues))

# %% [markdown]
# ### Ejercicio 2.5
#
# En 2021 y 2022, ¿qué porcentaje es la explotación sexual **entre las personas cuya finalidad se conoce**? Use los números del segundo cuadro: divida entre el total *menos* las personas sin dato. Puede escribir la cuenta (`*` multiplica y `/` divide): `100 * 10 / (30 - 5)`.

# %% tags=["ejercicio", "ej:2.5"]
#: entre_conocidas = ____
conocida = finalidad_despues.frame.set_index("finalidad")["n"]
entre_conocidas = 100 * conocida["SEXUAL"] / (finalidad_despues.total - conocida["ND"])

# %% tags=["revision"]
tip.check("2.5", entre_conocidas)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("2.5", 1)
# tip.hint("2.5", 2)
# tip.solution("2.5")
# tip.restart("2.5")

# %% [markdown]
# ### Ejercicio 2.6
#
# Ni una cifra ni la otra es «la verdadera»: son lo que sabemos. Calcule el **caso extremo**: si **todas** las personas sin dato hubieran vivido explotación sexual, ¿qué porcentaje del total sería en 2021 y 2022?

# %% tags=["ejercicio", "ej:2.6"]
#: como_maximo = ____
como_maximo = 100 * (conocida["SEXUAL"] + conocida["ND"]) / finalidad_despues.total

# %% tags=["revision"]
tip.check("2.6", como_maximo)

# %% tags=["pista"]
# tip.hint("2.6", 1)
# tip.hint("2.6", 2)
# tip.solution("2.6")
# tip.restart("2.6")

# %% [markdown]
# Entre el porcentaje del cuadro y ese extremo cabe todo lo que el registro permite decir. Si ese rango incluye el valor del período anterior, **no se puede afirmar que cayó**. Escríbalo así: «entre … y …, porque a … personas les falta la finalidad».

# %% [markdown]
# ## Hasta aquí
#
# Una serie tiene costuras: dígalas. Un porcentaje con datos faltantes es un rango: dé los dos extremos. «Sin dato» nunca se junta con «otras». En el cuaderno 3, lo que se pierde al pasar a otra clasificación.
