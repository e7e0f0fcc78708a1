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
# # ¿A quién señala por error la regla?
#
# **Módulo 10 (opcional) · Señales financieras y encuestas · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 70 minutos, con una actividad en grupo sin computadora. Las señales se parecen a las de las guías públicas; los números son inventados.
#
# La pregunta de trabajo: *una empresa de envíos de dinero quiere una regla que avise. ¿Cuántos avisos serán ciertos, y quién responderá preguntas sin haber hecho nada?*

# %% [markdown] tags=["grupo"]
# ## 1. Antes de la máquina: las tarjetas
#
# **Actividad en grupo, sin computadora (20 minutos).** En tríos. Para cada señal escriban **una historia de trata** y **una historia honesta** en que se vea lo mismo. Después anoten qué preguntaría usted, con respeto, en la ventanilla.
#
# | | Señal | Historia de trata | Historia honesta | Pregunta |
# |:--|:--|:--|:--|:--|
# | 1 | Alguien a su lado le dicta las respuestas | | | |
# | 2 | Lee los datos de un papel y está nerviosa | | | |
# | 3 | Recibe un depósito que no explica y lo envía enseguida por una ruta migratoria | | | |
# | 4 | Parte el monto en varios envíos | | | |
# | 5 | Manda dinero cada semana a una persona distinta | | | |
#
# Digan al final cuál señal tiene la historia honesta **más común**, y de quién suele ser esa historia.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 2. Un mes de envíos
#
# Las operaciones reales no salen de la empresa, y aquí tampoco: lo que se recibe es un **cuadro contado**. Cada fila es un grupo de envíos y una columna dice cuántos son. Además trae algo que nadie tiene en la vida real: si el envío tenía relación con la trata. **¿Qué parte cree que la tenía?**

# %%
envios = tip.read_register("datasets/envios.csv", source="envios")
tip.show_table(tip.protect(tip.count_by(envios, "relacion")))

# %% [markdown]
# Son poquísimos entre decenas de miles: cerca de uno de cada ochocientos. Guarde esa proporción, que se llama **tasa base**: es lo primero que se olvida y lo que más pesa. Cuando lo que se busca es muy raro, casi todo lo que una regla señala es otra cosa, aunque la regla parezca buena.

# %% [markdown]
# ## 3. La regla del corredor
#
# Pruebe la señal 3: *depósito sin explicación y envío rápido por un corredor migratorio*, es decir, hacia lugares de una ruta migratoria. El cuadro cruza la señal con la verdad. Se llama **matriz de confusión** y tiene cuatro casillas: aciertos, falsas alarmas, los que se escaparon y los que con razón no se señalaron.

# %%
matriz = tip.count_by(envios, ["senal_corredor", "relacion"])
tip.show_table(tip.protect(matriz), share="senal_corredor")

# %% [markdown]
# Lea primero el renglón **Con señal**: son los avisos del mes. Después la columna **Relacionado**: cuántos se detectaron y cuántos se escaparon. Son dos preguntas: *de los envíos relacionados, ¿cuántos vio la regla?* y *de los que señaló, ¿cuántos lo estaban?* Quien vende una regla contesta solo la primera.

# %% [markdown]
# ### Ejercicio 10.4
#
# De cada cien avisos de esta regla, **¿cuántos tenían relación con la trata?** Un decimal, con punto.

# %% tags=["ejercicio", "ej:10.4"]
#: aciertos_por_cien_avisos = ____
de_los_avisos = tip.share_within(matriz, among="senal_corredor").frame.set_index(["senal_corredor", "relacion"])
aciertos_por_cien_avisos = de_los_avisos.loc[("SI", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.4", aciertos_por_cien_avisos)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("10.4", 1)
# tip.hint("10.4", 2)
# tip.solution("10.4")
# tip.restart("10.4")

# %% [markdown]
# La regla detecta más de la mitad de los envíos relacionados. Y aun así casi todos los avisos son falsos: la tasa base manda. No es que la regla esté «mal hecha»: es que se busca una aguja, y la regla recoge mucha paja.

# %% [markdown]
# ## 4. ¿De quién son las falsas alarmas?
#
# Deje solo los envíos **sin** relación con la trata: personas que no hicieron nada. **Antes de ejecutar:** ¿cree que la regla las señala a todas por igual?

# %%
honestos = envios.where(relacion="NO")
por_origen = tip.count_by(honestos, ["origen", "senal_corredor"])
tip.draw_composition(tip.protect(por_origen))

# %%
tip.show_table(tip.protect(por_origen), share="origen")

# %% [markdown]
# ### Ejercicio 10.5
#
# De cada cien envíos **honestos de personas extranjeras**, ¿cuántos señala la regla? Un decimal, con punto.

# %% tags=["ejercicio", "ej:10.5"]
#: falsas_alarmas_extranjeras = ____
entre_honestos = tip.share_within(por_origen, among="origen").frame.set_index(["origen", "senal_corredor"])
falsas_alarmas_extranjeras = entre_honestos.loc[("EXTRANJERA", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.5", falsas_alarmas_extranjeras)

# %% tags=["pista"]
# tip.hint("10.5", 1)
# tip.hint("10.5", 2)
# tip.solution("10.5")
# tip.restart("10.5")

# %% [markdown]
# ### Ejercicio 10.6
#
# ¿**Cuántas veces** más a menudo señala la regla un envío honesto de una persona extranjera que uno de una nacional? Divida los dos porcentajes del cuadro; se acepta el redondeo.

# %% tags=["ejercicio", "ej:10.6"]
#: veces_mas = ____
veces_mas = falsas_alarmas_extranjeras / entre_honestos.loc[("NACIONAL", "SI"), "estimate"]

# %% tags=["revision"]
tip.check("10.6", veces_mas)

# %% tags=["pista"]
# tip.hint("10.6", 1)
# tip.hint("10.6", 2)
# tip.solution("10.6")
# tip.restart("10.6")

# %% [markdown]
# La regla no nombra la nacionalidad, y sin embargo la mide: el «corredor migratorio» **es** por donde mandan dinero las personas migrantes. Mire ahora el sexo y la nacionalidad juntos, solo con los porcentajes de cada grupo.

# %%
extranjeras = honestos.where(origen="EXTRANJERA")
por_grupo = tip.count_by(extranjeras, ["nacionalidad", "sexo", "senal_corredor"])
tip.draw_composition(tip.protect(por_grupo))

# %% [markdown]
# Los dos rasgos se suman. Las mujeres de una de las nacionalidades en tránsito son señaladas más que nadie: reciben dinero de su familia y lo envían al día siguiente, para seguir el viaje. Cada falsa alarma es una persona interrogada en una ventanilla, un envío retenido, alguien que la próxima vez **usará una vía sin control**, donde sí hay peligro.

# %% [markdown]
# ## 5. ¿Cuál señal conviene?
#
# El cuadro de envíos trae cuatro de las cinco señales. La del corredor ya la vio; aquí están las otras tres: alguien dicta las respuestas, lee de un papel, parte el monto. Compare cuántos avisos da cada una y cuántos son ciertos.

# %%
senales = {
    "dictado": tip.count_by(envios, ["senal_dictado", "relacion"]),
    "papel": tip.count_by(envios, ["senal_papel", "relacion"]),
    "fraccionado": tip.count_by(envios, ["senal_fraccionado", "relacion"]),
}
probadas = tip.protect_together(senales)
tip.show_table(probadas["dictado"], share="senal_dictado")

# %%
tip.show_table(probadas["papel"], share="senal_papel")

# %%
tip.show_table(probadas["fraccionado"], share="senal_fraccionado")

# %% [markdown]
# ### Ejercicio 10.7
#
# ¿Cuál de las **cuatro** señales acierta más por cada cien avisos? Escriba su nombre entre comillas: `"dictado"`, `"papel"`, `"corredor"` o `"fraccionado"`.

# %% tags=["ejercicio", "ej:10.7"]
#: mejor_senal = ____  # por ejemplo: "papel"
mejor_senal = "dictado"

# %% tags=["revision"]
tip.check("10.7", mejor_senal)

# %% tags=["pista"]
# tip.hint("10.7", 1)
# tip.hint("10.7", 2)
# tip.solution("10.7")
# tip.restart("10.7")

# %% [markdown]
# Es la señal en la que **se ve a otra persona controlando**, no la que mira de dónde viene quien envía. Aun así, casi nueve de cada diez de esos avisos son falsos: hijas que ayudan a su madre, vecinos que traducen. Por eso una señal sirve para **preguntar a solas y con respeto**, ofrecer ayuda y un número al que llamar. Nunca para negar el servicio, retener el dinero ni llamar a migración.

# %% [markdown]
# ## 6. El lunes, con su propia regla
#
# Si su oficina usa o recibe alertas, no necesita las operaciones: pida **conteos**. Haga doble clic, complete y presione **Mayús + Entrar**.
#
# > **La regla dice:** ………………
# >
# > **Avisos en el último trimestre:** …… **De ellos, terminaron en una referencia confirmada:** ……
# >
# > **Avisos por sexo y por nacionalidad:** …… *(si las cifras son pequeñas, por región)*
# >
# > **Historia honesta más común detrás de un aviso:** ………………
# >
# > **Cómo se trata a la persona cuando hay un aviso:** ………………
# >
# > **Quién revisa la regla, cada cuánto y qué la haría retirar:** ………………
#
# Y si su oficina publica encuestas: escriba, antes del primer resultado, a quiénes no se les preguntó.

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("10")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Cuántos envíos reales tienen relación con la trata.** Aquí la verdad está puesta; en la vida real casi nunca se llega a saber.
# - **Cómo se portará una regla en otra empresa.** Las frecuencias de este cuadro son inventadas.
# - **Qué les pasa a las personas que la encuesta no alcanzó.** Darles más peso a las pocas respuestas que hay no suple las que faltan.
# - **Si la persona señalada es víctima, parte de una red o ninguna de las dos.** Una señal es una pregunta, no una acusación.

# %% [markdown]
# ## Para llevar
#
# 1. Antes del resultado de una encuesta, a quiénes se entrevistó y a quiénes no.
# 2. Sin sorteo no hay margen de error.
# 3. De lo que buscaba, ¿cuánto vio la regla? De lo que señaló, ¿cuánto era cierto? Son dos preguntas.
# 4. Cuando lo que se busca es raro, casi todas las alarmas son falsas.
# 5. Las falsas alarmas se cuentan por sexo y por nacionalidad, antes de encender la regla.
# 6. Una señal sirve para preguntar y ofrecer ayuda, no para castigar.
#
# **De vuelta a la pregunta.** Ninguno de los dos papeles mentía: uno habló por personas a quienes nadie entrevistó y el otro no dijo a cuántas señala por error.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
