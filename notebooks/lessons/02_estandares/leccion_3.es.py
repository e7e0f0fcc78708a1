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
# # Lo que pierde cada equivalencia
#
# **Módulo 2 · Estándares: la ley, los códigos y sus equivalencias · cuaderno 3 de 3.** **DATOS SINTÉTICOS.** Tiempo: 40 minutos.
#
# La pregunta de trabajo: le piden los datos del año **en las categorías del informe mundial**. *¿Qué formas de explotación desaparecen al traducir, y a quiénes dejamos de ver?* Al final hay una tabla para las palabras de su propia hoja.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. De nuestros códigos a los de otros
#
# Una **equivalencia** dice a qué categoría de otra clasificación va cada código nuestro. Pida la del informe mundial sobre la trata (GLOTIP):

# %%
mundial = tip.load_crosswalk("glotip_2023")
mundial.title()

# %% [markdown]
# ¿Adónde va la mendicidad forzada? **Antes de ejecutar:** ¿tendrá su propia categoría? (Los nombres de esas categorías están en inglés, como en el informe.)

# %%
mundial.to("MENDICIDAD").target

# %% [markdown]
# Va a «otras formas de explotación». ¿Con cuánta exactitud? Hay cuatro posibilidades: la otra categoría **significa lo mismo**, es **más amplia** (la nuestra se pierde adentro), es **más estrecha** (no cabe todo lo nuestro) o **no hay adónde ir**. Sin `.target`, la equivalencia lo dice completo:

# %%
mundial.to("MENDICIDAD")

# %% [markdown]
# Más amplia: en el informe mundial nadie podrá ver cuántas niñas y niños fueron explotados en mendicidad. ¿Quiénes más caen en ese cajón? La celda da la lista.

# %%
mundial.sources_of("Other forms of exploitation")

# %% [markdown]
# Lea la lista despacio. (El primer código conserva un nombre antiguo: hoy se dice explotación sexual en imágenes o videos.) Ahí están el matrimonio servil, el embarazo forzado y el aborto forzado, que sufren sobre todo mujeres y niñas; la mendicidad, que sufren niñas y niños; las actividades delictivas, en las que a menudo se trata a la víctima como culpable. **Un cajón de «otras» también tiene sexo y edad.**

# %% [markdown]
# Véalo en el registro: las personas acreditadas por finalidad **detallada**, que es lo que se perdería al traducir.

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
detalle = tip.count_by(acreditadas, "finalidad_detalle", unit="persona")
tip.draw_bars(tip.protect(detalle), by_size=True)

# %% [markdown]
# Varias de las barras cortas, y de las que están ocultas por ser de pocas personas, se juntan en «otras». Ocultarlas protege a esas personas; juntarlas las borra. No es lo mismo: **lo oculto se avisa; lo perdido, no**.

# %% [markdown]
# ### Ejercicio 2.7
#
# ¿**Cuántos códigos nuestros** caen en «otras formas de explotación» del informe mundial? `len( )` cuenta los elementos de una lista.

# %% tags=["ejercicio", "ej:2.7"]
#: len(mundial.sources_of("Forced labour"))  # cambie la categoría
len(mundial.sources_of("Other forms of exploitation"))

# %% tags=["ejercicio", "ej:2.7"]
#: codigos_en_otras = ____
codigos_en_otras = len(mundial.sources_of("Other forms of exploitation"))

# %% tags=["revision"]
tip.check("2.7", codigos_en_otras)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("2.7", 1)
# tip.hint("2.7", 2)
# tip.solution("2.7")
# tip.restart("2.7")

# %% [markdown]
# ## 2. También la ley es una clasificación
#
# El ERI registra personas utilizadas en actividades delictivas. ¿Está esa finalidad en el artículo 172?

# %%
codigo_penal = tip.load_crosswalk("cr_cp_art172")
codigo_penal.to("CRIMINALIDAD_FORZADA")

# %% [markdown]
# En el texto del artículo que se leyó para este curso no hay una finalidad así. La lista **administrativa**, con la que se protege, y la lista **penal**, con la que se juzga, no son iguales, y no tienen por qué serlo. Por eso «víctimas acreditadas» y «víctimas en sentencias» nunca se comparan como si fueran lo mismo.

# %% [markdown]
# ¿Y la clasificación internacional IC-TIP, que las Naciones Unidas respaldaron en 2025? Pregunte en qué estado está su equivalencia:

# %%
tip.load_crosswalk("ic_tip").to("MENDICIDAD")

# %% [markdown]
# Por comprobar: el documento oficial no se pudo leer, y el programa **no inventa** los códigos. Cuando su institución tenga el documento, se cargan como una tabla. Decir «por comprobar» es parte del dato.

# %% [markdown]
# ### Ejercicio 2.8
#
# Una colega propone: *«anotemos solo la categoría del informe mundial, y así no hay que traducir»*. ¿**Cuántos** de nuestros códigos de finalidad detallada perderían detalle o no tendrían adónde ir? `losses()` da los que se pierden.

# %% tags=["ejercicio", "ej:2.8"]
#: len(codigo_penal.losses())  # cambie la clasificación
len(mundial.losses())

# %% tags=["ejercicio", "ej:2.8"]
#: codigos_que_pierden = ____
codigos_que_pierden = len(mundial.losses())

# %% tags=["revision"]
tip.check("2.8", codigos_que_pierden)

# %% tags=["pista"]
# tip.hint("2.8", 1)
# tip.hint("2.8", 2)
# tip.solution("2.8")
# tip.restart("2.8")

# %% [markdown]
# ## 3. El lunes, con las palabras de su hoja
#
# Ponga entre las comillas una finalidad **tal como está escrita en su hoja**. El programa propone hasta tres códigos, con un parecido de 0 a 100. Un parecido alto no decide: decide quien conoce el expediente.

# %%
mi_palabra = "servidumbre domest."
codigos = tip.load_codebook()
codigos["finalidad_detalle"].suggest(mi_palabra)

# %% [markdown]
# ### Su tabla de equivalencias
#
# Haga doble clic en este texto, complete y presione **Mayús + Entrar**. Es el producto del módulo: una línea por cada palabra de su hoja. Lo que no se sabe se deja en blanco y se pregunta.
#
# | En mi hoja dice | Código | ¿Se pierde algo? | Vale desde | Lo decidió | Fecha |
# |:--|:--|:--|:--|:--|:--|
# | servidumbre domest. | `DOMESTICO` | no | 2013 | …… | …… |
# | mixta | *preguntar: ¿cuáles?* | | | | |
# | …… | …… | …… | …… | …… | …… |

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("2")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Qué vivieron las personas sin finalidad anotada.** Ningún cálculo lo devuelve; solo preguntar mejor.
# - **Por qué se denegó cada solicitud.** El registro dice el resultado, no la razón.
# - **Cuál de dos personas que codifican tiene razón.** Kappa mide si coinciden: pueden coincidir en un error.
# - **Lo que dicen los documentos oficiales que no se pudieron leer.** Los códigos de la IC-TIP y algunas fechas de la ley están por confirmar.

# %% [markdown]
# ## Para llevar
#
# 1. Conducta, medio y finalidad: tres preguntas, tres columnas.
# 2. Antes de los 18 años, el medio «No aplica», y no se niega por eso.
# 3. Varias finalidades se anotan todas; «sin dato» no es «otras».
# 4. Una serie tiene costuras y un porcentaje con faltantes es un rango.
# 5. Se registra con el código más detallado y se traduce después: lo perdido al registrar no vuelve.
#
# **De vuelta a la pregunta.** Las dos colegas pueden tener razón: la ley nombra la servidumbre y el informe la junta con el trabajo forzado. Se registra el detalle, se acuerda por escrito y se traduce al final.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
