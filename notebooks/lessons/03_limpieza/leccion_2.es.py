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
# # Limpiar con bitácora
#
# **Módulo 3 · Limpieza y estandarización · cuaderno 2 de 3.** **DATOS SINTÉTICOS.** Tiempo: 70 minutos, con una actividad en grupo sin computadora.
#
# La pregunta de trabajo: *dentro de seis meses alguien pregunta por qué esa persona aparece así. ¿Puede usted contestar?* Las tres reglas de la casa: el original no se toca, cada cambio queda escrito y lo que no se sabe se pregunta.

# %% [markdown] tags=["grupo"]
# ## 1. ¿Se traduce o se pregunta?
#
# **Actividad en grupo, sin computadora (25 minutos).** En tríos. Para cada texto crudo digan: **T** se traduce sin duda a un código; **P** hay que preguntar a quien llevó la hoja. Anoten qué podría salir mal si adivinan, y a quién le pasaría.
#
# | | Columna | En la hoja dice | T o P |
# |:--|:--|:--|:--|
# | 1 | nacionalidad | nicas | |
# | 2 | nacionalidad | ES | |
# | 3 | nacionalidad | Ngäbe | |
# | 4 | sexo | Fémina | |
# | 5 | sexo | Mujer trans | |
# | 6 | edad | 17-18 | |
# | 7 | escolaridad | bachiller | |
# | 8 | embarazo | SI | |
# | 9 | ocupación | ama de casa | |
# | 10 | finalidad | Sexual/laboral | |
# | 11 | delito | trafico | |
# | 12 | provincia | GAM | |
#
# Guarden la hoja: en la sección 3 la comparan con lo que el programa pregunta.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. Limpiar
#
# `clean` aplica reglas escritas: las del programa y, si las hay, las de su oficina. **¿Qué espera ver?** ¿Que quede todo resuelto?

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
limpio = tip.clean(sucio)
limpio

# %% [markdown]
# Quedan menos valores por revisar, pero quedan. Eso no es una falla: es lo que el programa **no quiso adivinar**. Desconfíe de una limpieza que no pregunta nada.

# %% [markdown]
# Pida la historia de un valor que sí se decidió. ¿Qué decía la celda y qué regla la tradujo?

# %%
tip.explain(limpio, 169, "ocupacion", sheet="2010-2014")

# %% [markdown]
# Ahí está el valor crudo, la regla con su número y su razón. Con esa línea usted contesta la pregunta de dentro de seis meses. Fíjese además en *qué* se codificó: una ocupación **anterior** a la explotación. Si una celda de ocupación dice lo que le hicieron a la persona, no es su oficio, y el programa pregunta.

# %% [markdown]
# ## 3. La lista de preguntas
#
# Esta es la cola de revisión: un renglón por cada texto que una persona debe decidir. **Es material de trabajo, para quien tiene permiso de ver el registro; no se publica.**

# %%
cola = tip.review_queue(limpio)
cola[["variable", "crudo", "sugerencias"]].head(10)

# %% [markdown]
# La columna `sugerencias` propone códigos parecidos y **no decide**. Cada pregunta trae también su motivo. Pida el de la primera:

# %%
cola.loc[0, "motivo"]

# %% [markdown]
# Los dos primeros renglones son «Mujer» y «Hombre» en la identidad de género: las que pudieron copiarse del sexo. No se corrigen una por una: se pregunta **una vez por fuente** si la persona lo declaró. Más abajo está «Ngäbe», un pueblo a los dos lados de la frontera que nadie debe convertir en nacionalidad.

# %% [markdown]
# ### Ejercicio 3.4
#
# Usted va a convocar a una reunión para decidir. **¿Cuántas preguntas** hay en la cola después de limpiar? `len( )` cuenta los renglones.

# %% tags=["ejercicio", "ej:3.4"]
#: len(tip.review_queue(sucio))  # cambie el registro
len(tip.review_queue(limpio))

# %% tags=["ejercicio", "ej:3.4"]
#: preguntas_de_la_cola = ____
preguntas_de_la_cola = len(tip.review_queue(limpio))

# %% tags=["revision"]
tip.check("3.4", preguntas_de_la_cola)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("3.4", 1)
# tip.hint("3.4", 2)
# tip.solution("3.4")
# tip.restart("3.4")

# %% [markdown]
# ### Ejercicio 3.5
#
# De la lista de la actividad, tome estos cinco textos: `"nicas"`, `"bachiller"`, `"Fémina"`, `"SI"`, `"Ngäbe"`. **¿Cuáles hay que preguntar?** Escríbalos entre comillas, separados por comas. Si duda, piense: ¿hay una sola cosa que pueda querer decir?

# %% tags=["ejercicio", "ej:3.5"]
#: hay_que_preguntar = [____]  # por ejemplo: ["nicas", "Fémina"]
hay_que_preguntar = ["bachiller", "SI", "Ngäbe"]

# %% tags=["revision"]
tip.check("3.5", hay_que_preguntar)

# %% tags=["pista"]
# tip.hint("3.5", 1)
# tip.hint("3.5", 2)
# tip.solution("3.5")
# tip.restart("3.5")

# %% [markdown]
# ## 4. Una decisión se escribe una vez
#
# El equipo del registro se reunió, buscó los expedientes y decidió dos cosas. Las escribió como **reglas**: qué texto, qué código, quién, cuándo y por qué. Se aplican otra vez el mes siguiente, sin volver a reunirse.

# %%
reglas = tip.read_rules("datasets/reglas_oficina.csv")
decidido = tip.clean(sucio, rules=reglas)
len(tip.review_queue(decidido, rules=reglas))

# %% [markdown]
# La cola se acortó. Y la decisión deja su firma: pregunte por una de las celdas que cambió.

# %%
tip.explain(decidido, 163, "nacionalidad", sheet="2018-2020", rules=reglas)

# %% [markdown]
# «ES» podía ser España o El Salvador. Adivinar por parecido habría cambiado la nacionalidad de una persona, y con ella su consulado, su idioma y su retorno. Ahora lo decidió alguien, mirando el expediente, y queda escrito. Si mañana se descubre que estaba mal, se cambia **la regla**, no mil celdas.

# %% [markdown]
# ## Hasta aquí
#
# Limpiar no es dejar bonito: es dejar escrito. El original no se toca, cada valor tiene su historia y lo dudoso se pregunta una vez. En el cuaderno 3, la pregunta que casi nadie hace: ¿la limpieza trató igual a todas las personas?
