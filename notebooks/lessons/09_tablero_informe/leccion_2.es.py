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
# # Del tablero a las dos páginas
#
# **Módulo 9 · Tablero e informe · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 70 minutos, con una actividad en grupo sin computadora.
#
# La pregunta de trabajo: *usted tiene cinco minutos con quien decide. ¿Qué frase puede firmar, y qué le va a pedir que cambie?*

# %%
import tipanalysis as tip

tip.settings(lang="es")
from IPython.display import Markdown
from tipanalysis.course.blank import ____

# %%
registro = tip.read_register("datasets/registro_limpio")
anios = ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
acreditadas = registro.where(condicion_victima="ACREDITADA", anio_acreditacion=anios)
acreditadas

# %% [markdown]
# ## 1. El tablero: primero, de quiénes habla
#
# Un tablero es un informe que cada quien arma con filtros. El nuestro es una carpeta que se abre con doble clic, sin internet; la guía «El tablero» dice cómo hacerla. Lea siempre en este orden:
#
# 1. **qué filtros están puestos**: deciden de quiénes se habla y entre cuántas personas se divide;
# 2. **qué se cuenta** y cuántas son en total;
# 3. **a quiénes les falta el dato**;
# 4. **qué está oculto**, que no es cero;
# 5. y solo después, la barra más larga.

# %% [markdown]
# Esta es una vista del tablero con el filtro **Sexo: Mujer**. Alguien le tomó una foto y escribió un titular con el porcentaje que vio. **¿De quiénes es ese porcentaje?**

# %%
con_filtro = acreditadas.where(sexo="MUJER")
tablas = {
    "con filtro": tip.count_by(con_filtro, "mayoria_edad", unit="persona"),
    "sin filtro": tip.count_by(acreditadas, ["sexo", "mayoria_edad"], unit="persona"),
}
vistas = tip.protect_together(tablas)
tip.show_table(vistas["con filtro"])

# %% [markdown]
# La línea «Solo se cuentan registros con…» dice el filtro. El titular fue: «casi la mitad de **las víctimas** son niñas y adolescentes mujeres». El cuadro dice otra cosa: casi la mitad de las **mujeres** acreditadas. La misma vista, sin el filtro, con el porcentaje de todas las personas:

# %%
tip.show_table(vistas["sin filtro"], share=())

# %% [markdown]
# ### Ejercicio 9.6
#
# ¿Qué porcentaje de **todas las personas acreditadas** son niñas o adolescentes mujeres (0 a 17 años)? Un decimal, con punto.

# %% tags=["ejercicio", "ej:9.6"]
#: ninas_entre_todas = ____
de_todas = tip.share_within(tablas["sin filtro"]).frame.set_index(["sexo", "mayoria_edad"])
ninas_entre_todas = de_todas.loc[("MUJER", "00-17"), "estimate"]

# %% tags=["revision"]
tip.check("9.6", ninas_entre_todas)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("9.6", 1)
# tip.hint("9.6", 2)
# tip.solution("9.6")
# tip.restart("9.6")

# %% [markdown]
# Ahora un filtro muy fino: niños y adolescentes hombres, por origen y finalidad. **¿Cuántas cifras cree que se verán?**

# %%
muchachos = acreditadas.where(sexo="HOMBRE", mayoria_edad="00-17")
fino = tip.protect(tip.count_by(muchachos, ["finalidad", "origen"], unit="persona"))
tip.show_table(fino)

# %% [markdown]
# Casi todo es `•`. No es un fallo ni un cero: son niños y adolescentes a quienes se podría reconocer. **No reste una vista de otra para adivinar** y no pida «el tablero completo»: haga otra pregunta, con más años o con menos filtros. Un buen informe dice: «son muy pocas personas para publicarlas por separado».

# %% [markdown]
# ## 2. La serie y la frase que se puede firmar
#
# Las dos preguntas que siempre llegan: *¿subió?* y *¿por qué?* Dibuje la serie con las **costuras** de la ley, como en el módulo 2.

# %%
todas = registro.where(condicion_victima="ACREDITADA")
por_anio = tip.protect(tip.count_by(todas, "anio_acreditacion", unit="persona"))
tip.draw_series(por_anio, breaks=tip.load_country("CRI").series_breaks)

# %% [markdown]
# A los dos lados de una costura no se cuenta lo mismo. Y dentro de un tramo, con cifras de dos dígitos, el azar mueve bastante. El **gráfico de control** dibuja la banda del azar, la del módulo 6: lo que cabe esperar alrededor del promedio aunque nada cambie. **¿Cuántos años espera ver fuera?**

# %%
desde_2018 = tip.protect(tip.count_by(acreditadas, "anio_acreditacion", unit="persona"))
tip.draw_control(desde_2018)

# %% [markdown]
# Quedan fuera dos, y lo dice la línea de abajo: 2018, muy bajo, y 2020, muy alto. Un año así pide una **razón**, no un titular. La de 2020 la sabe desde el módulo 1: un solo operativo encontró a muchas personas. La de 2018 hay que preguntarla: es el primero después de una costura. Los demás suben y bajan sin que haga falta explicación; quien la busca la encuentra siempre.

# %% [markdown]
# ### Ejercicio 9.7
#
# Su jefatura debe firmar **una** de estas frases. ¿Cuál? Escriba la letra entre comillas.
#
# - **a.** «La trata bajó a menos de la mitad, de 50 personas en 2020 a 21 en 2021: las medidas de las instituciones están dando resultado.»
# - **b.** «Con la reforma de 2018 se acreditó a 20 personas y el año anterior, a 34: la reforma fue un error y conviene revisarla.»
# - **c.** «De 2018 a 2024 se acreditó a entre 20 y 50 personas por año. El año más alto se debe en buena parte a un solo operativo. No se ve un aumento ni una baja que se mantenga.»
# - **d.** «En el país hay unas 30 víctimas de trata por año, según el promedio de siete años del registro de acreditación.»

# %% tags=["ejercicio", "ej:9.7"]
#: frase_que_se_firma = ____  # por ejemplo: "a"
frase_que_se_firma = "c"

# %% tags=["revision"]
tip.check("9.7", frase_que_se_firma)

# %% tags=["pista"]
# tip.hint("9.7", 1)
# tip.hint("9.7", 2)
# tip.solution("9.7")
# tip.restart("9.7")

# %% [markdown]
# ## 3. Frases que dicen lo justo
#
# Escribir con prudencia cansa, y al final del día se escapa un «demuestra». `sentence` escribe la frase con el número, el total y lo que el azar permite. `Markdown` la muestra como texto corriente.

# %%
edad_y_sexo = tip.count_by(acreditadas, ["sexo", "mayoria_edad"], unit="persona")
dentro_de_cada_sexo = tip.protect(tip.share_within(edad_y_sexo, among="sexo"))
Markdown(tip.sentence(dentro_de_cada_sexo, sexo="MUJER", mayoria_edad="00-17"))

# %% [markdown]
# ¿Y la diferencia entre mujeres y hombres? **Antes de ejecutar:** ¿cree que con estas cifras se puede afirmar?

# %%
diferencia = tip.protect(tip.compare(edad_y_sexo, "sexo", reference="HOMBRE"))
Markdown(tip.sentence(diferencia, sexo="MUJER", mayoria_edad="00-17"))

# %% [markdown]
# Si el intervalo incluye el cero, es decir, ninguna diferencia, la frase lo dice y no escoge. Póngala en sus palabras sin quitarle nada: **una frase que admite lo que no sabe se defiende mejor** que una que suena segura.

# %% [markdown]
# ## 4. Sus dos páginas
#
# Haga doble clic en este texto, complete y presione **Mayús + Entrar**. Es el producto del módulo. Dos páginas, no tres: lo que no cabe va al anexo, que es el informe entero.
#
# > **1. La pregunta.** ……………… *(una línea, como la hizo quien decide)*
# >
# > **2. La respuesta, en tres líneas.** ……………… *(la frase que se puede firmar, con unidad, total y período)*
# >
# > **3. El gráfico que la contesta.** ……………… *(uno; dos, si se leen juntos, como los dos mapas)*
# >
# > **4. Quién falta y qué se ocultó.** ………………
# >
# > **5. Lo que no sabemos.** ………………
# >
# > **6. Qué cambia en la respuesta.** Proponemos que ……… (quién) haga ……… (qué) antes del ……… (fecha). Sabremos si sirvió porque ………
# >
# > **7. A quién podría dañar esta decisión.** ………………
# >
# > **Nota.** Fuente, fecha de los datos, política de protección, quién responde por la cifra.

# %% [markdown]
# La línea 6 es la razón de las otras. Si no se le ocurre qué escribir ahí, quizá el gráfico sobra. La línea 7 evita el remedio peor que el mal: más inspecciones donde viven personas migrantes pueden traer detenciones en lugar de protección.

# %% [markdown]
# ## 5. El informe entero, con una orden
#
# El anexo no se arma a mano. Quite los signos `#` y ejecute: en menos de un minuto deja en la carpeta `informes` una página, un libro de Excel con los mismos cuadros y la ficha de cómo se hizo. Todo pasa junto por la protección y por la auditoría.

# %% tags=["sin-salida"]
# informe = tip.render_report("acreditacion", {"data": "datasets/registro_limpio", "periodo": "2018-2024"})
# informe.html

# %% [markdown]
# Lo mismo, sin abrir un cuaderno, en una terminal (la ventana donde se escriben órdenes): `tipanalysis report acreditacion --data datasets/registro_limpio --periodo 2018-2024`. Con `tipanalysis report --list` se ven los informes que hay y qué pregunta contesta cada uno. El mes que viene se repite la orden: **la misma entrada da los mismos números**, y eso también se defiende.

# %% [markdown] tags=["grupo"]
# ## 6. Cinco minutos en la puerta
#
# **Actividad en grupo, sin computadora (25 minutos).** En parejas de instituciones distintas, con sus dos páginas a medio escribir.
#
# 1. *(10 minutos)* Una persona es quien decide y tiene prisa; la otra cuenta sus dos páginas en cinco minutos. Después cambian.
# 2. *(10 minutos)* Quien escuchó hace, en voz alta, las cinco preguntas de todo cuadro: ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
# 3. *(5 minutos)* Cada quien **tacha una frase** de su texto y **corrige una cifra**: la que no pudo defender.
#
# Entreguen lo que tacharon: se lee en plenaria, sin decir de quién era.

# %% [markdown]
# ## 7. El lunes, con su propia hoja
#
# - Busque el último gráfico que su oficina publicó. ¿Trae unidad, total, sin dato y qué se ocultó? Escriba las líneas que faltan.
# - Pregunte si alguien lleva la cuenta de las inspecciones, llamadas o entrevistas que **no** hallaron a nadie. Si no se lleva, empiece esta semana.
# - Saque los plazos por grupo, con las solicitudes pendientes. Si algún grupo espera más, pregunte por el intérprete antes que por el promedio.
# - Ponga una línea «Qué cambia en la respuesta» en la plantilla del próximo informe.

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("9")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Dónde hay más trata.** El mapa de hallazgos depende de dónde se buscó, y cien inspecciones no son iguales entre sí.
# - **Por qué un grupo espera más.** El registro no dice si hubo intérprete, abogada o transporte.
# - **Si una decisión sirvió.** Que después haya más registros puede ser que se busca mejor.
# - **Quién no aparece en ningún filtro.** El tablero filtra registros; quien no entró no está en ninguna vista.

# %% [markdown]
# ## Para llevar
#
# 1. Primero la pregunta; después, el dibujo.
# 2. Un gráfico viaja con su unidad, su total, sus faltantes, lo oculto, su fuente y su texto alternativo.
# 3. Un mapa de hallazgos es también un mapa de búsquedas: divida entre lo que se buscó.
# 4. Los plazos se miran por grupo, con las solicitudes pendientes; la mediana habla de quien está en el medio.
# 5. En el tablero, primero los filtros: dicen de quiénes se habla.
# 6. Dos páginas que no dicen qué cambia no cambian nada.
#
# **De vuelta a la pregunta.** Los dos mapas juntos no mandan todas las inspecciones a dos provincias: proponen buscar donde casi no se ha buscado, anotar también lo que no se encuentra y volver a mirar.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
