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
# # Calidad, ¿para quién?
#
# **Módulo 4 · Duplicados y calidad · cuaderno 2 de 2.** **DATOS SINTÉTICOS.** Tiempo: 65 minutos.
#
# La pregunta de trabajo: el equipo dice que el enlace *«acierta casi siempre»*. *¿Casi siempre para quiénes?*

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
pani = tip.read_register("datasets/listas/pani.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")
enlaces = tip.link({"policia": policia, "eri": eri, "pani": pani, "inamu": inamu})
enlaces

# %% [markdown]
# ## 1. Dos preguntas distintas
#
# Cuando un programa une, puede fallar de dos maneras:
#
# | Pregunta | Cuenta | Si falla |
# |:--|:--|:--|
# | De los pares que **son** la misma persona, ¿cuántos encontró? | hallados | una persona cuenta dos veces |
# | De los pares que **unió**, ¿cuántos eran la misma persona? | acertados | dos personas se vuelven una |
#
# Estas listas son inventadas y hay una clave que dice quién es quién. **¿Para quiénes cree que acierta menos?**

# %%
marcador = tip.score_links(enlaces, "datasets/listas_claves.csv")
marcador

# %% [markdown]
# Lea dos renglones: `origen`, `EXTRANJERA` y `NACIONAL`. `pares_verdaderos` son los que había que encontrar; `encontrados`, los que se hallaron; `errados`, los unidos por error. El primer renglón, `TODAS`, se ve muy bien, y **esconde** lo que dicen los otros.

# %% [markdown]
# ### Ejercicio 4.4
#
# De los pares de personas **extranjeras** que había que encontrar, ¿qué **porcentaje** se encontró? Escriba la cuenta con los números del cuadro: `100 * encontrados / pares_verdaderos`.

# %% tags=["ejercicio", "ej:4.4"]
#: hallados_extranjeras = ____
por_nivel = marcador.set_index("nivel")
hallados_extranjeras = 100 * por_nivel.loc["EXTRANJERA", "encontrados"] / por_nivel.loc["EXTRANJERA", "pares_verdaderos"]

# %% tags=["revision"]
tip.check("4.4", hallados_extranjeras)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("4.4", 1)
# tip.hint("4.4", 2)
# tip.solution("4.4")
# tip.restart("4.4")

# %% [markdown]
# ### Ejercicio 4.5
#
# La **brecha** es el porcentaje hallado de las personas nacionales menos el de las extranjeras. ¿De cuántos **puntos** es?

# %% tags=["ejercicio", "ej:4.5"]
#: brecha = ____
hallados_nacionales = 100 * por_nivel.loc["NACIONAL", "encontrados"] / por_nivel.loc["NACIONAL", "pares_verdaderos"]
brecha = hallados_nacionales - hallados_extranjeras

# %% tags=["revision"]
tip.check("4.5", brecha)

# %% tags=["pista"]
# tip.hint("4.5", 1)
# tip.hint("4.5", 2)
# tip.solution("4.5")
# tip.restart("4.5")

# %% [markdown]
# ¿De dónde sale la brecha? No del apellido único: en los dos renglones de `extranjera_apellidos` se halló casi el mismo porcentaje. Sale de nombres mal oídos y de fechas a medias. No son rasgos de las personas: son **formularios pensados para otras**. Y tiene consecuencias: como a las extranjeras se las une menos, parecen más de las que son, y cada una parece haber pasado por menos instituciones.

# %% [markdown]
# ## 2. Lo que debe mirar una persona
#
# Los pares con probabilidad intermedia no los decide el programa. ¿Cuántos son? Con la orden `tipanalysis link`, que se escribe en la terminal, salen en un libro de Excel, sin nombres: dice en qué fila de cada lista mirar.

# %%
len(enlaces.doubtful)

# %% [markdown]
# Repartidos entre cuatro oficinas, es trabajo de una mañana. Antes de empezar acuerden tres cosas: quién mira, qué se hace si no hay acuerdo y **quién no debe mirar**, porque los expedientes siguen siendo reservados.

# %% [markdown]
# ## 3. El lunes, con su propia lista
#
# En su oficina no hay clave. Haga una pequeña: cincuenta pares al azar, decididos por dos personas por separado, que miden su acuerdo como en el módulo 2. Complete esta ficha (doble clic, y **Mayús + Entrar**): es el producto del módulo y va al pie de todo cuadro que use el enlace.
#
# > **Se unieron las listas de** ………… **con el umbral** …………
# >
# > **Son** ………… **registros de** ………… **personas.**
# >
# > **De cincuenta pares mirados por dos personas, el programa acertó en** ………… **de personas nacionales y** ………… **de extranjeras.**
# >
# > **Quedaron sin decidir** ………… **pares.**

# %% [markdown]
# ## Para comprobar lo aprendido
#
# Cuatro preguntas. Elija una respuesta y presione el botón; puede intentarlo cuantas veces quiera.

# %%
tip.quiz("4")

# %% [markdown]
# ## Lo que esto no nos dice
#
# - **Cuántas personas no están en ninguna lista.** Enlazar bien las listas no las encuentra.
# - **Cuánto acertará el enlace en sus listas.** Las frecuencias de error de aquí son inventadas.
# - **Si dos personas que no se unieron son distintas.** Puede ser que falten datos para saberlo.
# - **Por qué alguien volvió.** Dos solicitudes pueden ser insistencia, otra explotación o un trámite perdido.

# %% [markdown]
# ## Para llevar
#
# 1. Nada se borra ni se funde: se agrega un código común, que se puede deshacer.
# 2. El umbral se dice, porque crea o borra personas en el papel.
# 3. Hay dos errores, y no hacen el mismo daño.
# 4. La calidad se mide por grupo: un promedio alto puede esconder una brecha.
# 5. «No se sabe» es una respuesta, y lo dudoso lo mira una persona con permiso.
#
# **De vuelta a la pregunta.** Entre todas las instituciones atendieron a menos personas de lo que suman sus listas. A quienes contamos peor es a las personas extranjeras, y eso se escribe al pie.
#
# **Cinco preguntas para todo cuadro:** ¿quién falta?, ¿quién decidió la categoría?, ¿quién puede ser identificado?, ¿qué relación de poder explica el dato?, ¿qué cambia en la respuesta si esto es cierto?
