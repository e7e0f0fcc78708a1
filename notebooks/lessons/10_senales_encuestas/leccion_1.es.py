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
# **La pregunta de hoy.** Dos papeles llegan el mismo día. Uno dice: «a una de cada cinco personas migrantes le retienen los documentos o el dinero». El otro: «nuestra regla de alerta detecta la trata». *¿A quién se le preguntó? ¿A quién señala por error la regla?*
#
# Al terminar el módulo, usted podrá:
#
# 1. decir a quiénes alcanzó una encuesta y a quiénes no;
# 2. escribir su resultado sin inventarle un margen de error;
# 3. poner a prueba una regla de alerta: cuánto acierta, cuánto se le escapa y a cuántas personas honestas señala;
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
# Durante una semana, un equipo entrevistó a personas en tránsito. Una fila es una entrevista. Se preguntó si en el camino les retuvieron documentos o dinero. **¿Qué espera ver?** ¿Dirá el cuadro lo mismo que el papel?

# %%
encuesta = tip.read_register("datasets/encuesta.csv", source="encuesta")
retencion = tip.count_by(encuesta, "retencion")
tip.show_table(tip.protect(retencion))

# %% [markdown]
# El cuadro dice qué respondieron **las personas entrevistadas**. Quienes prefirieron no responder están en el total: callar es un derecho y también un dato. Fíjese en lo que *no* trae: ningún margen de error.

# %% [markdown]
# ### Ejercicio 10.1
#
# ¿Qué porcentaje de **las personas entrevistadas** dijo que le retuvieron documentos o dinero? Quienes no respondieron van en el divisor. Un decimal, con punto.

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
# El equipo entrevistó **de día, en español, en dos puestos y a personas de 18 años o más**. No hubo sorteo: se preguntó a quien estaba ahí y aceptó. Antes de seguir, anote: ¿quién no pudo estar en esa encuesta?

# %% [markdown]
# La autoridad contó además **todos los ingresos** de esa semana. El gráfico pone juntas, para cada nacionalidad, dos barras: qué parte es de los ingresos y qué parte de las entrevistas. **¿Espera barras parecidas?**

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
# No se parecen. Una nacionalidad pesa en las entrevistas mucho más que en los ingresos, y de otras casi no hay entrevistas: hay quien no habla español, quien pasa de noche y quien sigue de largo. La encuesta es un retrato **de quien se detuvo y entendió la pregunta**.

# %% [markdown]
# ### Ejercicio 10.2
#
# Busque a las personas **haitianas** en el gráfico. Su porcentaje entre los ingresos es mayor que entre las entrevistas: **¿cuántos puntos?** Reste los dos porcentajes. Un decimal, con punto.

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
# De las nacionalidades poco entrevistadas solo queda a la vista una cifra, la de Haití: cerca de la mitad dijo que sí. En los datos de práctica la verdad está puesta: de todas las personas que ingresaron esa semana fueron **casi tres de cada diez**, no una de cada cinco. La encuesta no mintió; se leyó como si hablara de todas.

# %% [markdown]
# ## 3. El margen que no existe
#
# «Más o menos tres puntos» suena serio. Ese margen mide el **azar de un sorteo**: qué tanto cambiaría el resultado si se sorteara otra vez. Aquí no hubo sorteo. Con más entrevistas en los mismos puestos el margen se achicaría, y la encuesta seguiría igual de lejos de lo que pasó. Por eso en este cuaderno no hay ningún intervalo.

# %% [markdown]
# ### Ejercicio 10.3
#
# ¿Cuál frase se puede firmar? Escriba la letra entre comillas.
#
# - **a.** «A una de cada cinco personas migrantes que pasan por el país le retienen los documentos o el dinero, según más de 600 entrevistas.»
# - **b.** «A una de cada cinco personas en tránsito le retuvieron los documentos o el dinero, con un margen de error de tres puntos.»
# - **c.** «De las personas entrevistadas de día y en español en dos puestos, cerca de una de cada cinco dijo que sí. De las demás no se sabe.»
# - **d.** «Las entrevistas se hicieron sin sorteo. No sirven para nada: se descartan mientras no haya una encuesta mejor.»

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
# Primero, a quiénes se entrevistó; después, qué dijeron. Sin sorteo no hay margen de error. En el cuaderno 2, otra cifra que suena seria: la regla que «detecta».
