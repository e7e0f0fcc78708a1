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
# # Reparar y compartir con cuidado
#
# **Módulo 7 · Protección de datos y divulgación · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 70 minutos.
#
# La pregunta de trabajo: una universidad escribe *«¿nos comparten la base? Sin nombres, claro»*. Su jefatura quiere ayudar. *¿Qué se contesta, y qué se ofrece?* Antes, tres maneras de reparar los cuadros del cuaderno 1.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")

# %% [markdown]
# ## 1. Seguros por separado
#
# Dos cuadros de las mismas personas: uno por edad y otro, con edades más amplias, por edad y origen. Cada uno pasó por la puerta **por su cuenta**. ¿Cree que se pueden publicar en la misma página? La celda muestra el primer hallazgo.

# %%
edades = tip.count_by(acreditadas, "grupo_edad", unit="persona")
origen = tip.count_by(acreditadas, ["grupo_edad_amplio", "origen"], unit="persona")
sueltos = {"edades": tip.protect(edades), "origen": tip.protect(origen)}
tip.audit(sueltos).explain()[0]

# %% [markdown]
# Lo que un cuadro tapa, el otro lo deja ver en sus totales. Por eso lo que se publica junto **se protege junto**: `protect_together` decide a la vez qué se oculta en todos los cuadros.

# %%
juntos = tip.protect_together({"edades": edades, "origen": origen})
tip.audit(juntos).summary()

# %%
[sueltos["edades"].hidden, sueltos["origen"].hidden, juntos["edades"].hidden, juntos["origen"].hidden]

# %% [markdown]
# ### Ejercicio 7.6
#
# La seguridad se paga con celdas. El último resultado tiene cuatro números: las celdas ocultas de «edades» y de «origen» cuando se protegen por separado, y las de los mismos dos cuadros cuando se protegen juntos. ¿**Cuántas celdas más** se ocultan, sumando los dos cuadros, al protegerlos juntos?

# %% tags=["ejercicio", "ej:7.6"]
#: celdas_de_mas = ____
antes = sueltos["edades"].hidden + sueltos["origen"].hidden
despues = juntos["edades"].hidden + juntos["origen"].hidden
celdas_de_mas = despues - antes

# %% tags=["revision"]
tip.check("7.6", celdas_de_mas)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("7.6", 1)
# tip.hint("7.6", 2)
# tip.solution("7.6")
# tip.restart("7.6")

# %% [markdown]
# ## 2. Juntar antes que ocultar
#
# Personas por provincia y edad, con muchos grupos de edad. En este gráfico, un tono más oscuro son más personas, y lo rayado está oculto. Fíjese en cuánto queda rayado.

# %%
fino = tip.count_by(acreditadas, ["provincia_residencia", "grupo_edad"], unit="persona")
tip.draw_heatmap(tip.protect(fino))

# %% [markdown]
# Ahora, el mismo cuadro con dos grupos: menores de 18 años y personas adultas. **¿Qué espera ver:** más rayas, o menos?

# %%
grueso = tip.count_by(acreditadas, ["provincia_residencia", "mayoria_edad"], unit="persona")
tip.draw_heatmap(tip.protect(grueso))

# %% [markdown]
# Ya nadie queda detrás de una celda rayada. Se perdió detalle y se ganaron personas. **No se junta lo que la pregunta necesita ver aparte**: unir a niñas y mujeres adultas vaciaría el cuadro de sentido.

# %% [markdown]
# ### Ejercicio 7.7
#
# ¿A **cuántas personas** escondía el primer cuadro, `fino`? Al total, que está al pie del gráfico, réstele la suma de las cifras a la vista. Puede pedir esa suma así: `tip.protect(fino).frame["n"].sum()`.

# %% tags=["ejercicio", "ej:7.7"]
#: personas_escondidas = ____
a_la_vista = tip.protect(fino).frame["n"].sum()
personas_escondidas = int(fino.total - a_la_vista)

# %% tags=["revision"]
tip.check("7.7", personas_escondidas)

# %% tags=["pista"]
# tip.hint("7.7", 1)
# tip.hint("7.7", 2)
# tip.solution("7.7")
# tip.restart("7.7")

# %% [markdown]
# ¿Qué conviene juntar? No siempre es lo que parece, y a veces juntar muestra menos. `suggest` lo prueba por usted: protege de verdad cada versión y dice cuántas celdas se verían y de cuántas. Es mejor «10 de 10» que «14 de 30»: hay menos celdas, y ninguna persona queda oculta.

# %%
por_anio = tip.count_by(acreditadas, ["anio_acreditacion", "sexo"], unit="persona")
tip.suggest({"por año": por_anio})

# %% [markdown]
# ## 3. Redondear en vez de ocultar
#
# Otra manera: mostrar todo y que **ninguna cifra sea exacta**. Cada una es un múltiplo de 5 y los totales siguen cuadrando.

# %%
por_provincia = tip.count_by(acreditadas, ["provincia_residencia", "sexo"], unit="persona")
redondeado = tip.protect(por_provincia, method="round")
tip.show_table(redondeado)

# %% [markdown]
# Lea la nota al pie: un 0 puede ser hasta cuatro personas, y un 5, desde una hasta nueve. A cambio, ya no hay huecos. Conviene cuando ocultar vaciaría el cuadro; no conviene si alguien va a citar la cifra como exacta. **No se mezclan las dos maneras** con las mismas personas: juntas dirían más que cada una.

# %% [markdown]
# ### Ejercicio 7.8
#
# En el renglón de **Guanacaste**, la cifra de hombres está a **menos de 5** de la verdadera. Escriba el **menor** y el **mayor** número que podría ser, en ese orden, separados por una coma.

# %% tags=["ejercicio", "ej:7.8"]
#: entre_cuales = [____]  # por ejemplo: [1, 9]
renglon = redondeado.frame.set_index(["provincia_residencia", "sexo"]).loc[("G", "HOMBRE")]
entre_cuales = [renglon["n"] - renglon["within"] + 1, renglon["n"] + renglon["within"] - 1]

# %% tags=["revision"]
tip.check("7.8", entre_cuales)

# %% tags=["pista"]
# tip.hint("7.8", 1)
# tip.hint("7.8", 2)
# tip.solution("7.8")
# tip.restart("7.8")

# %% [markdown]
# ## 4. El libro de publicaciones
#
# Lo publicado no se puede retirar. Lo que sí se puede es tenerlo en cuenta: `previous` le dice a la puerta qué cuadros tiene ya la gente. Haga otra vez el cuadro de junio, esta vez con el de marzo a la vista.

# %%
hasta_2022 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
hasta_2023 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022", "2023"])
marzo = tip.protect(tip.count_by(hasta_2022, "sexo", unit="persona"))
junio = tip.protect(tip.count_by(hasta_2023, "sexo", unit="persona"), previous=[marzo])
tip.show_table(junio)

# %% [markdown]
# La segunda edición oculta más que la primera. En su oficina nadie se acordará de todos los cuadros: los informes de este programa lo hacen solos con un **libro de publicaciones**, que guarda lo que se mostró y ningún registro de personas. Publicar **períodos cerrados** (solo 2023, no de 2018 a 2023) evita casi todo el problema.

# %% [markdown]
# ## 5. «¿Nos comparten la base?»
#
# Quitar los nombres no basta. Un registro queda **a solas** si ningún otro tiene la misma combinación. ¿Cuántos quedan así al cruzar el sexo, el grupo de edad y la nacionalidad? La primera lista es lo que otra persona puede saber; la segunda, lo que no debería llegar a saber. *(Son cifras de trabajo: no salen de la oficina.)*

# %%
riesgo = tip.measure_risk(registro, ["sexo", "grupo_edad", "nacionalidad"], ["finalidad"])
riesgo.sizes

# %% [markdown]
# `size` es cuántas variables se cruzan; `unique`, los registros que quedan solos en algún cruce de ese tamaño; `below`, los que quedan en grupos de menos de cinco personas. **Mire cómo crecen las dos columnas de un renglón al otro.**

# %% [markdown]
# ### Ejercicio 7.9
#
# Al cruzar **las tres** variables, ¿cuántos registros quedan **a solas** en el registro de práctica?

# %% tags=["ejercicio", "ej:7.9"]
#: registros_a_solas = ____
registros_a_solas = riesgo.sizes.set_index("size").loc[3, "unique"]

# %% tags=["revision"]
tip.check("7.9", registros_a_solas)

# %% tags=["pista"]
# tip.hint("7.9", 1)
# tip.hint("7.9", 2)
# tip.solution("7.9")
# tip.restart("7.9")

# %% [markdown]
# Lo primero que se ofrece son **cuadros**, que casi siempre bastan. El último recurso es un **extracto**: registros sin claves ni fechas, con tan poco detalle que nadie queda en un grupo de menos de cinco, y bajo un acuerdo firmado. ¿De quiénes cree que se pierde más detalle?

# %%
extracto = tip.make_extract(registro, ["sexo", "grupo_edad", "nacionalidad"], ["finalidad"])
extracto.loss[["variable", "code", "loss"]].round(2)

# %% [markdown]
# `loss` va de 0 (no se perdió nada) a 1 (se perdió todo). De las personas extranjeras se pierde más detalle que de las nacionales, porque son de muchos países y pocas de cada uno. **Dígaselo a quien reciba el extracto**: si no, creerá que todas están descritas con el mismo detalle.

# %% [markdown]
# ## 6. La ley y el consentimiento
#
# | De dónde sale | Qué pide | Qué cambia en su hoja | ¿Se leyó para este curso? |
# |:--|:--|:--|:--|
# | Ley 9095, artículo 2 | proteger no depende de que la persona denuncie o coopere | nunca se deja fuera a una víctima por no tener denuncia | sí |
# | Ley 9095, retorno | voluntario, con consentimiento informado y evaluación del riesgo; de quien regresa al país, el hecho de la trata no se consigna en documentos de identidad ni se almacena | ninguna marca de víctima en listas de identidad o de movimientos migratorios | en parte: la copia leída estaba cortada |
# | Ley 8968, protección de datos | cuidado especial de los datos sensibles, base legal, lo mínimo necesario, seguridad | cada dato compartido lleva escrito para qué y con qué base | **no**: por confirmar con la asesoría jurídica |
# | Enfoque de derechos humanos en los datos (OACNUDH, 2018) | participación, desglose, autoidentificación, transparencia, privacidad, rendición de cuentas | el informe dice a quién se consultó y quién responde por la cifra | sí |
#
# Lo que no se leyó en la fuente se dice. La última palabra la tiene la asesoría jurídica de su institución.

# %% [markdown]
# **Cuatro consentimientos que no son el mismo** *(regla de trabajo de este curso, no cita de una ley)*. Aceptar atención no es aceptar denunciar; denunciar no es aceptar que otra institución reciba los datos; y nada de eso es aceptar que se publiquen. Un «sí» vale para lo que se preguntó, en una lengua que la persona entiende, y se puede retirar. Lo que ya se publicó no: por eso se pregunta y se protege **antes**.

# %% [markdown]
# ## Niñez y adolescencia
#
# - Una niña de 11 años en un cantón pequeño tiene escuela, familia y vecindario: se la reconoce con menos datos que a una persona adulta. Por eso la edad exacta se protege más: se ocultan las cifras de 1 a 9, y no solo de 1 a 4.
# - Su historia no debe seguirla. Lo que hoy se publica estará ahí cuando sea adulta y busque trabajo.
# - Su consentimiento no reemplaza la protección: participa y opina según su edad, y decide quien la ley señale, con el PANI.
# - Nunca una foto, un dibujo suyo ni una frase textual para «ilustrar» un cuadro.

# %% [markdown]
# ## 7. El lunes, con su propio cuadro
#
# Guarde junto a este cuaderno un cuadro que su oficina ya publicó y ponga su nombre entre las comillas, por ejemplo `"mi_cuadro.xlsx"`. Si deja el que está, la celda funciona con el de práctica. Si hubo una edición anterior, escriba `tip.audit_files(mi_cuadro, before="anterior.xlsx")`.

# %%
mi_cuadro = "datasets/cuadros/referencias.csv"
tip.audit_files(mi_cuadro)

# %% [markdown]
# El cuadro de práctica es el de quién refirió. Resiste a quien mira **desde afuera**, pero el programa no sabe lo que sabe la organización. Por eso, antes de publicar, también lo lee alguien que conoce los casos.

# %% [markdown]
# ### La ficha de lo que se publica
#
# Haga doble clic, complete y presione **Mayús + Entrar**. Es el producto del módulo: una ficha por cada cuadro que sale de su oficina.
#
# > **Este cuadro cuenta** ………… **y va dirigido a** …………
# >
# > **Se ocultaron, juntaron o redondearon** ………… **con la política** …………, **que decidió** …………
# >
# > **Se revisó junto con lo publicado el** …………
# >
# > **Un grupo entero en una sola celda:** *no hay / se conversó con* …………
# >
# > **Lo leyó alguien que conoce los casos:** *sí / no.* **Responde por la cifra:** …………

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("7")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Lo que ya se sabe por fuera.** Una noticia o un expediente pueden completar lo que aquí se ocultó.
# - **Qué dato hiere.** El programa cuida números; el daño lo juzga quien conoce a las personas y el lugar.
# - **Lo que varias personas saben juntas.** La puerta se pone en el lugar de una, no de un grupo que conversa.
# - **Lo que se entregó sin anotarlo.** Un cuadro mandado por correo no está en ningún libro.
# - **Que el riesgo desapareció.** Proteger lo reduce; no lo elimina.

# %% [markdown]
# ## Para llevar
#
# 1. Tapar no es proteger: si el total y lo demás se ven, la resta lo dice.
# 2. Lo que se publica junto se protege junto, y también con lo que ya salió.
# 3. Una cifra grande también señala a las personas, si todo un grupo cae en una celda.
# 4. Primero juntar, después ocultar o redondear; y se dice cuál.
# 5. Se ofrecen cuadros; la base, casi nunca, y bajo acuerdo.
#
# **De vuelta a la pregunta.** Al periodista no se le envía el cuadro del asterisco: se le envía el que pasó por la puerta, con su nota al pie. A la universidad se le ofrecen cuadros; si no le bastan, un extracto con acuerdo firmado, anotado en el libro.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
