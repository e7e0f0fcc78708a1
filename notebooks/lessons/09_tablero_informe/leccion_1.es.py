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
# # Un gráfico para cada pregunta
#
# **Módulo 9 · Tablero e informe · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** El registro y las inspecciones de este módulo son inventados para practicar. No describen a ninguna persona ni provincia real.
#
# **La pregunta de hoy.** Su jefatura vio un mapa en una reunión y quiere llevar todas las inspecciones a dos provincias. Le pide dos páginas para el viernes. *¿Qué cambia en la respuesta si el mapa es cierto? ¿Y si mide otra cosa?*
#
# Al terminar el módulo, usted podrá:
#
# 1. escoger el gráfico por la pregunta y no por lo bonito;
# 2. decir en cada uno la unidad, quién falta y qué se ocultó, también para quien no lo puede ver;
# 3. distinguir un lugar donde hay más explotación de uno donde se buscó más;
# 4. mirar los plazos sin que un promedio esconda a quienes más esperan;
# 5. leer un tablero sin equivocarse de grupo y escribir dos páginas que sirvan para decidir.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 80.

# %% [markdown] tags=["grupo"]
# ## 1. Primero la pregunta
#
# **Actividad en grupo, sin computadora (20 minutos).** En tríos. Cada renglón es una pregunta que llegó a su oficina. Escriban qué **unidad** se cuenta (personas, solicitudes, eventos, inspecciones) y qué **dibujo** la contesta: línea por año, pirámide, barras, barras partidas, mapa de cuadros (uno por provincia), curva de espera (qué parte ya tiene respuesta conforme pasan los días) o ninguno.
#
# | | Pregunta | Unidad | Dibujo |
# |:--|:--|:--|:--|
# | 1 | ¿Se acredita a más personas que hace cinco años? | | |
# | 2 | ¿En qué se diferencian las edades de mujeres y hombres? | | |
# | 3 | ¿Dónde ocurrió la explotación? | | |
# | 4 | ¿Dónde conviene inspeccionar? | | |
# | 5 | ¿Se cumple el plazo de ley para todas las personas? | | |
# | 6 | ¿De qué parte de las personas no sabemos la finalidad? | | |
# | 7 | ¿Qué edad tenía la única persona acreditada de ese cantón? | | |
# | 8 | ¿Cuántas víctimas hay en el país? | | |
#
# Dos de estas preguntas **no se contestan con un gráfico**. Digan cuáles y por qué.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
anios = ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
acreditadas = registro.where(condicion_victima="ACREDITADA", anio_acreditacion=anios)
acreditadas

# %% [markdown]
# ## 2. El dibujo y lo que lleva debajo
#
# Cuente a las personas acreditadas por grupo de edad y sexo. **¿Qué espera ver?** ¿Qué barra cree que será la más larga?

# %%
por_edad = tip.protect(tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona"))
piramide = tip.draw_pyramid(por_edad)
piramide

# %% [markdown]
# Un dibujo enseña la forma; no se defiende solo. Lo defienden las líneas de abajo: **qué se cuenta, cuántas personas son, de cuántas falta el dato, qué se ocultó y de dónde sale**. Si alguien recorta la imagen y la pega en una presentación, esas líneas se pierden. Por eso la imagen se copia entera.

# %% [markdown]
# Hay quien no ve el dibujo: una persona ciega, quien recibe el informe por teléfono o lo imprime en blanco y negro. Para ella existe el **texto alternativo**. El programa lo escribe con los mismos datos:

# %%
piramide.alt

# %% [markdown]
# Léalo en voz alta. Dice qué es, cuál es el valor mayor y cuál el menor, cuántas cifras están ocultas, cuántas personas son y de dónde sale. **Si usted no puede decir en una frase qué muestra su gráfico, todavía no es el gráfico que buscaba.**

# %% [markdown]
# ### Ejercicio 9.1
#
# Un colega pegó en su presentación el gráfico de la **provincia de explotación** y borró las líneas de abajo. Cambie la variable en la celda, haga el gráfico y busque lo que se borró: **¿de cuántas personas no hay dato de la provincia?** «No aplica» no es falta de dato: la explotación fue en otro país.

# %% tags=["ejercicio", "ej:9.1"]
#: por_provincia = tip.count_by(acreditadas, "provincia_residencia", unit="persona")  # cambie la variable
#: tip.draw_bars(tip.protect(por_provincia))
por_provincia = tip.count_by(acreditadas, "provincia_explotacion", unit="persona")
tip.draw_bars(tip.protect(por_provincia))

# %% tags=["ejercicio", "ej:9.1"]
#: sin_provincia = ____
sin_provincia = int(por_provincia.frame.set_index("provincia_explotacion").loc["ND", "n"])

# %% tags=["revision"]
tip.check("9.1", sin_provincia)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("9.1", 1)
# tip.hint("9.1", 2)
# tip.solution("9.1")
# tip.restart("9.1")

# %% [markdown]
# ## 3. El mapa que no mide lo que parece
#
# Este es el mapa que vio su jefatura: personas acreditadas según la provincia donde las explotaron. Cada provincia es un cuadro del mismo tamaño, para que la más grande no pese más. **Antes de ejecutar:** ¿dónde mandaría usted las inspecciones?

# %%
mapa = tip.count_by(acreditadas, "provincia_explotacion", unit="persona")
tip.draw_tiles(tip.protect(mapa))

# %% [markdown]
# Dos provincias son las más oscuras, y el titular se escribe solo: «los focos de la trata». Pero el registro solo tiene a las personas **que alguien encontró**. Falta una pregunta: *¿cuánto se buscó en cada lugar?* El registro no lo dice. Lo dice otra hoja: la de inspecciones, que anota también las que no hallaron a nadie.

# %%
inspecciones = tip.read_register("datasets/inspecciones.csv", source="inspecciones")
por_esfuerzo = tip.count_by(inspecciones, "provincia_inspeccion")
tip.draw_tiles(tip.protect(por_esfuerzo))

# %% [markdown]
# Compare los dos mapas. **Se parecen mucho.** El primero es, en buena parte, un mapa de adónde fueron las inspecciones. Mandar más inspecciones a donde ya se inspecciona hará ese mapa todavía más oscuro, y alguien dirá que «confirma el foco».

# %% [markdown]
# Lo justo es preguntar: *de cada cien inspecciones, ¿en cuántas se encontró a alguien?* Cada barra es una provincia entera; a la derecha está el número de inspecciones.

# %%
hallazgos = tip.count_by(inspecciones, ["provincia_inspeccion", "resultado_inspeccion"])
tip.draw_composition(tip.protect(hallazgos))

# %% [markdown]
# Ahora el orden es otro. Donde más se inspecciona se encuentra a alguien casi con la misma frecuencia que en los demás lugares; en una provincia con pocas inspecciones, **bastante más a menudo**. Y donde casi no se inspecciona no se puede decir nada: la cifra está oculta porque son muy pocas.

# %% [markdown]
# El mismo conteo en un cuadro, con el porcentaje **dentro de cada provincia**. Lo usará en los dos ejercicios que siguen.

# %%
tip.show_table(tip.protect(hallazgos), share="provincia_inspeccion")

# %% [markdown]
# ### Ejercicio 9.2
#
# ¿En cuántas **de cada cien inspecciones en Puntarenas** se encontró a alguien? Escriba el porcentaje con un decimal y con punto.

# %% tags=["ejercicio", "ej:9.2"]
#: hallazgos_por_cien = ____
dentro = tip.share_within(hallazgos, among="provincia_inspeccion").frame
dentro = dentro.set_index(["provincia_inspeccion", "resultado_inspeccion"])
hallazgos_por_cien = dentro.loc[("P", "HALLAZGO"), "estimate"]

# %% tags=["revision"]
tip.check("9.2", hallazgos_por_cien)

# %% tags=["pista"]
# tip.hint("9.2", 1)
# tip.hint("9.2", 2)
# tip.solution("9.2")
# tip.restart("9.2")

# %% [markdown]
# ### Ejercicio 9.3
#
# De las provincias con cifras a la vista, ¿en cuál hubo **más hallazgos por cada cien inspecciones**? Escriba su nombre entre comillas.

# %% tags=["ejercicio", "ej:9.3"]
#: mas_hallazgos_por_inspeccion = ____  # por ejemplo: "Limón"
mas_hallazgos_por_inspeccion = "Guanacaste"

# %% tags=["revision"]
tip.check("9.3", mas_hallazgos_por_inspeccion)

# %% tags=["pista"]
# tip.hint("9.3", 1)
# tip.hint("9.3", 2)
# tip.solution("9.3")
# tip.restart("9.3")

# %% [markdown]
# **Qué cambia en la respuesta.** Con el primer mapa se concentraba todo en dos provincias. Con los dos juntos se propone otra cosa: llevar una parte de las inspecciones adonde casi no se hacen, para poder saber. Tampoco el segundo es la verdad: una inspección que sale de una llamada encuentra más que una de rutina. Dígalo.

# %% [markdown]
# ## 4. El plazo y a quién se le vence
#
# La ley da **siete días hábiles** para resolver una solicitud de acreditación. Un informe anterior decía: «en general, se resuelve a tiempo». `with_days` cuenta los días hábiles de cada solicitud con el calendario de feriados. **¿Qué parte espera usted que se resuelva dentro del plazo?**

# %%
con_plazo = tip.with_days(registro).where(estado_solicitud=["ACREDITADA", "DENEGADA", "EN_ESTUDIO", "RECIBIDA"])
plazo = tip.count_by(con_plazo, "dias_habiles_resolucion")
tip.draw_waiting(tip.protect(plazo))

# %% [markdown]
# Así se lee: la curva sube por escalones conforme pasan los días, y la línea de rayas es el plazo. Donde la curva cruza el 50 % está la **mediana**: la mitad ya tenía respuesta. Donde cruza el 90 %, nueve de cada diez. Las solicitudes **en trámite** están en el total: por eso la curva no llega a cien. Quien las deja fuera mejora la cifra sin resolver nada.

# %%
tip.show_table(tip.protect(plazo))

# %% [markdown]
# ### Ejercicio 9.4
#
# ¿Qué porcentaje de **todas** estas solicitudes se resolvió dentro de los siete días hábiles? Las que siguen en trámite van en el divisor. Puede escribir una suma: `12.3 + 4.5`.

# %% tags=["ejercicio", "ej:9.4"]
#: dentro_del_plazo = ____
por_banda = tip.share_within(plazo).frame.set_index("dias_habiles_resolucion")["estimate"]
dentro_del_plazo = por_banda["0-5"] + por_banda["6-7"]

# %% tags=["revision"]
tip.check("9.4", dentro_del_plazo)

# %% tags=["pista"]
# tip.hint("9.4", 1)
# tip.hint("9.4", 2)
# tip.solution("9.4")
# tip.restart("9.4")

# %% [markdown]
# La mediana cae dentro del plazo: «en general, a tiempo». Pero una mediana habla de quien está **en el medio**. Pregunte por quienes tienen más obstáculos: mujeres extranjeras cuya lengua materna no es el español. ¿Hubo intérprete? El registro no lo dice. Verá primero el gráfico de aquellas cuya lengua es el español y después el cuadro de las otras. **¿Qué espera ver?**

# %%
extranjeras = con_plazo.where(sexo="MUJER", origen="EXTRANJERA")
en_espanol = extranjeras.where(lengua_materna="spa")
en_otra_lengua = extranjeras.where(lengua_materna=["eng", "zho", "miq", "gym"])
plazo_espanol = tip.count_by(en_espanol, "dias_habiles_resolucion")
plazo_otra = tip.count_by(en_otra_lengua, "dias_habiles_resolucion")
tip.draw_waiting(tip.protect(plazo_espanol))

# %%
tip.show_table(tip.protect(plazo_otra, policy="internal"))

# %% [markdown]
# El segundo cuadro es **de trabajo**, para quien ya tiene permiso de ver el registro: son muy pocas solicitudes y no se publica. Con tan pocas, el porcentaje no dice nada, ni hace falta: mire si alguna está dentro del plazo. La mediana no las dejaba ver porque son pocas entre cientos.

# %% [markdown]
# ### Ejercicio 9.5
#
# De esas solicitudes de mujeres extranjeras con otra lengua, **¿cuántas pasaron de los siete días hábiles?**

# %% tags=["ejercicio", "ej:9.5"]
#: fuera_de_plazo = ____
otra = plazo_otra.frame.set_index("dias_habiles_resolucion")["n"]
fuera_de_plazo = int(otra["8-15"] + otra["16+"])

# %% tags=["revision"]
tip.check("9.5", fuera_de_plazo)

# %% tags=["pista"]
# tip.hint("9.5", 1)
# tip.hint("9.5", 2)
# tip.solution("9.5")
# tip.restart("9.5")

# %% [markdown]
# > **Niñez y adolescencia.** Detrás de un plazo vencido puede haber una niña que espera fuera de un lugar seguro. La protección **no espera la resolución**: las medidas primarias se dan desde la solicitud, y de las personas menores de 18 años se avisa al PANI el mismo día. En un informe, los plazos de la niñez se miran aparte y nunca se publica una edad exacta: si las cifras son pequeñas, se juntan años.

# %% [markdown]
# ## Hasta aquí
#
# Un dibujo contesta una pregunta y lleva debajo lo que lo defiende. Un mapa de hallazgos es también un mapa de búsquedas. Un plazo se mira por grupo, con las solicitudes pendientes. En el cuaderno 2: leer un tablero y escribir las dos páginas.
