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
# # El camino al registro y las listas que no se suman
#
# **Módulo 1 · Del hecho al registro · cuaderno 3 de 3.** **DATOS SINTÉTICOS.** Tiempo: 40 minutos.
#
# La pregunta de trabajo: *¿quién entra al registro y quién no?* Al final hay una ficha para su propia hoja.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# Lea el registro y deje solo las filas que son solicitudes: quedan fuera las personas dependientes, como en el cuaderno 1.

# %%
registro = tip.read_register("datasets/registro_limpio")
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
solicitudes

# %% [markdown]
# ## 1. El camino hasta la acreditación
#
# Nadie entra al registro de una vez. Hay un camino, y en cada paso hay personas que no siguen:
#
# **detección → referencia → solicitud → valoración → resolución → atención**
#
# Cualquier persona puede detectar y referir. La ley 9095 pone tres reglas que el registro debe respetar: la protección **no depende de que la persona denuncie ni colabore**; el ERI resuelve, a más tardar, en **siete días hábiles**; y decide por mayoría simple, con una resolución razonada. Una persona sin número de causa es un registro completo, no uno con un dato faltante.

# %% [markdown]
# **¿Qué espera ver?** De cada diez solicitudes recibidas, ¿cuántas terminan en acreditación?

# %%
por_estado = tip.count_by(solicitudes, "estado_solicitud")
tip.draw_accreditation(tip.protect(por_estado))

# %% [markdown]
# Las que no se acreditaron no son todas iguales: unas se denegaron, otras se archivaron, en otras la persona desistió y unas pocas siguen en estudio. «No acreditada» no quiere decir «no hubo trata»: quiere decir que, con lo que se sabía ese día, no se acreditó.

# %% [markdown]
# ¿Y por dónde llegaron? Cuente las solicitudes según la institución que refirió.

# %%
tip.draw_bars(tip.protect(tip.count_by(solicitudes, "tipo_entidad")), by_size=True)

# %% [markdown]
# Busque su institución. Una barra corta puede querer decir que esas personas no existen, que nadie las busca ahí o que el personal no sabe a quién referir. El registro **no distingue** entre las tres. Trabajo, salud y educación suelen ver a personas que la policía no ve.

# %% [markdown]
# ## 2. Por qué no se suman las columnas
#
# Cuatro instituciones llevan cada una su lista: policía, ERI, PANI e INAMU. Las listas también son inventadas. Léalas. La clave (`key`) permite reconocer a la misma persona sin guardar su nombre.

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
pani = tip.read_register("datasets/listas/pani.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")

# %% [markdown]
# Ahora el programa busca a la misma persona en las cuatro listas, aunque su nombre esté escrito de otra manera. **Antes de ejecutar:** ¿cuántas personas distintas cree que hay?

# %%
enlaces = tip.link({"policia": policia, "eri": eri, "pani": pani, "inamu": inamu})
enlaces

# %% [markdown]
# La respuesta dice cuántos registros había y a cuántas personas corresponden. Muchas personas pasaron por más de una institución, como debe ser cuando la ruta funciona. **Sumar las listas habría castigado la buena coordinación**: cuanto mejor se refiere, más veces aparece la misma persona.
#
# Mire de cerca solo dos listas, la de la policía y la del ERI. **¿Espera que casi todas las personas estén en las dos?**

# %%
dos_listas = tip.count_overlap(tip.link({"policia": policia, "eri": eri}))
tip.draw_combinations(tip.protect(dos_listas))

# %% [markdown]
# Cada renglón es una combinación; los círculos llenos dicen en cuáles listas está la persona. Mire los renglones con un solo círculo: son personas que **solo una** institución conoce. Algunas no quisieron solicitar; a otras nadie las refirió. Para quien mira solo su lista, no existen.

# %% [markdown]
# ### Ejercicio 1.6
#
# Vuelva a las **cuatro** listas. ¿Cuántas **personas distintas** hay en ellas, según el enlace?

# %% tags=["ejercicio", "ej:1.6"]
#: personas_distintas = ____
personas_distintas = enlaces.persons

# %% tags=["revision"]
tip.check("1.6", personas_distintas)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("1.6", 1)
# tip.hint("1.6", 2)
# tip.solution("1.6")
# tip.restart("1.6")

# %% [markdown]
# ## 3. El lunes, con su propia hoja
#
# **En su oficina, no en la computadora del taller:** guarde una copia de su hoja en la carpeta del proyecto y escriba entre las comillas el nombre del archivo. Hoy deje el que está: es la lista de práctica de la policía. El programa mira los encabezados y los valores, y **propone** qué es cada columna; no muestra a nadie.

# %%
mi_hoja = "datasets/listas/policia.csv"
propuesta = tip.propose_source_map(mi_hoja)
propuesta

# %% [markdown]
# Cada renglón es una columna de la hoja. En la de práctica hay una trampa: **«Persona»** se propone como el código de la persona, porque así suena el título, pero en esa columna hay **nombres**. El programa no puede saberlo; usted sí. Por eso propone y no decide. Lo que no reconoció se queda sin asignar. La guía «Mapear su hoja» sigue desde aquí.

# %% [markdown]
# ### La ficha de la unidad de su hoja
#
# Haga doble clic en este texto, complete las líneas y presione **Mayús + Entrar**. Es el producto de este módulo: péguela en la primera pestaña de su hoja.
#
# > **Cada fila de mi hoja nace cuando** ……………
# >
# > **Una fila es** ……………… *(un evento, una persona, una solicitud, una mención, una denuncia)*
# >
# > **La misma persona puede estar en varias filas porque** ……………
# >
# > **No están en la hoja, aunque existan,** ……………
# >
# > **No se suma con la hoja de** ……………… **porque** ……………

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("1")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Cuántas víctimas hay.** Contamos a quienes alguien detectó, refirió y registró.
# - **Por qué una institución refiere poco.** El registro no distingue entre no haber personas, no buscarlas y no saber a quién referirlas.
# - **Cuántas inspecciones no encontraron a nadie.** Sin ese número, más personas puede ser más búsqueda.
# - **Si el enlace acertó siempre.** Unas personas quedan separadas y otras, unidas por error. El módulo 4 lo mide.

# %% [markdown]
# ## Para llevar
#
# 1. Antes del número, la unidad: **qué cuenta cada fila y por qué nació**.
# 2. Personas, solicitudes, eventos y menciones son cuentas distintas; las personas dependientes se cuentan aparte.
# 3. Las columnas de varias instituciones no se suman: la misma persona está en varias.
# 4. Un año que sobresale puede ser un solo operativo.
# 5. La protección no depende de la denuncia: nunca filtre a las víctimas por tener número de causa.
#
# **De vuelta a la pregunta.** 38, 60 y 7 cuentan cosas distintas: personas identificadas, personas atendidas por una oficina y por otra. No se suman, y el titular dice cuál se usa.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
