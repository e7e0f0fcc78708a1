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
# # ¿Qué haré el lunes?
#
# **Cierre · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Todo lo que contó en este curso era inventado. Lo que haga el lunes no lo será.
#
# **La pregunta de hoy.** *De todo lo que vio, ¿qué cambiará en su hoja, en su informe o en su trato con las personas, y quién lo notará?*
#
# Al terminar, usted tendrá: su prueba final entregada, un plan escrito con fechas, un compromiso que otra persona conoce y el cuaderno para trabajar su propia hoja.
#
# Tiempo del cierre: 60 minutos, con la prueba final; de este cuaderno, 35.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. Lo que ya puede hacer
#
# Lea la lista y marque cada renglón de 0 a 2: 0, lo tengo que repasar; 1, puedo con ayuda; 2, puedo enseñárselo a alguien. No se entrega: es para usted. Vuelva al módulo de los ceros antes que a ningún otro.
#
# | Módulo | Puedo… | 0, 1, 2 |
# |:--|:--|:--|
# | 0 | ejecutar un cuaderno y decir qué cuenta un cuadro | |
# | 1 | distinguir persona, solicitud, evento y mención, y decir quién no entró | |
# | 2 | codificar con la ley que regía ese día y dar un rango cuando falta el dato | |
# | 3 | limpiar con bitácora y preguntar lo que no se debe adivinar | |
# | 4 | enlazar los registros de una misma persona y medir para quién se acierta menos | |
# | 5 | separar sexo, género y edad, y leer las razones de «sin dato» | |
# | 6 | cruzar rasgos con pocas personas y saber cuándo no publicar | |
# | 7 | proteger un cuadro, atacarlo y decidir qué se comparte | |
# | 8 | revisar un mensaje entre instituciones y quitarle lo que no debe viajar | |
# | 9 | escoger el gráfico, leer el tablero y escribir dos páginas | |
# | 10 | leer una encuesta sin tomarla por el país y contar a quién señala por error una regla | |

# %% [markdown]
# ## 2. La prueba final
#
# Es la misma idea que la prueba del primer día, con otras preguntas. Sirve para mejorar el curso, no para calificarle: no lleva su nombre. **Use el mismo código personal** que inventó el primer día, para poder comparar sin saber de quién es.

# %% [markdown]
# Son quince preguntas, veinte minutos, sin conversar. Ejecute la celda. **Si el primer día contestó la forma B, cambie `"B"` por `"A"`.** Quien no use la computadora recibe la misma prueba en papel.

# %%
tip.test("post", form="B")

# %% [markdown]
# ¿Olvidó su código? Ármelo otra vez con las tres partes que dice la celda: saldrá el mismo. Si duda, escriba el que le salga y conteste igual: su prueba cuenta en el grupo.

# %% [markdown]
# ## 3. Mi plan de acción
#
# Haga doble clic en este texto, complete y presione **Mayús + Entrar**. Tres acciones bastan: una que dependa **solo de usted**, una que necesite a **un colega** y una que necesite a **su jefatura**. Si una acción no tiene fecha, es un deseo.
#
# | | Qué haré | En cuál hoja o informe | Con quién | Antes del | Sabré que está hecho porque |
# |:--|:--|:--|:--|:--|:--|
# | 1. Yo solo o sola | …… | …… | — | …… | …… |
# | 2. Con un colega | …… | …… | …… | …… | …… |
# | 3. Con mi jefatura | …… | …… | …… | …… | …… |
#
# **Qué podría impedirlo:** …………… **A quién le pediré ayuda:** ……………
#
# Si no sabe por dónde empezar: escriba la ficha de la unidad de su hoja (módulo 1), anote quién decidió cada código (módulo 3) o agregue a su informe la línea de lo que no se sabe (módulo 9).

# %% [markdown]
# > **Niñez y adolescencia.** Revise sus tres acciones: ¿alguna cambia algo para una niña o un muchacho que hoy aparece en su hoja? Puede ser pequeña: separar las edades, no exigir medios antes de los 18 años, avisar al PANI el mismo día, dejar de publicar la edad exacta. Anote cuál: ……………

# %% [markdown] tags=["grupo"]
# ## 4. El compromiso
#
# **Actividad en grupo, sin computadora (10 minutos).** En parejas de instituciones distintas.
#
# 1. *(3 minutos)* Escriba en una tarjeta: «Antes del …… habré ……… Me daré cuenta de que sirvió porque ……». Fírmela con sus iniciales, **no** con el código de la prueba.
# 2. *(4 minutos)* Léanse las tarjetas. Quien escucha pregunta una sola cosa: **¿qué hará si le dicen que no?**
# 3. *(3 minutos)* Intercambien las tarjetas y anoten la fecha en que se llamarán.
#
# No se publica ni se entrega: la conoce quien la guarda.

# %% [markdown]
# ## 5. Las fechas
#
# El curso no termina hoy. A los tres y a los seis meses le llegará una hoja corta, de cinco minutos: qué cambió en su registro, qué no se pudo y por qué. «No se pudo» es una respuesta que sirve. Anote las fechas:
#
# > **La semana próxima**, llamo a mi pareja de compromiso: …… / ……
# >
# > **A los tres meses**, primera hoja de seguimiento: …… / …… / ……
# >
# > **A los seis meses**, segunda hoja de seguimiento: …… / …… / ……

# %% [markdown]
# ## 6. El lunes, con su propia hoja
#
# Abra el **cuaderno 2** de este cierre. Es la plantilla: los mismos pasos del curso, con el nombre de su archivo en lugar del de práctica. Guarde una copia por cada hoja. Y acuérdese de las reglas del primer día: los registros de personas no salen de la oficina, no van por correo ni por mensajería, y no se abren en una computadora prestada.

# %% [markdown]
# ## Lo que este curso no cambia solo
#
# - **El formulario que no pregunta.** Lo cambia quien lo firma; usted puede llevarle la cuenta de lo que no se preguntó.
# - **La inspección que no se hace.** Ningún cuadro encuentra a quien nadie buscó.
# - **El plazo que se vence.** Se acorta con intérpretes y con gente, no con un gráfico mejor.
# - **Lo que la prueba final mide.** Haber aprendido no es haber cambiado el trabajo: para eso son las hojas de los tres y los seis meses.

# %% [markdown]
# ## Para llevar
#
# 1. Antes del número, la unidad; después del número, quién falta.
# 2. El original no se toca, lo dudoso se pregunta y lo decidido se escribe.
# 3. Lo oculto no es cero y no se adivina.
# 4. Identificado no es existente: ningún registro cuenta a quien nadie encontró.
# 5. Una cifra que no cambia nada en la respuesta no merece exponer a nadie.
#
# **De vuelta a la pregunta.** El lunes se empieza por una sola cosa, escrita, con fecha, que otra persona conoce.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
