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
# # Conocer la hoja antes de tocarla
#
# **Módulo 3 · Limpieza y estandarización · cuaderno 1 de 3.** **DATOS SINTÉTICOS.** El libro de este módulo es inventado para practicar, con los errores que tienen los libros de verdad. No describe a ninguna persona real.
#
# **La pregunta de hoy.** Le entregan un libro de Excel con quince años, seis hojas y varias manos. Su jefatura necesita un cuadro por sexo y nacionalidad para el jueves. *¿Qué se puede contar ya, qué hay que preguntar y a quiénes cambia la limpieza?*
#
# Al terminar el módulo, usted podrá:
#
# 1. decir qué filas de una hoja son registros y qué quiere decir cada letra **en esa hoja**;
# 2. distinguir por qué falta un dato: no se preguntó, prefiere no responder, no está en la fuente;
# 3. limpiar dejando escrito qué cambió y con qué regla, y encontrar siempre el valor original;
# 4. apartar lo que nadie debe adivinar y llevarlo a una persona que decida;
# 5. comprobar si la limpieza trató igual a todas las personas.
#
# Tiempo del módulo: 180 minutos; de este cuaderno, 55.

# %% [markdown]
# La primera celda prepara las herramientas. La segunda **lee** el libro con un *mapa*: un archivo que dice qué es cada columna y qué quiere decir cada letra en cada hoja. El libro de Excel no se modifica.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
sucio

# %% [markdown]
# La respuesta dice cuántos registros entendió y cuántos valores quedaron **por revisar**: los que el programa no sabe leer y no va a adivinar. Guarde ese número; al final del módulo sabrá qué hacer con ellos.

# %% [markdown]
# ## 1. No toda fila es un registro
#
# El libro tiene subtotales, notas al pie y filas de otro delito. Quien cuenta filas en Excel las cuenta también. **Antes de ejecutar:** ¿cuántas filas que no son registros espera encontrar?

# %%
sucio.rows

# %% [markdown]
# Así se lee: `total` son renglones de subtotal; `nota`, notas al pie; `encabezado_repetido`, títulos que se repiten (aquí, ninguno); `filtro`, filas que el mapa deja fuera porque son de tráfico ilícito de migrantes, que es otro delito; `unida`, filas de una misma solicitud que ocupaba varias; `registro`, las solicitudes. **Ninguna fila desaparece sin decir por qué**: la suma es el total de filas del libro.

# %% [markdown]
# ### Ejercicio 3.1
#
# ¿Cuántas filas del libro **no son parte de ninguna solicitud de este registro** (subtotales, notas y filas de otro delito)? Las filas unidas sí son parte de una solicitud. Puede escribir una suma.

# %% tags=["ejercicio", "ej:3.1"]
#: filas_que_no_son_registro = ____
filas_que_no_son_registro = sucio.rows["total"] + sucio.rows["nota"] + sucio.rows["filtro"]

# %% tags=["revision"]
tip.check("3.1", filas_que_no_son_registro)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("3.1", 1)
# tip.hint("3.1", 2)
# tip.solution("3.1")
# tip.restart("3.1")

# %% [markdown]
# ## 2. La letra M
#
# En la columna del sexo de una hoja dice `M`. ¿Qué quiere decir? Pregunte por una celda de la hoja 2010-2014. `explain` cuenta la historia de un valor: qué decía el archivo, qué quedó y por qué. El número, aquí 10, es la fila.

# %%
tip.explain(sucio, 10, "sexo", sheet="2010-2014")

# %% [markdown]
# Ahora la misma letra en la hoja siguiente. **¿Qué espera ver?**

# %%
tip.explain(sucio, 3, "sexo", sheet="2015-2017")

# %% [markdown]
# En una hoja `M` es *masculino*; en la otra, *mujer*. Quien juntó las hojas con «buscar y reemplazar» convirtió a unas personas en otras, y el cuadro sale sin ningún error a la vista. **Una letra no significa nada sin la hoja en que está**: por eso el significado vive en el mapa, hoja por hoja, y no en la memoria de nadie.

# %% [markdown]
# ### Ejercicio 3.2
#
# Si alguien hubiera leído toda `M` como hombre, **¿cuántas solicitudes de mujeres de 2015 a 2017** se habrían contado como de hombres? En esa hoja todas las mujeres están escritas con `M`. Cuente y escriba el número.

# %% tags=["ejercicio", "ej:3.2"]
#: de_esa_hoja = sucio.where(anio_registro=["2010", "2011", "2012"])  # cambie los años
#: tip.show_table(tip.protect(tip.count_by(de_esa_hoja, "sexo")))
de_esa_hoja = sucio.where(anio_registro=["2015", "2016", "2017"])
tip.show_table(tip.protect(tip.count_by(de_esa_hoja, "sexo")))

# %% tags=["ejercicio", "ej:3.2"]
#: mujeres_convertidas = ____
mujeres_convertidas = int(tip.count_by(de_esa_hoja, "sexo").frame.set_index("sexo").loc["MUJER", "n"])

# %% tags=["revision"]
tip.check("3.2", mujeres_convertidas)

# %% tags=["pista"]
# tip.hint("3.2", 1)
# tip.hint("3.2", 2)
# tip.solution("3.2")
# tip.restart("3.2")

# %% [markdown]
# ## 3. Por qué falta un dato
#
# Una celda vacía, `N/A`, `S/I`, `99`, «no indica» y «pendiente» no son lo mismo. El registro guarda la **razón** con su nombre. Mire seis variables de una vez: cada columna del gráfico es una razón.

# %%
solicitudes = sucio.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
cuadros = {
    "identidad_genero": tip.count_by(solicitudes, "identidad_genero"),
    "discapacidad": tip.count_by(solicitudes, "discapacidad"),
    "etnia": tip.count_by(solicitudes, "etnia"),
    "embarazo": tip.count_by(solicitudes, "embarazo"),
    "nivel_educativo": tip.count_by(solicitudes, "nivel_educativo"),
    "ocupacion": tip.count_by(solicitudes, "ocupacion"),
}
tip.draw_reasons(tip.protect_together(cuadros))

# %% [markdown]
# Cada razón pide algo distinto. *No se preguntó* es tarea de la institución: falta una casilla o una capacitación. *Prefiere no responder* es un derecho: se respeta y no se rellena. *No disponible en la fuente* es un cambio de formulario: en esos años la pregunta no existía. Un solo «sin dato» habría escondido las tres.

# %% [markdown]
# También hay un dato que sobra. Mire la identidad de género según la institución que refirió; `share` pide los porcentajes dentro de cada una. **¿En cuál se le preguntó, al parecer, a todo el mundo?**

# %%
referidas = solicitudes.where(tipo_entidad=["MUJER", "JUDICIAL", "NINEZ"])
identidad = tip.count_by(referidas, ["tipo_entidad", "identidad_genero"])
tip.show_table(tip.protect(identidad), share="tipo_entidad")

# %% [markdown]
# El instituto de las mujeres tiene a la gran mayoría como «Mujer» y a nadie sin preguntar. Parece calidad perfecta, y es lo contrario: en este libro el dato se llenó **por defecto**, copiado del sexo. Nadie preguntó. Un cien por ciento de respuestas en una pregunta delicada es una señal para ir a mirar el formulario.

# %% [markdown]
# ### Ejercicio 3.3
#
# En el informe le piden el porcentaje de solicitudes en que la identidad de género **no se preguntó**. Cuente y escriba el porcentaje, con un decimal y con punto. Todas las solicitudes van en el divisor.

# %% tags=["ejercicio", "ej:3.3"]
#: tip.show_table(tip.protect(tip.count_by(solicitudes, "etnia")))  # cambie la variable
tip.show_table(tip.protect(tip.count_by(solicitudes, "identidad_genero")))

# %% tags=["ejercicio", "ej:3.3"]
#: no_se_pregunto = ____
por_identidad = tip.share_within(tip.count_by(solicitudes, "identidad_genero")).frame
no_se_pregunto = por_identidad.set_index("identidad_genero").loc["NP", "estimate"]

# %% tags=["revision"]
tip.check("3.3", no_se_pregunto)

# %% tags=["pista"]
# tip.hint("3.3", 1)
# tip.hint("3.3", 2)
# tip.solution("3.3")
# tip.restart("3.3")

# %% [markdown]
# ## Hasta aquí
#
# Antes de limpiar se conoce: qué filas son registros, qué quiere decir cada letra en cada hoja y por qué falta lo que falta. En el cuaderno 2 se limpia, con bitácora.
