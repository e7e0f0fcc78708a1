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
# # La encuesta que parece un país
#
# **Módulo 10 (opcional) · Señales financieras y encuestas · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** La encuesta, los ingresos y los envíos de dinero de este módulo son inventados para practicar. No dicen nada de ninguna nacionalidad, ruta ni empresa real.
#
# **La pregunta de hoy.** Dos papeles llegan el mismo día. Uno dice: «a una de cada cinco personas migrantes le retienen los documentos». El otro: «nuestra regla de alerta detecta la trata». *¿A quién se le preguntó? ¿A quién señala por error la regla?*
#
# Al terminar el módulo, usted podrá:
#
# 1. decir a quiénes alcanzó una encuesta y a quiénes no;
# 2. escribir su resultado sin margen de error inventado;
# 3. poner a prueba una regla de alerta: cuántas acierta, cuántas se le escapan y a cuántas personas honestas señala;
# 4. mirar esos errores por sexo y por nacionalidad antes de usarla.
#
# Tiempo del módulo: 120 minutos; de este cuaderno, 50.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. Lo que dijo la encuesta
#
# Durante una semana, un equipo entrevistó a personas en tránsito. Una fila es una entrevista. **¿Qué espera ver?** ¿A cuántas de cada cien les retuvieron documentos o dinero en el camino?

# %%
encuesta = tip.read_register("datasets/encuesta.csv", source="encuesta")
retencion = tip.count_by(encuesta, "retencion")
tip.show_table(tip.protect(retencion))

# %% [markdown]
# El cuadro dice qué respondieron **las personas entrevistadas**. Quienes prefirieron no responder están en el total: callar es un derecho y también un dato. Fíjese en lo que *no* trae: ningún margen de error.

# %% [markdown]
# ### Ejercicio 10.1
#
# ¿A qué porcentaje de **las personas entrevistadas** le retuvieron documentos o dinero? Quienes no respondieron van en el divisor. Un decimal, con punto.

# %% tags=["ejercicio", "ej:10.1"]
#: dijeron_que_si = ____
dijeron_que_si = tip.share_within(retencion).frame.set_index("retencion").loc["SI", "estimate"]

# %% tags=["revision"]
tip.check("10.1", dijeron_que_si)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("10.1", 1)
# tip.hint("10.1", 2)
# tip.solution("10.1")
# tip.restart("10.1")

# %% [markdown]
# ## 2. ¿A quién se le preguntó?
#
# El equipo entrevistó **de día, en español, en dos puestos y a personas de 18 años o más**. Nadie las sorteó: se preguntó a quien estaba y aceptó. Antes de seguir, anote: ¿quién no pudo estar en esa encuesta?

# %% [markdown]
# La autoridad contó además **todos los ingresos** de esa semana. El gráfico pone juntos, para cada nacionalidad, qué parte es de los ingresos y qué parte de las entrevistas. **¿Espera barras parecidas?**

# %%
flujo = tip.read_register("datasets/flujo.csv", source="flujo")
pasaron = tip.count_by(flujo, "nacionalidad")
entrevistadas = tip.count_by(encuesta, "nacionalidad")
tip.draw_mentions(
    tip.protect(pasaron),
    tip.protect(entrevistadas),
    title="Ingresos y entrevistas · Entries and interviews",
)

# %% [markdown]
# No se parecen. A unas nacionalidades se las entrevistó mucho más de lo que pasaron, y a otras casi nada: no hablan español, pasan de noche, siguen de largo. La encuesta es un retrato **de quien se quedó y entendió la pregunta**.

# %% [markdown]
# ### Ejercicio 10.2
#
# Compare a las personas **haitianas**: ¿cuántos puntos más son entre los ingresos que entre las entrevistas? Reste los dos porcentajes del gráfico. Un decimal, con punto.

# %% tags=["ejercicio", "ej:10.2"]
#: puntos_que_faltan = ____
entre_ingresos = tip.share_within(pasaron).frame.set_index("nacionalidad").loc["HTI", "estimate"]
entre_entrevistas = tip.share_within(entrevistadas).frame.set_index("nacionalidad").loc["HTI", "estimate"]
puntos_que_faltan = entre_ingresos - entre_entrevistas

# %% tags=["revision"]
tip.check("10.2", puntos_que_faltan)

# %% tags=["pista"]
# tip.hint("10.2", 1)
# tip.hint("10.2", 2)
# tip.solution("10.2")
# tip.restart("10.2")

# %% [markdown]
# ¿Importa? Vea qué respondieron, por nacionalidad. Las cifras pequeñas están ocultas; mire solo lo que queda a la vista.

# %%
por_nacionalidad = tip.count_by(encuesta, ["nacionalidad", "retencion"])
tip.show_table(tip.protect(por_nacionalidad), share="nacionalidad")

# %% [markdown]
# A las personas que la encuesta casi no alcanzó les retuvieron más a menudo. En los datos de práctica la verdad está puesta: en toda la semana fueron **casi tres de cada diez**, no una de cada cinco. La encuesta no mintió; se la leyó como si hablara de todas las personas.

# %% [markdown]
# ## 3. El margen que no existe
#
# «Más o menos tres puntos» suena serio. Ese margen mide el **azar de un sorteo**: qué tanto cambiaría el resultado si se sorteara otra vez. Aquí no hubo sorteo. Con más entrevistas en los mismos puestos el margen se achicaría, y la encuesta seguiría igual de lejos. Por eso en este cuaderno se usa `show_table` con conteos, y ningún intervalo.

# %% [markdown]
# ### Ejercicio 10.3
#
# ¿Cuál frase se puede firmar? Escriba la letra entre comillas.
#
# - **a.** «A una de cada cinco personas migrantes le retienen los documentos o el dinero.»
# - **b.** «A una de cada cinco, con un margen de error de tres puntos.»
# - **c.** «De las personas entrevistadas de día y en español en dos puestos, cerca de una de cada cinco dijo que sí. No se puede extender a quienes no fueron entrevistadas, y a algunas nacionalidades casi no se las alcanzó.»
# - **d.** «Las entrevistas no sirven para nada: se descartan.»

# %% tags=["ejercicio", "ej:10.3"]
#: frase_de_la_encuesta = ____  # por ejemplo: "a"
frase_de_la_encuesta = "c"

# %% tags=["revision"]
tip.check("10.3", frase_de_la_encuesta)

# %% tags=["pista"]
# tip.hint("10.3", 1)
# tip.hint("10.3", 2)
# tip.solution("10.3")
# tip.restart("10.3")

# %% [markdown]
# > **Niñez y adolescencia.** Esta encuesta no le preguntó a nadie menor de 18 años. No es un descuido: entrevistar a una niña exige otro equipo, otro lugar y otro permiso. Pero entonces el informe debe decirlo: **sobre la niñez en tránsito esta encuesta no dice nada**, ni que le pase menos ni que le pase más.

# %% [markdown]
# ## Hasta aquí
#
# Primero quiénes fueron entrevistadas; después, qué dijeron. Sin sorteo no hay margen de error. En el cuaderno 2, otra cifra que suena seria: la regla que «detecta».
