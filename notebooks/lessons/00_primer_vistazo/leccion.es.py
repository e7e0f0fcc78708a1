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
# # Un primer vistazo al registro
#
# **DATOS SINTÉTICOS.** El registro de esta lección es inventado para practicar. No describe a ninguna persona real.
#
# **La pregunta de hoy.** Su jefatura pide un dato para mañana: *de las personas víctimas acreditadas entre 2018 y 2022, ¿cuántas eran niñas, niños o adolescentes?*
#
# Al terminar usted podrá: abrir un cuaderno y ejecutar una celda; contar personas por una característica; leer en un cuadro qué se contó, quién falta y qué se ocultó.
#
# Tiempo: 30 minutos. No hace falta haber programado nunca.

# %% [markdown]
# ## Cómo se usa un cuaderno
#
# Un cuaderno tiene textos, como este, y celdas con código. Para ejecutar una celda, haga clic en ella y presione **Mayús + Entrar** (en algunos teclados dice *Shift* y *Enter*). El resultado aparece debajo. Vaya de arriba hacia abajo, sin saltarse celdas. Nada de lo que haga aquí puede dañar el registro: el archivo original no se modifica.
#
# La primera celda prepara las herramientas, que en el código se llaman `tip`. Ejecútela; no muestra nada.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## La prueba inicial
#
# Son quince preguntas, sin nota y sin su nombre: el resultado sirve para mejorar el curso. La celda le ayuda a inventar un código personal; lo usará otra vez el último día. **Si le dieron la forma B, cambie `"A"` por `"B"`.** Si ya la contestó en papel, siga con la sección siguiente.

# %%
tip.test("pre", form="A")

# %% [markdown]
# ## Abrir el registro
#
# La celda siguiente lee el registro de solicitudes de acreditación. Fíjese en la respuesta: dice cuántas solicitudes hay y cuántas variables, pero **no muestra los registros**. Trabajamos con personas en situación de riesgo; no miramos sus datos uno por uno si no hace falta.

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# ## Elegir de quiénes hablamos
#
# No toda persona que aparece en el registro es una víctima acreditada: hay solicitudes que no terminaron en acreditación y hay personas dependientes (hijas, hijos u otras personas a cargo). Antes de contar, se dice de quiénes se habla. `where` deja solo a las personas acreditadas entre 2018 y 2022, y `len` dice cuántos registros quedaron.

# %%
acreditadas = registro.where(
    condicion_victima="ACREDITADA",
    anio_acreditacion=["2018", "2019", "2020", "2021", "2022"],
)
len(acreditadas)

# %% [markdown]
# ## Contar
#
# Antes de ejecutar la celda, piense: **¿qué espera ver?** ¿Más mujeres o más hombres? ¿Habrá personas sin dato?
#
# `count_by` cuenta personas según una característica. `protect` oculta las cifras tan pequeñas que permitirían reconocer a alguien. `show_table` muestra el cuadro.

# %%
por_sexo = tip.count_by(acreditadas, "sexo", unit="persona")
tip.show_table(tip.protect(por_sexo))

# %% [markdown]
# Mire las líneas debajo del cuadro. Dicen la **unidad** (personas, no solicitudes ni casos), cuántas personas hay en total, cuántas no tienen dato, cómo se protegieron las cifras y de dónde vienen. Un cuadro sin esas líneas no se puede defender.
#
# ¿Coincidió con lo que esperaba? Si no, anote por qué: esa diferencia suele ser la mejor pregunta del día.

# %% [markdown]
# ## Verlo en un gráfico
#
# El mismo conteo, ahora por edad y sexo. Cada barra es un grupo de edad. Observe dónde están las barras más largas y cuántos años tienen esas personas.

# %%
por_edad = tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona")
tip.draw_pyramid(tip.protect(por_edad))

# %% [markdown]
# Las barras rayadas son cifras **ocultas**: tan pequeñas, o tan útiles para deducir otra pequeña, que mostrarlas expondría a alguien. Oculto no significa cero. Un cero verdadero se ve como cero.

# %% [markdown]
# ## Ejercicio 0.1
#
# Ahora le toca a usted. Cuente a las personas acreditadas según si eran menores de 18 años (`mayoria_edad`), mire el cuadro y escriba **cuántas personas eran menores de 18 años** en el lugar de `____`.
#
# Para empezar: la primera celda es la de *Contar*. Cambie en ella una sola palabra, la que está entre comillas después de `acreditadas`, y ejecútela.

# %% tags=["ejercicio", "ej:0.1"]
#: por_mayoria = tip.count_by(acreditadas, "sexo", unit="persona")  # cambie una palabra
#: tip.show_table(tip.protect(por_mayoria))
por_mayoria = tip.count_by(acreditadas, "mayoria_edad", unit="persona")
tip.show_table(tip.protect(por_mayoria))

# %% tags=["ejercicio", "ej:0.1"]
#: menores_de_18 = ____
menores_de_18 = int(por_mayoria.frame.set_index("mayoria_edad").loc["00-17", "n"])

# %% tags=["revision"]
tip.check("0.1", menores_de_18)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio. Nadie se queda sin salida.

# %% tags=["pista"]
# tip.hint("0.1", 1)
# tip.hint("0.1", 2)
# tip.solution("0.1")
# tip.restart("0.1")

# %% [markdown]
# ## Lo que este cuadro no dice
#
# - No dice cuántas víctimas **hay**. Dice a cuántas **identificaron y acreditaron** las instituciones. Un aumento puede significar que se detecta mejor.
# - No dice quiénes nunca llegaron a una institución: hombres en trabajo forzado, personas migrantes en condición irregular o personas trans suelen quedar fuera de los registros.
# - No dice por qué falta un dato. *No se preguntó* y *prefiere no responder* son cosas distintas, y por eso se cuentan aparte.

# %% [markdown]
# ## Cuatro preguntas
#
# Elija una opción y presione *Responder*. Puede cambiar de opinión cuantas veces quiera: cada respuesta explica por qué.

# %%
tip.quiz("0")

# %% [markdown]
# ## Para llevar
#
# 1. Primero se dice **de quiénes** se habla y **qué se cuenta**; después se cuenta.
# 2. Quien no tiene dato también se cuenta.
# 3. Lo que se muestra pasa antes por la protección.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
