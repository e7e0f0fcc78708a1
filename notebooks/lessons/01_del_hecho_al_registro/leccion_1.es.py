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
# # Una historia, varias cuentas
#
# **Módulo 1 · Del hecho al registro · cuaderno 1 de 3.** **DATOS SINTÉTICOS.** La historia y los registros de este módulo son inventados para practicar. No describen a ninguna persona real.
#
# **La pregunta de hoy.** Un periódico pregunta: *¿cuántos casos de trata hubo en 2022?* Tres oficinas responden de buena fe con tres números: 38, 60 y 7. Nadie mintió. ¿Qué contó cada una? ¿Se pueden sumar? ¿Cuál número va en el titular?
#
# *(Son cifras publicadas en el informe sobre trata de 2023 del Departamento de Estado de los Estados Unidos: 38 víctimas identificadas por el Gobierno, 60 personas atendidas por la oficina de atención a víctimas del Poder Judicial y 7 por el Instituto Nacional de las Mujeres, INAMU.)*
#
# Al terminar el módulo, usted podrá:
#
# 1. decir qué cuenta cada fila de su hoja: personas, solicitudes, eventos o menciones;
# 2. explicar por qué dos cifras ciertas no coinciden y por qué no se suman;
# 3. dibujar el camino desde la detección hasta la acreditación y señalar quién no llega al registro;
# 4. escribir, para su propia hoja, la frase que dice qué se cuenta.
#
# Tiempo del módulo: 120 minutos; de este cuaderno, 50, con una actividad en grupo sin computadora.

# %% [markdown] tags=["grupo"]
# ## 1. Una historia, varias cuentas
#
# Lea la historia despacio. No hace falta la computadora.
#
# > En marzo, una inspección encuentra en una finca a cinco personas que trabajaban para pagar una deuda. En junio, una vecina llama al 9-1-1 por una casa donde una joven vive encerrada.
#
# | | Qué se sabe | Qué pasó con su solicitud |
# |:--|:--|:--|
# | **A**, mujer de 31 años | finca: trabajo forzado, servidumbre por deudas y explotación sexual; puso la denuncia | acreditada |
# | **B**, mujer de 27 años | finca: trabajo forzado | no acreditada en abril; volvió a solicitar en julio: acreditada |
# | **C**, hombre de 22 años | finca: trabajo forzado y utilización en actividades delictivas; no quiso denunciar | acreditada |
# | **D**, adolescente de 16 años | finca: explotación sexual y servidumbre en el hogar | acreditada |
# | **E**, hombre de 40 años | finca: trabajo forzado | no quiso solicitar |
# | **F**, niña de 4 años | hija de B | sin solicitud: es una persona dependiente |
# | **G**, mujer de 19 años | la casa: servidumbre en el hogar | en estudio |
#
# **Anote antes de seguir:** si le preguntan «¿cuántos casos?», ¿qué número diría usted?

# %% [markdown]
# Todas estas cuentas son correctas, y ninguna contesta la pregunta de la otra:
#
# | Unidad | Qué cuenta | Quién suele llevarla | Contesta a |
# |:--|:--|:--|:--|
# | **evento** | cada operativo o hallazgo | policía, 9-1-1 | ¿cuántas veces intervinimos? |
# | **persona** | cada ser humano, una vez | quien une los expedientes | ¿a cuántas personas protegemos? |
# | **solicitud** | cada vez que se pide la acreditación | el ERI (Equipo de Respuesta Inmediata) | ¿cuánto trabajo llegó? |
# | **mención** | cada finalidad anotada (para qué se explotó a la persona) | quien clasifica | ¿qué formas de explotación se anotan? |
# | **denuncia** o causa | cada expediente penal | fiscalía, OIJ | ¿cuántos procesos hay? |
#
# «Caso» puede ser cualquiera de las cinco. Por eso, en un informe, la palabra «caso» no va sola.

# %% [markdown] tags=["grupo"]
# ## Actividad en grupo, sin computadora (20 minutos)
#
# Formen parejas de instituciones distintas. Cada persona cuenta la historia **en silencio** con la regla de su institución y escribe un solo número y una sola palabra, así: *«… personas»*, *«… eventos»*. Después comparen.
#
# 1. ¿Qué números salieron? ¿Qué palabra acompaña a cada uno?
# 2. ¿Quién queda fuera de su cuenta, y qué pierde esa persona por quedar fuera?
# 3. E no quiso solicitar. ¿Dónde consta que existe? ¿Y F?
# 4. Redacten juntos una frase para el periódico que sea cierta para las dos instituciones.
#
# Si trabaja sin pareja, haga la cuenta dos veces, una como policía y otra como el ERI.

# %% [markdown]
# La celda siguiente prepara las herramientas para comprobar sus respuestas. Ejecútela con **Mayús + Entrar**.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ### Ejercicio 1.1
#
# En la historia, **¿cuántas personas víctimas están acreditadas?** Cuente en la tabla y escriba el número en lugar de `____`.

# %% tags=["ejercicio", "ej:1.1"]
#: personas_acreditadas = ____
personas_acreditadas = 4

# %% tags=["revision"]
tip.check("1.1", personas_acreditadas)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("1.1", 1)
# tip.hint("1.1", 2)
# tip.solution("1.1")
# tip.restart("1.1")

# %% [markdown]
# ### Ejercicio 1.2
#
# La oficina que lleva el trámite informa cuántas **solicitudes** recibió por esta historia. ¿Cuántas son?

# %% tags=["ejercicio", "ej:1.2"]
#: solicitudes_de_la_historia = ____
solicitudes_de_la_historia = 6

# %% tags=["revision"]
tip.check("1.2", solicitudes_de_la_historia)

# %% tags=["pista"]
# tip.hint("1.2", 1)
# tip.hint("1.2", 2)
# tip.solution("1.2")
# tip.restart("1.2")

# %% [markdown]
# ## 2. Las mismas cuentas en un registro
#
# Ahora con un registro entero: quince años de solicitudes de acreditación, inventadas. La celda lo lee y dice su tamaño. No muestra a nadie.

# %%
registro = tip.read_register("datasets/registro_limpio")
registro

# %% [markdown]
# La respuesta habla de **solicitudes**, porque cada fila de este registro nace cuando alguien pide la acreditación. Es lo primero que se averigua de cualquier hoja: *¿por qué existe esta fila?* Si la fila nace de una llamada, de un operativo o de una consulta médica, cuenta otra cosa.

# %% [markdown]
# ¿Son todas esas filas de personas víctimas? **Antes de ejecutar, anote:** ¿espera que todas estén acreditadas?

# %%
por_condicion = tip.count_by(registro, "condicion_victima")
tip.show_table(tip.protect(por_condicion))

# %% [markdown]
# Hay cuatro condiciones distintas. Fíjese en **Persona dependiente**: hijas, hijos u otras personas a cargo, como F en la historia. Tienen derecho a atención, pero no son víctimas de trata por ese solo hecho. Quien suma toda la columna las convierte en víctimas; quien las borra deja sin presupuesto su cuidado.

# %% [markdown]
# Se muestran una al lado de la otra y **nunca se suman**. Así se ve en un gráfico:

# %%
tip.draw_dependants(tip.protect(por_condicion))

# %% [markdown]
# Guardemos aparte las filas que sí son solicitudes: las de personas acreditadas, las de personas presuntas víctimas y las que se resolvieron como no víctimas. Quedan fuera solo las personas dependientes.

# %%
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
solicitudes

# %% [markdown]
# **¿Cuántas personas hay detrás de esas solicitudes?** ¿El mismo número, más o menos? Recuerde a B, que solicitó dos veces. La palabra `unit` dice qué se cuenta.

# %%
tip.show_table(tip.protect(tip.count_by(solicitudes, unit="persona")))

# %% [markdown]
# Son menos. La diferencia son personas que volvieron a solicitar, a veces años después. **No son duplicados ni errores**: son trabajo que la institución hizo otra vez. Si la pregunta es cuánto trabajo hubo, se cuentan solicitudes; si es a cuántas personas se escuchó, personas.

# %% [markdown]
# ### Ejercicio 1.3
#
# Su jefatura pregunta: *¿cuántas **personas** presentaron solicitud entre 2018 y 2022?* La primera celda elige los años y cuenta, pero una palabra hace que cuente otra cosa. Cámbiela, ejecute y escriba el número.

# %% tags=["ejercicio", "ej:1.3"]
#: recientes = solicitudes.where(anio_registro=["2018", "2019", "2020", "2021", "2022"])
#: tip.show_table(tip.protect(tip.count_by(recientes, unit="solicitud")))  # cambie una palabra
recientes = solicitudes.where(anio_registro=["2018", "2019", "2020", "2021", "2022"])
tip.show_table(tip.protect(tip.count_by(recientes, unit="persona")))

# %% tags=["ejercicio", "ej:1.3"]
#: personas_que_solicitaron = ____
personas_que_solicitaron = tip.count_by(recientes, unit="persona").total

# %% tags=["revision"]
tip.check("1.3", personas_que_solicitaron)

# %% tags=["pista"]
# tip.hint("1.3", 1)
# tip.hint("1.3", 2)
# tip.solution("1.3")
# tip.restart("1.3")

# %% [markdown]
# ## Hasta aquí
#
# Antes del número, la unidad. Personas, solicitudes, eventos y menciones son cuentas distintas, y las personas dependientes se dicen aparte. En el cuaderno 2 verá dos trampas que esconden titulares enteros: el año de un gran operativo y los porcentajes que suman más de cien.
