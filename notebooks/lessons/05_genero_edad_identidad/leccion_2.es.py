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
# # ¿A quién no esperábamos ver?
#
# **Módulo 5 · Género, edad, identidad · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 65 minutos.
#
# Tres frases que se oyen en las reuniones: *«aquí no hay hombres víctimas»*, *«los captan bandas»*, *«en esto las mujeres son las víctimas»*. La pregunta de trabajo: *¿qué dice el registro, y qué no puede decir?*

# %%
import tipanalysis as tip

tip.settings(lang="es")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
acreditadas

# %% [markdown]
# ## 1. Un cero que no es cero
#
# Primera frase: *«aquí no hay hombres víctimas»*. Cuente a las personas acreditadas de un solo año, por sexo y edad. **¿Qué espera ver en la casilla de los hombres adultos?**

# %%
de_2021 = acreditadas.where(anio_acreditacion="2021")
cuadro_2021 = tip.count_by(de_2021, ["sexo", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(cuadro_2021))

# %% [markdown]
# Hay un cero verdadero: ese año no se acreditó a ningún hombre adulto. ¿Significa que no los hay? Piense en una bolsa enorme de la que se sacan unas pocas bolitas y ninguna es roja. Puede haber rojas. La **regla del tres** dice cuántas: si entre *n* bolitas no salió ninguna roja, en la bolsa puede haber hasta **3 de cada n**.

# %% [markdown]
# ### Ejercicio 5.6
#
# Aquí *n* es el total de personas del cuadro, y ninguna era hombre adulto. Según la regla del tres, ¿qué **porcentaje** de hombres adultos podría haber, como máximo, sin contradecir ese cero? Escriba la cuenta: `100 * 3 / n`, con el total en lugar de `n`.

# %% tags=["ejercicio", "ej:5.6"]
#: hasta_que_porcentaje = ____
hasta_que_porcentaje = 100 * 3 / cuadro_2021.total

# %% tags=["revision"]
tip.check("5.6", hasta_que_porcentaje)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("5.6", 1)
# tip.hint("5.6", 2)
# tip.solution("5.6")
# tip.restart("5.6")

# %% [markdown]
# Y eso es solo el azar. La regla no dice nada de **dónde se busca**. Mire qué institución refirió a las personas explotadas en trabajo o servicios, en todos los años. Busque la inspección de trabajo.

# %%
en_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL").where(finalidad_LABORAL="SI")
por_puerta = tip.count_by(en_trabajo, "tipo_entidad", unit="persona")
tip.draw_bars(tip.protect(por_puerta), by_size=True)

# %% [markdown]
# La inspección es la que entra en fincas, barcos y construcciones, donde trabajan sobre todo hombres y muchachos, y de ahí llegaron muy pocas personas en quince años. **Los hombres aparecen donde alguien los busca.** Con esa puerta casi cerrada, un cero habla de la puerta, no de las personas.

# %% [markdown]
# ¿Y qué les pasa a los hombres que sí llegan? De las solicitudes por trabajo o servicios que ya se decidieron, `compare` resta la parte acreditada de hombres y de mujeres. `sentence` lo escribe en una frase y `Markdown` la muestra.

# %%
solicitudes = tip.with_answer(registro, "finalidad", "LABORAL").where(
    finalidad_LABORAL="SI", estado_solicitud=["ACREDITADA", "DENEGADA", "ARCHIVADA"]
)
decididas = tip.count_by(solicitudes, ["sexo", "estado_solicitud"])
brecha = tip.compare(decididas, across="sexo", reference="MUJER")
Markdown(tip.sentence(tip.protect(brecha), sexo="HOMBRE", estado_solicitud="ACREDITADA"))

# %% [markdown]
# Los dos números del paréntesis son el **intervalo**: hasta dónde puede mover el azar la diferencia, en puntos. Uno es negativo y el otro positivo: cabe que se les acredite menos o que se les acredite más. Entonces **no se concluye**. Lo honesto es escribirlo así, y buscar donde no se ha buscado.

# %% [markdown]
# ## 2. Quien capta pocas veces es un desconocido
#
# Segunda frase: *«los captan bandas»*. El registro anota qué vínculo había entre la persona y quien la captó. En este gráfico de trabajo, que no sale de la oficina, cada fila es un sexo y una edad; cuantas más personas tiene, más alta es. **¿Qué espera ver en la fila de las niñas y las adolescentes?**

# %%
por_vinculo = tip.count_by(acreditadas, ["sexo", "mayoria_edad", "vinculo_tratante"], unit="persona")
tip.draw_mosaic(tip.protect(por_vinculo, policy="internal"))

# %% [markdown]
# A niñas, niños y adolescentes los captó sobre todo **su familia**; a las personas adultas, patronos y gente conocida. Las captadas por alguien sin vínculo previo no llegan, en ninguna fila, a una de cada cinco. Si la prevención habla solo de extraños, no protege a quien tiene el peligro en la casa; y una entrevista delante de la familia puede ser una entrevista delante de quien captó.

# %% [markdown]
# El cuadro que sí se puede publicar tiene menos detalle: el vínculo y la edad, sin el sexo.

# %%
por_edad = tip.count_by(acreditadas, ["vinculo_tratante", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(por_edad))

# %% [markdown]
# ### Ejercicio 5.7
#
# Por **cada** niña, niño o adolescente a quien captó una persona sin vínculo previo, ¿a cuántos captó un familiar? Divida los dos números del cuadro.

# %% tags=["ejercicio", "ej:5.7"]
#: familiares_por_extrano = ____
ninez = por_edad.frame.query("mayoria_edad == '00-17'").set_index("vinculo_tratante")["n"]
familiares_por_extrano = ninez["FAMILIAR"] / ninez["DESCONOCIDA"]

# %% tags=["revision"]
tip.check("5.7", familiares_por_extrano)

# %% tags=["pista"]
# tip.hint("5.7", 1)
# tip.hint("5.7", 2)
# tip.solution("5.7")
# tip.restart("5.7")

# %% [markdown]
# > **Niñez y adolescencia.** Cuando quien captó es de la familia, no se entrevista delante de ella ni se le avisa antes. El PANI decide con quién queda la niña, el niño o la persona adolescente. Esa protección depende de la casilla «Vínculo con la presunta persona tratante»: si nadie la llena, la decisión se toma a ciegas.

# %% [markdown]
# ## 3. Mujeres también entre las personas imputadas
#
# Tercera frase: *«en esto las mujeres son las víctimas»*. La hoja siguiente es inventada, como la podría llevar una fiscalía: una fila por **persona imputada**, que no es lo mismo que condenada. **¿Qué parte cree que son mujeres?**

# %%
imputadas = tip.read_register("datasets/imputadas.csv", source="imputadas")
por_rol = tip.count_by(imputadas, ["rol", "tratante_sexo"])
tip.draw_composition(tip.protect(por_rol))

# %% [markdown]
# Algo más de un tercio son mujeres, y no se reparten parejo: son mayoría entre las personas a quienes se atribuye **captar** y pocas entre aquellas a quienes se atribuye explotar. Quien capta es quien más se ve: el nombre que la víctima sí conoce. Un cuadro de personas imputadas sin el sexo no deja ver esto, ni quién queda detrás de ellas.

# %% [markdown]
# ### Ejercicio 5.8
#
# De las personas a quienes se atribuye **captar**, ¿qué **porcentaje son mujeres**? Los números están en **Datos del gráfico**.

# %% tags=["ejercicio", "ej:5.8"]
#: mujeres_que_captan = ____
captan = por_rol.frame.query("rol == 'RECLUTADOR'").set_index("tratante_sexo")["n"]
mujeres_que_captan = 100 * captan["MUJER"] / captan.sum()

# %% tags=["revision"]
tip.check("5.8", mujeres_que_captan)

# %% tags=["pista"]
# tip.hint("5.8", 1)
# tip.hint("5.8", 2)
# tip.solution("5.8")
# tip.restart("5.8")

# %% [markdown]
# ¿Quiénes son? La hoja trae una casilla que casi ningún registro tiene: si consta que la persona **fue víctima antes**. Mire también a quién no se le preguntó.

# %%
fue_victima = tip.count_by(imputadas, ["tratante_sexo", "victima_antes"])
tip.show_table(tip.protect(fue_victima), share="tratante_sexo")

# %% [markdown]
# De muchas mujeres imputadas consta que antes fueron víctimas. Hay quien capta a otras para que dejen de explotarla. El principio de no punibilidad pide examinar si alguien delinquió **porque** era víctima; sin la casilla, nadie lo examina. De la mayoría de los hombres no lo sabemos: **no se les preguntó**. Que conste menos no quiere decir que pase menos.

# %% [markdown]
# ### Ejercicio 5.9
#
# De las mujeres imputadas **a quienes se preguntó**, ¿de qué **porcentaje** consta que fueron víctimas antes? El denominador, el número entre el que se divide, no lleva «No se preguntó».

# %% tags=["ejercicio", "ej:5.9"]
#: mujeres_victimas_antes = ____
de_mujeres = fue_victima.frame.query("tratante_sexo == 'MUJER'").set_index("victima_antes")["n"]
mujeres_victimas_antes = 100 * de_mujeres["SI"] / (de_mujeres["SI"] + de_mujeres["NO"])

# %% tags=["revision"]
tip.check("5.9", mujeres_victimas_antes)

# %% tags=["pista"]
# tip.hint("5.9", 1)
# tip.hint("5.9", 2)
# tip.solution("5.9")
# tip.restart("5.9")

# %% [markdown]
# ## 4. El lunes, con su propio formulario
#
# Complete esta ficha (doble clic, y **Mayús + Entrar**) con el formulario y el último cuadro de su oficina delante. Es el producto del módulo.
#
# > **En nuestro formulario, el sexo y la identidad de género** son una casilla / dos casillas. **Las contesta** …………
# >
# > **Las razones que se pueden marcar cuando falta un dato son** …………  **Faltan** …………
# >
# > **Nuestros grupos de edad** separan / no separan a menores de 18 años, **y** …………
# >
# > **En el cuadro que más usamos no se ven** …………  **porque** …………
# >
# > **Lo rehago así:** …………

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("5")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Cuántos hombres, cuántas personas trans, cuántos niños hay.** El registro dice a cuántos encontró alguien, y por cuál puerta.
# - **Cómo se identifica quien prefirió no responder.** No se deduce, no se completa.
# - **Que las mujeres capten más que los hombres en el país.** La hoja de personas imputadas es inventada.
# - **Quién es culpable.** Imputada no es condenada, y lo que pesa haber sido víctima antes no lo decide un cuadro.

# %% [markdown]
# ## Para llevar
#
# 1. El sexo y la identidad de género son dos preguntas; la segunda la contesta solo la persona.
# 2. «Sin dato» se parte en razones: la que es de la oficina se corrige y la que es de la persona se respeta.
# 3. Todo cuadro lleva los dos sexos y separa a menores de 18 años; ningún grupo de edad cruza los 18.
# 4. Un cero entre *n* personas admite hasta 3 de cada *n*; con pocas, eso es mucho.
# 5. Los vínculos y las personas imputadas también se cuentan por sexo y edad.
#
# **De vuelta a la pregunta.** Usted entrega el cuadro rehecho, con otro título: *Personas explotadas en trabajo o servicios, por sexo y edad*. Y debajo, en lugar de «sin dato», a cuántas no se les preguntó y cuántas prefirieron no responder.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
