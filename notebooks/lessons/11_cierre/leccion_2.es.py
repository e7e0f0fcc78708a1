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
# # Plantilla: su propia hoja, paso a paso
#
# **Cierre · cuaderno 2 de 2.** Mientras no cambie el nombre del archivo, trabaja con **DATOS SINTÉTICOS**: la lista de práctica de la policía. En el curso se muestran sus pasos en 5 minutos; el lunes se usa en serio.
#
# Antes de empezar: haga una copia de este cuaderno y póngale el nombre de su hoja. Trabaje en la computadora de la oficina. Su archivo no se modifica, y de aquí no sale nada mientras usted no lo decida en el último paso. Si una celda se detiene, lea la frase: dice qué llegó, qué se esperaba y qué hacer.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from IPython.display import Markdown

# %% [markdown]
# ## 1. Mi hoja
#
# Guarde una copia de su hoja en la carpeta del proyecto (.xlsx o .csv) y escriba su nombre entre las comillas. El programa mira los encabezados y **propone** qué es cada columna. No muestra a nadie.

# %%
mi_hoja = "datasets/listas/policia.csv"
propuesta = tip.propose_source_map(mi_hoja)
propuesta

# %% [markdown]
# ## 2. Mis decisiones
#
# Lea la propuesta renglón por renglón. Lo que esté mal, o quedó sin asignar y hace falta, se escribe en `decisiones`, en lugar de los dos ejemplos: a la izquierda el encabezado, a la derecha la variable. `"privada"` es una columna que señala a una persona (nombre, cédula, teléfono, dirección) y no se lee nunca; `"no leer"`, una que no hace falta. Los nombres de las variables están en la guía «Los códigos».
#
# Cambie también `title`, que saldrá como fuente al pie de los cuadros. La decisión más importante es `unit`: **qué es una fila**. Está en su ficha del módulo 1.

# %%
decisiones = {"Persona": "privada", "Fecha": "fecha_registro"}
mi_mapa = tip.map_columns(
    propuesta,
    decisiones,
    unit="persona",
    title="Lista de práctica",
    synthetic=mi_hoja.startswith("datasets/"),
)

# %% [markdown]
# ¿Qué quiere decir cada letra en **su** hoja? Si en el sexo dice `M`, pregunte antes de seguir y agregue la respuesta dentro del paréntesis de arriba, después de `title`: `words={"sexo": {"M": "MUJER"}},`. Si no la agrega y la letra es dudosa, quedará por revisar: el programa no adivina.

# %% [markdown]
# ## 3. Leer sin perder a nadie
#
# Cada fila de la hoja tiene un destino. Compare la suma con lo que ve en Excel. **¿Esperaba esos números?**

# %%
mi_registro = tip.read_register(mi_hoja, source=mi_mapa)
mi_registro

# %%
mi_registro.rows

# %% [markdown]
# ## 4. Limpiar y preguntar
#
# Esta es la lista de preguntas para quien lleva la hoja. Es material de trabajo: no se publica ni se envía. Si está vacía, revise de nuevo el paso 2: una hoja de verdad casi siempre pregunta algo.

# %%
mi_limpio = tip.clean(mi_registro)
mi_cola = tip.review_queue(mi_limpio)
mi_cola[["variable", "crudo", "sugerencias"]].head(10)

# %% [markdown]
# ¿Qué variables hay para contar? Fíjese: algunas no estaban en la hoja y salen de otras, como el grupo de edad o el origen.

# %%
mi_limpio.variables

# %% [markdown]
# ## 5. Contar y proteger
#
# Escriba los cuadros que van a salir **juntos**: se protegen juntos, para que uno no diga lo que otro oculta. Cambie las variables por las de su pregunta; si su hoja no trae alguna, quite ese renglón. Con pocas personas, use menos cruces o junte años.

# %%
mis_cuadros = {
    "sexo": tip.count_by(mi_limpio, "sexo"),
    "edad": tip.count_by(mi_limpio, "mayoria_edad"),
    "origen y sexo": tip.count_by(mi_limpio, ["origen", "sexo"]),
}
mis_publicables = tip.protect_together(mis_cuadros)
tip.show_table(mis_publicables["sexo"])

# %% [markdown]
# Un gráfico, con sus notas. Si usted no sabe qué pregunta contesta, no hace falta.

# %%
tip.draw_bars(mis_publicables["origen y sexo"])

# %% [markdown]
# ## 6. La revisión de privacidad
#
# Antes de que algo salga, el programa **ataca** sus cuadros como lo haría alguien con paciencia: con sumas, restas y lo que una persona sabe de sí misma. Lea el veredicto entero.

# %%
veredicto = tip.audit(mis_publicables, truth=mis_cuadros)
Markdown(veredicto.summary())

# %% [markdown]
# El programa revisa los números. **Estas seis preguntas las contesta usted**, mejor con otra persona al lado:
#
# 1. ¿Tengo permiso para publicar esto, y quién responde por la cifra?
# 2. ¿Se publicó antes algo con qué restarlo? (La orden `tipanalysis audit` lo revisa.)
# 3. ¿Alguien del lugar podría reconocer a una persona por lo que queda a la vista?
# 4. ¿Hay cifras de niñas, niños o adolescentes, o de un solo operativo? ¿Se pueden juntar?
# 5. ¿Dice cada cuadro qué se cuenta, de cuándo, a quién le falta el dato y qué se ocultó?
# 6. ¿Qué cambia en la respuesta si esto se publica, y a quién podría dañar?

# %% [markdown]
# ## 7. Guardar, si se puede
#
# Cambie `False` por `True` solo después de las seis preguntas. Aun así, si el veredicto no es favorable, no se escribe nada. Salen los cuadros **protegidos**, con sus notas; los registros, nunca.

# %%
conteste_las_seis_preguntas = False
if conteste_las_seis_preguntas and veredicto.passed:
    tip.write_workbook("mis_cuadros.xlsx", mis_publicables, title="Mis cuadros")

# %% [markdown]
# El mapa también se guarda, para no decidir lo mismo cada mes. No contiene datos de nadie. Con él, el informe entero sale con una orden: `tipanalysis report perfil_anual --data su_hoja.xlsx --source mi_mapa.toml --periodo 2024`.

# %%
guardar_el_mapa = False
if guardar_el_mapa:
    tip.write_map(mi_mapa, "mi_mapa.toml")

# %% [markdown]
# ## Lo que esta plantilla no hace
#
# - **No une a la misma persona** si está en varias filas: es el módulo 4, con la orden `tipanalysis link`.
# - **No sabe si lo escrito es cierto.** Compare cien celdas al azar con el expediente.
# - **No decide por usted** qué se publica: la protección reduce el riesgo, no lo elimina.
