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
# # La hoja, las listas y la matriz
#
# **Módulo 8 · Intercambio: 9-1-1 → 1-1-7-6, SUMEVIG, ERI · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 55 minutos.
#
# La pregunta de trabajo: el INAMU pide los datos sobre mujeres víctimas de trata para SUMEVIG, el *Sistema Unificado de Medición Estadística de la Violencia de Género*. *¿Se le envía la base? ¿Se suma lo nuestro con lo que SUMEVIG ya tiene?*

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")

# %% [markdown]
# ## 1. Una hoja, no una base
#
# A un sistema de estadística van **conteos**, nunca personas. Primero se dice de quiénes: mujeres acreditadas entre 2018 y 2022. Después, según cuáles características: edad, finalidad, vínculo con quien la explotó y lugar. Los cuatro cuadros se protegen **juntos**, porque viajan juntos.

# %%
mujeres = registro.where(
    condicion_victima="ACREDITADA", sexo="MUJER",
    anio_acreditacion=["2018", "2019", "2020", "2021", "2022"],
)
hoja = tip.protect_together({
    "edad": tip.count_by(mujeres, "grupo_edad_amplio", unit="persona"),
    "finalidad": tip.count_by(mujeres, "finalidad", unit="persona"),
    "vinculo": tip.count_by(mujeres, "vinculo_tratante", unit="persona"),
    "provincia": tip.count_by(mujeres, "provincia_residencia", unit="persona"),
})

# %%
tip.show_table(hoja["edad"])

# %% [markdown]
# Mire las líneas al pie: son parte del envío. Quien recibe la hoja tiene que saber la unidad, el período, quién falta y cómo se protegió, sin tener que llamar.

# %%
tip.draw_bars(hoja["finalidad"])

# %% [markdown]
# Aquí las barras suman más que las mujeres: una mujer puede haber vivido varias formas de explotación. Si SUMEVIG las sumara, **inventaría víctimas**. La nota al pie lo advierte.

# %%
tip.show_table(hoja["vinculo"])

# %% [markdown]
# El lugar va por provincia. Por cantón, con tan pocas personas, casi todo quedaría oculto; si hace falta, se juntan años o cantones vecinos y se dice cuáles.

# %%
tip.draw_bars(hoja["provincia"])

# %% [markdown]
# ### Ejercicio 8.6
#
# ¿**Cuántas personas** cuenta la hoja? El número está en el cuadro por edad y al pie de los demás.

# %% tags=["ejercicio", "ej:8.6"]
#: personas_de_la_hoja = ____
personas_de_la_hoja = hoja["edad"].total

# %% tags=["revision"]
tip.check("8.6", personas_de_la_hoja)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("8.6", 1)
# tip.hint("8.6", 2)
# tip.solution("8.6")
# tip.restart("8.6")

# %% [markdown]
# La hoja se guarda como libro de Excel. Quite el `#` si quiere el archivo; lleva los cuadros, sus notas y la marca de las celdas ocultas, que quien recibe la hoja **no rellena ni estima**.

# %%
# tip.write_workbook("hoja_sumevig.xlsx", hoja, title="Trata de personas: mujeres acreditadas, 2018 a 2022")

# %% [markdown]
# ## 2. Con qué no se suma
#
# SUMEVIG también recoge otras formas de violencia contra las mujeres. Una misma mujer puede estar en la lista del ERI, en la del INAMU y en la de violencia intrafamiliar. En 2020, lo publicado fue: 50 víctimas identificadas por el Gobierno, 75 atendidas por la oficina de atención a víctimas del Poder Judicial, 47 por el INAMU, y **nadie sabe cuántas se repiten** *(informes de trata del Departamento de Estado de los Estados Unidos, 2022 y 2023)*. Con las listas de práctica sí puede saberse, como en el módulo 4. **¿Cuántas personas espera en las dos?**

# %%
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")
enlaces = tip.link({"eri": eri, "inamu": inamu})
en_las_dos = tip.count_overlap(enlaces)
tip.draw_combinations(tip.protect(en_las_dos))

# %% [markdown]
# ### Ejercicio 8.7
#
# Si alguien suma las personas de la lista del ERI y las de la lista del INAMU, ¿**a cuántas personas cuenta dos veces**?

# %% tags=["ejercicio", "ej:8.7"]
#: contadas_dos_veces = ____
contadas_dos_veces = int(en_las_dos.frame.set_index(["eri", "inamu"]).loc[("SI", "SI"), "n"])

# %% tags=["revision"]
tip.check("8.7", contadas_dos_veces)

# %% tags=["pista"]
# tip.hint("8.7", 1)
# tip.hint("8.7", 2)
# tip.solution("8.7")
# tip.restart("8.7")

# %% [markdown]
# Con las listas en la mano se puede enlazar. Con dos cuadros ya publicados, **no hay cuenta que lo arregle**: lo único honesto es ponerlos uno al lado del otro, cada uno con su unidad, y escribir «no se suman». De 50, 75 y 47 solo se sabe que fueron al menos 75 personas, si cada lista contó a cada una una vez.

# %% [markdown]
# ### La nota de definición de la hoja
#
# Haga doble clic, complete y presione **Mayús + Entrar**. Cópiela en la primera pestaña del libro.
#
# > **Cuenta** *mujeres acreditadas por el ERI (personas, no solicitudes)*, **entre** ………… **y** …………
# >
# > **No cuenta** *hombres, personas dependientes ni solicitudes denegadas; tampoco a quien nadie detectó.*
# >
# > **Una persona puede estar en varias** *finalidades: no sume las barras.*
# >
# > **NO SE SUMA con** *violencia intrafamiliar, femicidio u otras cifras de SUMEVIG.* **Personas repetidas:** ………… *(o «no se sabe»)*
# >
# > **Protección:** *política* ………… **Responde por la cifra:** …………

# %% [markdown]
# ## 3. El expediente del ERI
#
# Al ERI sí le llegan el nombre, la fecha de nacimiento y el relato: va a **decidir sobre una persona**, en un máximo de siete días hábiles desde que conoce el caso y por mayoría simple *(Ley 9095)*. Con diez casillas no podría. **Mínimo no quiere decir poco: quiere decir lo necesario para ese fin**, y nada más.

# %% [markdown]
# Esa ley pide dos cuidados. La solicitud está completa **aunque no haya denuncia**: el número de causa nunca es un campo obligatorio. Y cuando una víctima regresa al país, el hecho de la trata no se consigna en documentos de identidad ni se almacena: **ninguna marca viaja a listas de identidad ni de movimientos migratorios**. *(La copia que se leyó de este artículo estaba cortada; confírmelo con la asesoría jurídica.)*

# %% [markdown] tags=["grupo"]
# ## 4. La matriz
#
# **Actividad en grupo, sin computadora (15 minutos).** Por cada campo y cada institución, pongan **verde** (va), **amarillo** (va con condiciones: díganlas) o **rojo** (no va). Una persona de la mesa defiende a la institución que pide; otra, a la persona de quien es el dato.
#
# | Campo | 1-1-7-6 | PANI | ERI | SUMEVIG |
# |:--|:--:|:--:|:--:|:--:|
# | `nombre` | | | | |
# | `fecha_nacimiento` | | | | |
# | `telefono` de quien llamó | | | | |
# | `relato` | | | | |
# | `condicion_migratoria` | | | | |
# | `indicadores` | | | | |
# | `idioma` | | | | |
# | `grupo_edad` | | | | |
# | `canton` | | | | |
# | `finalidad` | | | | |
# | `vinculo` con quien la explotó | | | | |
#
# Después elijan **un** campo amarillo y escriban **para qué** va, **con qué base legal** *(si no la saben, escriban «preguntar»)*, **por cuánto tiempo** y **quién puede verlo**.

# %% [markdown]
# ### Ejercicio 8.8
#
# ¿**Qué campos** de la matriz pueden estar en la hoja de SUMEVIG, contados y nunca por persona, con o sin condiciones? Escríbalos entre comillas, como aparecen en la primera columna.

# %% tags=["ejercicio", "ej:8.8"]
#: campos_para_sumevig = [____]  # por ejemplo: ["nombre", "idioma"]
campos_para_sumevig = ["grupo_edad", "canton", "finalidad", "vinculo"]

# %% tags=["revision"]
tip.check("8.8", campos_para_sumevig)

# %% tags=["pista"]
# tip.hint("8.8", 1)
# tip.hint("8.8", 2)
# tip.solution("8.8")
# tip.restart("8.8")

# %% [markdown]
# ## Niñez y adolescencia
#
# - Ante la duda sobre la edad, se actúa como si fuera menor de edad: `menor_en_riesgo` SI, y el PANI se entera con el mismo mensaje.
# - Su nombre, su escuela y su foto no van en el mensaje. El PANI los pide por su vía, a quien corresponda.
# - «No se preguntó» no es «no hay niñas ni niños». En casas y fincas, pregunte siempre por ellos.
# - En la hoja de conteos, grupos de edad amplios y varios años juntos; nunca una niña sola en un cantón.

# %% [markdown]
# ## 5. El lunes, con un envío de su oficina
#
# Tome un envío que su oficina hace todos los meses: un correo con una hoja, un formulario, una llamada. Haga doble clic, complete un renglón por campo y presione **Mayús + Entrar**. Es el producto del módulo.
#
# | Campo | Quién lo recibe | Para qué | Base legal | Por cuánto tiempo | Color |
# |:--|:--|:--|:--|:--|:--|
# | …… | …… | …… | *preguntar* | …… | verde / amarillo / rojo |
# | …… | …… | …… | …… | …… | …… |
#
# Empiece por los rojos: **lo que deja de enviarse el lunes ya protege a alguien**. Después pregunte quién acusa recibo, y en cuánto tiempo.

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cinco preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("8")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Si la llamada era trata.** Una señal es una razón para preguntar y referir; no prueba nada.
# - **Quién no llamó.** El 9-1-1 no sabe de quien no tiene teléfono, no habla la lengua o tiene miedo.
# - **Qué dice el protocolo oficial.** Los campos, las rutas y los colores de aquí son una propuesta para practicar.
# - **Cuántas personas hay entre dos sistemas publicados.** Sin enlazar, solo hay un mínimo y un máximo.
# - **Qué hace con el dato quien lo recibe.** La matriz acuerda; alguien tiene que comprobar.

# %% [markdown]
# ## Para llevar
#
# 1. Lo que no está en la lista no viaja; el acuse tampoco lo repite.
# 2. Un mensaje se corrige preguntando: lo que no se preguntó se escribe `NP`.
# 3. Siempre al 1-1-7-6; con peligro, a la policía; con niñez en riesgo, al PANI; a nadie más.
# 4. A la estadística van conteos protegidos, con su nota de definición.
# 5. Dos sistemas que cuentan distinto no se suman: pueden hablar de las mismas mujeres.
#
# **De vuelta a la pregunta.** Al INAMU se le envía una hoja de conteos con su nota, no la base, y no se suma con lo que SUMEVIG ya tiene. Al 1-1-7-6, diez casillas: las que hacen falta para llegar a tiempo.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
