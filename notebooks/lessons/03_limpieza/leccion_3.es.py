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
# # ¿A quiénes cambió la limpieza?
#
# **Módulo 3 · Limpieza y estandarización · cuaderno 3 de 3.** **DATOS SINTÉTICOS.** Tiempo: 55 minutos.
#
# La pregunta de trabajo: alguien propone *«borremos las filas dudosas, son poquitas»*. *¿A quiénes estaríamos borrando?* Al final, los pasos para su propia hoja.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
limpio = tip.clean(sucio)
limpio

# %% [markdown]
# ## 1. Lo que costó poder leer
#
# `with_changes` agrega a cada registro qué se le hizo. Se cuenta como cualquier otra variable. **Antes de ejecutar:** ¿en qué parte de los registros cree que hubo que unificar la escritura del sexo para poder contarlo?

# %%
cambios = tip.with_changes(limpio)
por_escritura = tip.count_by(cambios, "dato_sexo")
tip.draw_bars(tip.protect(por_escritura, policy="internal"))

# %% [markdown]
# La mayoría no estaba escrita como dice el estándar: `F`, `fem`, `2`, una equis en una casilla. Quien cuenta solo las celdas que dicen «Mujer» deja fuera a muchas mujeres. No es descuido de nadie: cada hoja tenía su propia regla, y por eso el mapa.

# %% [markdown]
# *Sobre `policy="internal"`: estos cuadros son de trabajo, para el equipo que ya tiene permiso de ver el registro, y muestran cifras pequeñas. No salen de la oficina ni se escriben en un archivo.*

# %% [markdown]
# ## 2. ¿Quién se queda esperando?
#
# A unos registros solo se les unificó la escritura; otros necesitaron más. Cuente hasta dónde se llegó con cada uno, según el **origen**: nacional o extranjero. Mire la columna «Algo por revisar».

# %%
por_origen = tip.count_by(cambios, ["origen", "limpieza"])
tip.show_table(tip.protect(por_origen, policy="internal"), share="origen")

# %% [markdown]
# Los registros de personas extranjeras se quedan esperando más a menudo. No porque ellas sean difíciles: suele ser porque los formularios se pensaron para dos apellidos, cédula y escuela costarricenses. Y hay registros cuyo origen ni siquiera se conoce. **Borrar lo dudoso no es neutral**: borra más a quienes el sistema entiende peor.

# %% [markdown]
# ### Ejercicio 3.6
#
# ¿Qué **porcentaje de los registros de personas extranjeras** tiene algo por revisar? Léalo en el cuadro, con un decimal y con punto.

# %% tags=["ejercicio", "ej:3.6"]
#: extranjeras_en_espera = ____
dentro = tip.share_within(por_origen, among="origen").frame.set_index(["origen", "limpieza"])
extranjeras_en_espera = dentro.loc[("EXTRANJERA", "REVISION"), "estimate"]

# %% tags=["revision"]
tip.check("3.6", extranjeras_en_espera)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("3.6", 1)
# tip.hint("3.6", 2)
# tip.solution("3.6")
# tip.restart("3.6")

# %% [markdown]
# ## 3. A quién se deja de ver
#
# En la casilla del **sexo** de una fila dice «Mujer trans». Una limpieza apurada la convierte en «Hombre», en «Mujer» o en un error que se borra. Vea qué hizo el programa con el sexo:

# %%
tip.explain(limpio, 50, "sexo", sheet="2021-2022")

# %% [markdown]
# No adivinó el sexo registrado: lo dejó para preguntar. Lo que la persona declaró está en otra columna, escrito con otras palabras. **No se perdió.** Pregunte por la identidad de género de esa misma fila.

# %%
tip.explain(limpio, 50, "identidad_genero", sheet="2021-2022")

# %% [markdown]
# El sexo y la identidad de género son dos preguntas, y la hoja contestó una en la casilla de la otra. Cuidar ese texto hace visible a una persona que en el cuadro por sexo no existía. Son tan pocas que **nunca se publican por separado**: se recuperan para atenderlas y se protegen al informar.

# %% [markdown]
# ### Ejercicio 3.7
#
# ¿Qué **código de identidad de género** quedó en esa fila? Está en la última línea de la respuesta anterior, en mayúsculas. Escríbalo entre comillas.

# %% tags=["ejercicio", "ej:3.7"]
#: identidad_de_esa_fila = ____
identidad_de_esa_fila = "MUJER_TRANS"

# %% tags=["revision"]
tip.check("3.7", identidad_de_esa_fila)

# %% tags=["pista"]
# tip.hint("3.7", 1)
# tip.hint("3.7", 2)
# tip.solution("3.7")
# tip.restart("3.7")

# %% [markdown]
# ## 4. ¿Quedó bien?
#
# En el trabajo casi nunca se sabe. Aquí sí: los errores de este libro se pusieron a propósito y hay una **clave**. La celda compara la limpieza con ella, valor por valor.

# %%
verdad = tip.read_register("datasets/registro_limpio")
tip.score_cleaning(limpio, "datasets/registro_sucio_errores.csv", verdad)

# %% [markdown]
# Lea la cuarta línea: **valores equivocados en silencio**. Es la que importa. Un error que espera en la cola se arregla preguntando; uno que entró callado llega al informe. En su hoja no habrá clave: saque cien celdas al azar cada trimestre, compárelas con el expediente y anote cuántas no coinciden.

# %% [markdown]
# ## 5. El lunes, con su propia hoja
#
# Ponga el nombre de su libro y el de su mapa, que se prepara con la guía «Mapear su hoja». Si deja los que están, la celda funciona con los de práctica. Lo que sale es la lista de su primera reunión.

# %%
mi_libro = "datasets/registro_sucio.xlsx"
mi_mapa = "eri"
mi_registro = tip.clean(tip.read_register(mi_libro, source=mi_mapa))
mi_cola = tip.review_queue(mi_registro)
mi_cola[["variable", "crudo", "sugerencias"]].head(5)

# %% [markdown]
# ### Su bitácora de limpieza
#
# Haga doble clic en este texto, complete y presione **Mayús + Entrar**. Es el producto del módulo: una línea por cada decisión. La orden `tipanalysis clean`, que se escribe en la terminal y no en el cuaderno, hace además un libro de Excel para llenarla en equipo.
#
# | En la hoja dice | Columna | Qué se decidió | Quién | Fecha | Por qué |
# |:--|:--|:--|:--|:--|:--|
# | M | sexo, hoja de 20… | …… | …… | …… | …… |
# | …… | …… | preguntar a …… | …… | …… | …… |
# | …… | …… | …… | …… | …… | …… |

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("3")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Si lo escrito era cierto.** Limpiar unifica cómo está escrito; no dice si de verdad pasó.
# - **Quiénes nunca entraron en la hoja.** Ninguna limpieza los trae.
# - **Si hay personas repetidas.** Dos filas pueden ser la misma persona: es el módulo 4.
# - **Qué habría contestado quien no fue preguntado.** Rellenar no es limpiar.

# %% [markdown]
# ## Para llevar
#
# 1. El original no se toca; cada cambio queda escrito, con su regla; lo dudoso se pregunta.
# 2. Una letra no significa nada sin su hoja.
# 3. «Sin dato» tiene razones, y un cien por ciento de respuestas puede ser un dato inventado por el formulario.
# 4. Una decisión se escribe una vez, con nombre y fecha.
# 5. Se mira a quién tocó la limpieza: borrar lo dudoso borra a las mismas personas de siempre.
#
# **De vuelta a la pregunta.** El jueves usted entrega el cuadro por sexo y nacionalidad, con los registros por revisar a la vista, y la lista de preguntas para la próxima reunión.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
