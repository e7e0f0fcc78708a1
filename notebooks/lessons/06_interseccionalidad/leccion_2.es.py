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
# # ¿Cuándo no publicar?
#
# **Módulo 6 · Interseccionalidad con números pequeños · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 75 minutos, con una actividad en grupo sin computadora.
#
# La pregunta de trabajo: un periodista llama y dice *«se duplicó la niñez víctima»*. *¿Qué le contesta, y qué no va a contestar nunca?*

# %% [markdown] tags=["grupo"]
# ## 1. Publicar, juntar o callar
#
# **Actividad en grupo, sin computadora (25 minutos).** En tríos. Cada ficha es algo que alguien quiere publicar. Decidan: **P**, se publica así; **J**, se junta antes (años, grupos o lugares) y se publica lo que resulte; **C**, no se publica ni juntando: se dice de otra manera, o no se dice. Anoten a quién podría dañar.
#
# | | Lo que se quiere publicar | P, J o C |
# |:--|:--|:--|
# | 1 | Personas acreditadas en cinco años en todo el país, por sexo y mayoría de edad: 112, 85, 34 y 19 | |
# | 2 | Niñas acreditadas este año en un cantón fronterizo, según el pueblo indígena que declaran: 2 y 1 | |
# | 3 | «El 82 % son mujeres»: 9 de las 11 personas acreditadas en el trimestre | |
# | 4 | Personas trans acreditadas este año: 1 | |
# | 5 | Solicitudes por mes y por provincia: casi todas las casillas son 0, 1 o 2 | |
# | 6 | «No hay víctimas con discapacidad»: a 9 de cada 10 personas no se les preguntó | |
# | 7 | Personas acreditadas por año en todo el país, de 2015 a 2024: entre 20 y 50 cada año | |
# | 8 | Las 26 personas de un solo operativo, por nacionalidad y edad, con la fecha | |
#
# Al final conversen: ¿cuál de estas publicó ya alguna institución? ¿Qué habría que hacer ahora?

# %%
import tipanalysis as tip

tip.settings(lang="es")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %% [markdown]
# Juntar sirve cuando el problema es que hay **pocas personas por casilla**. No sirve cuando a la persona se la reconoce de todos modos: porque no hay otra, por el lugar o porque el hecho salió en las noticias. Tampoco sirve cuando la cifra no dice lo que parece decir.

# %% [markdown]
# ### Ejercicio 6.5
#
# ¿Cuáles fichas llevan **C**: no se publican ni juntando? Escriba los números separados por comas.

# %% tags=["ejercicio", "ej:6.5"]
#: no_se_publican = [____]  # por ejemplo: [1, 7]
no_se_publican = [2, 4, 6, 8]

# %% tags=["revision"]
tip.check("6.5", no_se_publican)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("6.5", 1)
# tip.hint("6.5", 2)
# tip.solution("6.5")
# tip.restart("6.5")

# %% [markdown]
# ## 2. «Se duplicó»
#
# El periodista tiene razón en una cosa: las niñas, niños y adolescentes que se acreditaron en 2020 son más del doble que en 2018. Mire el número de cada año con su **banda del azar**: lo que cabe esperar alrededor del promedio aunque nada cambie.

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
ninez = acreditadas.where(
    mayoria_edad="00-17",
    anio_acreditacion=["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"],
)
tip.draw_control(tip.protect(tip.count_by(ninez, "anio_acreditacion", unit="persona")))

# %% [markdown]
# Todos los años caben en la banda: ni 2018 es tan bajo ni 2020 tan alto como para que el azar no alcance a explicarlos. Con números de este tamaño, duplicarse es fácil. Si un año se sale, se pregunta por qué: un operativo grande, otra definición, más inspecciones.

# %% [markdown]
# Ahora, qué **porcentaje** son de las personas acreditadas cada año, con su **intervalo**: entre qué valores puede moverlo el azar. **¿Qué espera ver en 2020, si su número se duplicó?**

# %%
cinco_anios = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
por_anio = tip.count_by(cinco_anios, ["anio_acreditacion", "mayoria_edad"], unit="persona")
parte_por_anio = tip.protect(tip.share_within(por_anio, among="anio_acreditacion"))
tip.draw_bars(parte_por_anio)

# %% [markdown]
# ### Ejercicio 6.6
#
# De 2018 a 2020 el **número** de niñas, niños y adolescentes se duplicó. ¿Cuántos **puntos** cambió su **porcentaje**? Reste: 2020 menos 2018, con su signo.

# %% tags=["ejercicio", "ej:6.6"]
#: cambio_en_puntos = ____
ninas_y_ninos = parte_por_anio.frame.query("mayoria_edad == '00-17'").set_index("anio_acreditacion")
cambio_en_puntos = ninas_y_ninos["estimate"]["2020"] - ninas_y_ninos["estimate"]["2018"]

# %% tags=["revision"]
tip.check("6.6", cambio_en_puntos)

# %% tags=["pista"]
# tip.hint("6.6", 1)
# tip.hint("6.6", 2)
# tip.solution("6.6")
# tip.restart("6.6")

# %% [markdown]
# Se duplicó el número y su porcentaje **no subió**: ese año se acreditó a más personas de todas las edades, muchas de un solo operativo, el que vio en el módulo 1. Y los intervalos son tan anchos que se tapan unos a otros. Junte los cinco años y compare.

# %%
los_cinco = tip.protect(tip.share_within(tip.count_by(cinco_anios, "mayoria_edad", unit="persona")))
juntas = tip.sentence(los_cinco, mayoria_edad="00-17")
sola = tip.sentence(parte_por_anio, mayoria_edad="00-17", anio_acreditacion="2018")
Markdown(juntas + "\n\n" + sola)

# %% [markdown]
# ### Ejercicio 6.7
#
# El **ancho** de un intervalo es su extremo mayor menos el menor. ¿Cuántos **puntos más angosto** es el de los cinco años juntos que el de 2018? Use los números de las dos frases, con punto en lugar de coma.

# %% tags=["ejercicio", "ej:6.7"]
#: puntos_mas_angosto = ____
de_2018 = ninas_y_ninos.loc["2018"]
de_los_cinco = los_cinco.frame.set_index("mayoria_edad").loc["00-17"]
puntos_mas_angosto = (de_2018["high"] - de_2018["low"]) - (de_los_cinco["high"] - de_los_cinco["low"])

# %% tags=["revision"]
tip.check("6.7", puntos_mas_angosto)

# %% tags=["pista"]
# tip.hint("6.7", 1)
# tip.hint("6.7", 2)
# tip.solution("6.7")
# tip.restart("6.7")

# %% [markdown]
# El intervalo habla **solo del azar**. No incluye a quienes nadie detectó, ni lo que cambió la ley en 2018. Un intervalo angosto alrededor de un dato mal recogido es una equivocación muy precisa.

# %% [markdown]
# ## 3. ¿Más que la suma?
#
# ¿Lo que pasa con las niñas y adolescentes es la suma de ser mujer y de ser menor de edad, o algo más? `intersect` toma, en cuatro grupos de sexo y edad, la parte explotada en trabajo o servicios, y dice cuánto se aparta de esa suma el grupo con los dos rasgos. `reference` son los hombres adultos, con quienes se compara. `sentence` escribe lo que el intervalo permite.

# %%
con_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL").where(finalidad_LABORAL=["SI", "NO"])
cruce = tip.count_by(con_trabajo, ["sexo", "mayoria_edad", "finalidad_LABORAL"], unit="persona")
exceso = tip.intersect(cruce, ("sexo", "mayoria_edad"), reference={"sexo": "HOMBRE", "mayoria_edad": "18+"})
Markdown(tip.sentence(tip.protect(exceso), sexo="MUJER", mayoria_edad="00-17", finalidad_LABORAL="SI"))

# %% [markdown]
# Son quince años de registros y todavía **no se puede decir**. Uno de los cuatro grupos, el de niños y adolescentes varones, es demasiado pequeño. Buscar cruces con números pequeños y anunciar el que salga más grande es fabricar hallazgos: entre muchas comparaciones, alguna sale por azar.

# %% [markdown]
# ## 4. Del cantón a la persona
#
# Otra frase del periodista: *«donde hay más personas extranjeras hay más trata»*. En los consultorios de dieciséis cantones que no existen se anotó el origen de cada persona y si se la refirió como posible víctima. **Antes de ejecutar:** si la frase valiera también para las personas, ¿a quiénes se referiría más dentro de un mismo cantón?

# %%
consulta = tip.read_register("datasets/cantones.csv", source="cantones")
por_canton = tip.protect(tip.count_by(consulta, ["canton_consulta", "origen", "referida"]))
tip.draw_slopes(por_canton, trait=("origen", "EXTRANJERA"), event=("referida", "SI"))

# %% [markdown]
# A la izquierda, cada punto es un **cantón**: los que tienen más personas extranjeras refieren más. A la derecha, cada línea es un cantón por dentro: de las personas nacionales a las extranjeras, **baja**. En estos datos, donde viven más personas extranjeras se busca más, y se refiere más a todo el mundo. Pasar del cantón a la persona se llama **falacia ecológica**; con ella se fabrica un prejuicio con datos correctos.

# %% [markdown]
# ### Ejercicio 6.8
#
# **Dentro** de un mismo cantón, ¿cuántos puntos **menor** es, en promedio, el porcentaje de personas extranjeras referidas? Está en una de las frases que acompañan al gráfico. Escríbalo con punto: `3.4`.

# %% tags=["ejercicio", "ej:6.8"]
#: puntos_menos = ____
puntos_menos = 1.2

# %% tags=["revision"]
tip.check("6.8", puntos_menos)

# %% tags=["pista"]
# tip.hint("6.8", 1)
# tip.hint("6.8", 2)
# tip.solution("6.8")
# tip.restart("6.8")

# %% [markdown]
# ## 5. El lunes: «Lo que no sabemos»
#
# Este es el producto del módulo. No es una disculpa al pie de página: es **un resultado**, y se publica con el mismo tamaño que los cuadros. Primero, el gráfico de lo que falta, de las personas acreditadas en los cinco años.

# %%
con_calidad = tip.with_quality(registro).where(
    condicion_victima="ACREDITADA", anio_acreditacion=["2018", "2019", "2020", "2021", "2022"]
)
faltantes = tip.protect_together(
    {
        "estudios": tip.count_by(con_calidad, "llenado_nivel_educativo", unit="persona"),
        "lengua": tip.count_by(con_calidad, "llenado_lengua_materna", unit="persona"),
        "lugar": tip.count_by(con_calidad, "llenado_lugar_captacion", unit="persona"),
        "identidad": tip.count_by(con_calidad, "llenado_identidad_genero", unit="persona"),
    }
)
tip.draw_not_known(faltantes)

# %% [markdown]
# Ahora, las palabras. Doble clic, complete con su propio registro y presione **Mayús + Entrar**.
#
# > **Lo que no sabemos**
# >
# > **No sabemos cuántas víctimas hay.** Estas son las que encontraron ………… , buscando sobre todo en …………
# >
# > **No sabemos** ………… **de** ………… **personas, porque** (no se preguntó / prefirieron no responder) …………
# >
# > **No publicamos** ………… **porque las personas se reconocerían.**
# >
# > **No podemos decir si** ………… **subió o bajó:** los números son pequeños y el azar basta para explicarlo.
# >
# > **Juntamos los años de** ………… **a** ………… **, y en** ………… **cambió la definición.**
# >
# > **Para saberlo haría falta** …………

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("6")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Qué parte se detecta de verdad.** El archivo de lo no detectado solo existe porque es inventado.
# - **El riesgo de las personas extranjeras.** Ni el «mitad y mitad» ni la tasa por residente lo miden.
# - **Por qué se acredita menos en explotación sexual.** La paradoja dice dónde mirar, no la causa.
# - **Qué pasa en un cantón real.** Los dieciséis son inventados, y un dato de lugares no habla de quienes viven en ellos.

# %% [markdown]
# ## Para llevar
#
# 1. Cada cruce cuesta: antes de cruzar, junte años o agrupe.
# 2. Lo detectado no es lo que hay; el denominador se dice siempre.
# 3. Toda brecha se mira también por dentro de los grupos.
# 4. Con pocas personas, duplicarse es fácil: intervalo antes que titular.
# 5. Lo que vale para los lugares no vale para las personas.
# 6. «Lo que no sabemos» se publica.
#
# **De vuelta a la pregunta.** Al periodista: «El número subió; su porcentaje en el total, no; y con números así el azar basta. Le mando el cuadro de cinco años y la ficha de lo que no sabemos». A la jefatura: los ocho grupos, con cinco años juntos, y por qué no con uno solo.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
