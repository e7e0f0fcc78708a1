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
# # Operativos y menciones
#
# **Módulo 1 · Del hecho al registro · cuaderno 2 de 3.** **DATOS SINTÉTICOS.** Tiempo: 30 minutos.
#
# Dos preguntas de trabajo: *¿por qué un año se sale de la línea?* y *¿por qué los porcentajes de este cuadro suman más de cien?* La primera celda prepara las herramientas y la segunda lee el registro.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# ## 1. Un operativo no es una tendencia
#
# Cuente ahora a las personas acreditadas de cada año. **¿Qué espera ver?** ¿Una línea pareja? ¿Un año muy distinto de los demás?

# %%
acreditadas = registro.where(condicion_victima="ACREDITADA")
tip.draw_series(tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="persona")))

# %% [markdown]
# Un año sobresale. El titular fácil sería «se dispara la trata». Antes de escribirlo, pregunte: *¿de cuántos hallazgos salieron esas personas?* Si muchas se encontraron en un solo operativo, la línea cuenta el operativo y no una tendencia.

# %% [markdown]
# La misma línea, contando **eventos** en lugar de personas. `unit="evento"` cuenta cada hallazgo una sola vez, sin importar a cuántas personas se encontró en él.

# %%
tip.draw_series(tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="evento")))

# %% [markdown]
# Compare 2020 con 2022 en los dos gráficos. En personas, 2020 le saca mucha ventaja; en eventos, casi ninguna. Las dos líneas son ciertas: una dice a cuántas personas se acreditó; la otra, cuántas veces se las encontró. Un informe honesto muestra las dos o dice cuál muestra.

# %% [markdown]
# La diferencia la hizo un solo operativo, el más grande de los quince años. Su clave es `EV-0206`. **¿Cuántas de las personas acreditadas en 2020 cree que se encontraron ahí?**

# %%
del_operativo = acreditadas.where(id_caso="EV-0206")
tip.show_table(tip.protect(tip.count_by(del_operativo, unit="persona")))

# %% [markdown]
# Réstelas del total de 2020 y el año vuelve a parecerse a los demás. Este cuadro es **solo para la clase**: una cifra que sale de un solo operativo permite reconocer a las personas que estaban en él. En una publicación se oculta; el módulo 7 enseña cómo.

# %% [markdown]
# También depende del **esfuerzo**: un año con más inspecciones encuentra a más personas. El registro no dice cuántas inspecciones hubo sin encontrar a nadie. Anótelo: es la primera línea de «lo que no sabemos».

# %% [markdown]
# ### Ejercicio 1.4
#
# En 2020 se acreditó a más personas que en cualquier otro año. **¿De cuántos eventos salieron?** Cambie una palabra en la primera celda, ejecute y escriba el número.

# %% tags=["ejercicio", "ej:1.4"]
#: del_2020 = acreditadas.where(anio_acreditacion="2020")
#: tip.show_table(tip.protect(tip.count_by(del_2020, unit="persona")))  # cambie una palabra
del_2020 = acreditadas.where(anio_acreditacion="2020")
tip.show_table(tip.protect(tip.count_by(del_2020, unit="evento")))

# %% tags=["ejercicio", "ej:1.4"]
#: eventos_de_2020 = ____
eventos_de_2020 = tip.count_by(del_2020, unit="evento").total

# %% tags=["revision"]
tip.check("1.4", eventos_de_2020)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("1.4", 1)
# tip.hint("1.4", 2)
# tip.solution("1.4")
# tip.restart("1.4")

# %% [markdown]
# ## 2. Cuando los porcentajes suman más de cien
#
# A aparece en la historia con tres finalidades. En un registro real pasa a menudo. **Antes de ejecutar:** si sumara los porcentajes de la columna, ¿cuánto darían?

# %%
personas = tip.count_by(acreditadas, "finalidad", unit="persona")
tip.show_table(tip.protect(personas))

# %% [markdown]
# Una persona con dos finalidades está en dos filas, pero una sola vez en el total. Por eso los porcentajes de la columna suman más de cien, y **está bien**: contestan «¿qué parte de las personas vivió esta forma de explotación?».

# %% [markdown]
# La otra cuenta es por **menciones**: cada finalidad anotada vale uno. Suma cien, pero contesta otra pregunta: «¿qué parte de lo anotado es esta forma?». El gráfico pone las dos juntas; `protect_together` protege los dos cuadros a la vez, para que uno no delate lo que el otro oculta.

# %%
menciones = tip.count_by(acreditadas, "finalidad", unit="mencion")
juntas = tip.protect_together({"personas": personas, "menciones": menciones})
tip.draw_mentions(juntas["personas"], juntas["menciones"])

# %% [markdown]
# Compare las dos barras de cada finalidad. El porcentaje de menciones siempre es menor o igual: el total de menciones es más grande. Si un informe dice «el 50 % de los casos» y no dice de qué es el porcentaje, no se puede comparar con nada. Pregunte siempre: **¿por ciento de qué?**

# %% [markdown]
# ### Ejercicio 1.5
#
# ¿Qué porcentaje de las **personas** acreditadas tiene anotada la explotación sexual? Léalo en el gráfico o en el cuadro y escríbalo con un decimal, con punto: `12.3`.

# %% tags=["ejercicio", "ej:1.5"]
#: por_ciento_de_personas = ____
de_personas = tip.share_within(personas).frame.set_index("finalidad")
por_ciento_de_personas = de_personas.loc["SEXUAL", "estimate"]

# %% tags=["revision"]
tip.check("1.5", por_ciento_de_personas)

# %% tags=["pista"]
# tip.hint("1.5", 1)
# tip.hint("1.5", 2)
# tip.solution("1.5")
# tip.restart("1.5")

# %% [markdown]
# ## Hasta aquí
#
# Un año que sobresale puede ser un solo operativo: pregunte por los eventos. Un porcentaje dice siempre de qué es: por ciento de las personas o por ciento de las menciones. En el cuaderno 3 seguirá el camino completo hasta el registro y verá quién se queda fuera.
