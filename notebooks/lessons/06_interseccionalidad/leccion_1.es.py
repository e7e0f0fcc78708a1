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
# # Tres características a la vez
#
# **Módulo 6 · Interseccionalidad con números pequeños · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Las personas de este módulo son inventadas.
#
# **La pregunta de hoy.** La jefatura escribe: *«Para el viernes: mujeres, menores de edad y extranjeras, cruzado, de este año. ¿Quiénes están peor?»* Con veinte o cincuenta personas al año, *¿qué se puede contestar, y cuándo **no** hay que publicar?*
#
# Al terminar el módulo, usted podrá:
#
# 1. cruzar tres características y decir cuánto cuesta cada cruce;
# 2. separar lo que se detecta de lo que hay, y elegir el denominador de un porcentaje;
# 3. reconocer una comparación que se da vuelta al mirar dentro de los grupos;
# 4. juntar años, leer un intervalo y decir «no se puede concluir»;
# 5. escribir la ficha «Lo que no sabemos», que se publica junto a los cuadros.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 75.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. Cada cruce cuesta
#
# **Interseccionalidad** quiere decir que lo que le pasa a una adolescente extranjera puede no ser la suma de lo que les pasa a las mujeres, a las personas menores de 18 años y a las extranjeras. Para verlo hay que cruzar. Empiece por lo que pidió la jefatura: un año, tres características, ocho grupos. **¿Cuántas cifras cree que se podrán mostrar?**

# %%
de_2020 = acreditadas.where(anio_acreditacion="2020")
un_anio = tip.protect(tip.count_by(de_2020, ["sexo", "mayoria_edad", "origen"], unit="persona"))
tip.show_table(un_anio)

# %% [markdown]
# Es el año con más personas acreditadas, y aun así casi no se puede mostrar nada. No es un capricho del programa: con una o dos personas en un grupo, alguien de su cantón las reconoce. Y quien ve los totales puede restar: por eso se ocultan también cifras más grandes.

# %% [markdown]
# ### Ejercicio 6.1
#
# De los **ocho grupos** del cuadro, sin contar los totales, ¿cuántos tienen la cifra **oculta**?

# %% tags=["ejercicio", "ej:6.1"]
#: grupos_ocultos = ____
grupos_ocultos = int((un_anio.frame["status"] == "hidden").sum())

# %% tags=["revision"]
tip.check("6.1", grupos_ocultos)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("6.1", 1)
# tip.hint("6.1", 2)
# tip.solution("6.1")
# tip.restart("6.1")

# %% [markdown]
# Hay tres salidas: cruzar menos, agrupar categorías o **juntar años**. Pruebe la tercera con el mismo cuadro.

# %%
cinco_anios = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
juntos = tip.protect(tip.count_by(cinco_anios, ["sexo", "mayoria_edad", "origen"], unit="persona"))
tip.show_table(juntos)

# %% [markdown]
# Con cinco años, los ocho grupos se pueden mostrar. Se pierde la novedad del último año y se gana poder decir algo: las niñas y adolescentes nacionales son un grupo grande, y las mujeres extranjeras son sobre todo adultas. Ninguna de las dos cosas se veía en «mujeres» ni en «menores de edad».

# %% [markdown]
# ## 2. Lo que se detecta y lo que hay
#
# Un cuadro cruzado sigue siendo un cuadro de personas **detectadas**. El archivo siguiente no existe en ninguna oficina: como los datos son inventados, sabemos también a quiénes **nadie detectó**. **Antes de ejecutar:** de las personas detectadas, ¿qué forma de explotación espera ver más?

# %%
mundo = tip.read_register("datasets/deteccion.csv", source="deteccion")
detectado = tip.count_by(mundo, ["deteccion", "forma_principal"])
tip.draw_composition(tip.protect(detectado))

# %% [markdown]
# Las dos barras cuentan historias distintas. Entre las personas detectadas predomina la explotación sexual; entre las no detectadas, el trabajo forzado. «Aquí la trata es sexual» describe dónde se busca. Ahora, por sexo y edad: cada fila es más alta cuantas más personas tiene. **¿A quiénes cree que se detecta menos?**

# %%
por_grupo = tip.count_by(mundo, ["sexo", "mayoria_edad", "deteccion"])
tip.draw_mosaic(tip.protect(por_grupo))

# %% [markdown]
# ### Ejercicio 6.2
#
# En estos datos se detecta a una de cada cuatro mujeres adultas en explotación sexual, a una de cada nueve niñas y adolescentes, y a **uno de cada veinte** hombres en trabajo forzado. Sume a las personas detectadas y a las no detectadas. De **todas**, ¿qué **porcentaje** vive explotación sexual? Los números están en los **Datos del gráfico** del primero.

# %% tags=["ejercicio", "ej:6.2"]
#: sexual_de_todas = ____
todas = detectado.frame.groupby("forma_principal")["n"].sum()
sexual_de_todas = 100 * todas["SEXUAL"] / todas.sum()

# %% tags=["revision"]
tip.check("6.2", sexual_de_todas)

# %% tags=["pista"]
# tip.hint("6.2", 1)
# tip.hint("6.2", 2)
# tip.solution("6.2")
# tip.restart("6.2")

# %% [markdown]
# ## 3. ¿De cuántas personas?
#
# Un porcentaje cambia con el número entre el que se divide, el **denominador**. `three_denominators` hace la misma cuenta de tres maneras: por ciento de todas las personas, por ciento de las de su año y por cada 100 000 habitantes. **Antes de ejecutar:** en 2019 y 2020, ¿quiénes cree que pesan más, la niñez y adolescencia o las personas adultas?

# %%
dos_anios = acreditadas.where(anio_acreditacion=["2019", "2020"])
por_edad = tip.count_by(dos_anios, ["anio_acreditacion", "mayoria_edad"], unit="persona")
medidas = tip.three_denominators(por_edad, "anio_acreditacion", tip.load_population("CRI"))
tip.draw_denominators(tip.protect_together(medidas))

# %% [markdown]
# En los dos porcentajes, las personas adultas son mayoría. Por habitante, la niñez y adolescencia pasa adelante, porque es una parte menor de la población. Las cuentas son correctas y contestan preguntas distintas: *¿para cuántas personas se necesita albergue?* y *¿qué grupo aparece más para su tamaño?* **Un porcentaje sin denominador no contesta ninguna.**

# %% [markdown]
# Lo mismo con el origen. Cuente a todas las personas acreditadas.

# %%
por_origen = tip.count_by(acreditadas, "origen", unit="persona")
tip.show_table(tip.protect(por_origen))

# %% [markdown]
# ### Ejercicio 6.3
#
# «Nacionales y extranjeras, mitad y mitad.» **Suponga** que, de cada 100 residentes, 10 son personas extranjeras y 90 nacionales. Por cada residente, ¿**cuántas veces** más se acreditó a personas extranjeras que a nacionales? Escriba la cuenta: `(extranjeras / 10) / (nacionales / 90)`.

# %% tags=["ejercicio", "ej:6.3"]
#: veces_por_residente = ____
personas = por_origen.frame.set_index("origen")["n"]
veces_por_residente = (personas["EXTRANJERA"] / 10) / (personas["NACIONAL"] / 90)

# %% tags=["revision"]
tip.check("6.3", veces_por_residente)

# %% tags=["pista"]
# tip.hint("6.3", 1)
# tip.hint("6.3", 2)
# tip.solution("6.3")
# tip.restart("6.3")

# %% [markdown]
# Y tampoco es la última palabra: muchas estaban **de paso** y no viven en el país. Esa tasa no es un riesgo ni una culpa; es una división. Escriba siempre los dos números y de quiénes es el de abajo.

# %% [markdown]
# ## 4. Una brecha que se da vuelta
#
# ¿Se acredita menos a las mujeres? Compare todas las solicitudes según el sexo: `SI`, se acreditó; `NO`, no. Cada marca es la diferencia con los hombres, en puntos, y la raya es su **intervalo**: hasta dónde puede moverla el azar. Si la raya no toca la línea del medio, el azar no basta para explicarla.

# %%
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
decididas = tip.with_answer(solicitudes, "condicion_victima", "ACREDITADA")
en_total = tip.count_by(decididas, ["sexo", "condicion_victima_ACREDITADA"])
tip.draw_intervals(tip.protect(tip.compare(en_total, across="sexo", reference="HOMBRE")))

# %% [markdown]
# En la fila `SI`, la raya no toca la línea: a las mujeres se las acredita menos, y no parece azar. Alguien ya está escribiendo el titular. Espere: ¿qué explotación vivió cada quien? Separe las solicitudes con finalidad sexual (`SI`) de las demás (`NO`), sin las que no la dicen, y mire **dentro** de cada grupo.

# %%
con_finalidad = tip.with_answer(decididas, "finalidad", "SEXUAL").where(finalidad_SEXUAL=["SI", "NO"])
por_finalidad = tip.count_by(con_finalidad, ["finalidad_SEXUAL", "sexo", "condicion_victima_ACREDITADA"])
tip.draw_composition(tip.protect(por_finalidad))

# %% [markdown]
# Dentro de cada grupo, a las mujeres **no** se las acredita menos. La brecha del total viene de otra parte: las mujeres solicitan sobre todo por explotación sexual, donde a todo el mundo se le acredita menos. Se llama **paradoja de Simpson**. La pregunta deja de ser «¿por qué a ellas?» y pasa a ser «¿por qué tan poco en explotación sexual?».

# %% [markdown]
# ### Ejercicio 6.4
#
# Entre las solicitudes **con finalidad sexual** (`SI`), reste: porcentaje acreditado de las mujeres menos el de los hombres. ¿Cuántos **puntos** da? Ponga el signo menos si las mujeres tienen menos.

# %% tags=["ejercicio", "ej:6.4"]
#: brecha_por_dentro = ____
dentro = tip.share_within(por_finalidad, among=["finalidad_SEXUAL", "sexo"]).frame
parte = dentro.set_index(["finalidad_SEXUAL", "sexo", "condicion_victima_ACREDITADA"])["estimate"]
brecha_por_dentro = parte["SI", "MUJER", "SI"] - parte["SI", "HOMBRE", "SI"]

# %% tags=["revision"]
tip.check("6.4", brecha_por_dentro)

# %% tags=["pista"]
# tip.hint("6.4", 1)
# tip.hint("6.4", 2)
# tip.solution("6.4")
# tip.restart("6.4")

# %% [markdown]
# > **Niñez y adolescencia.** Cruzar edad con todo lo demás es obligatorio: en personas menores de 18 años no se exigen medios, y un cuadro que las mezcla con adultas las mide con una vara que no es la suya. También son las primeras que un cruce deja expuestas: en la escuela y en el barrio, todo el mundo sabe quién tiene 14 años y no volvió a clases.

# %% [markdown]
# ## Hasta aquí
#
# Cada cruce cuesta cifras; juntar años las devuelve. Lo detectado no es lo que hay. El denominador se dice siempre. Y una brecha del total puede darse vuelta por dentro. En el cuaderno 2: cuándo no publicar, y qué se publica en su lugar.
