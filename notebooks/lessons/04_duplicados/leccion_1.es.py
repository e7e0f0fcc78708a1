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
# # ¿Una persona o dos?
#
# **Módulo 4 · Duplicados y calidad · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Las listas de este módulo son inventadas: los nombres se formaron con sílabas y no son de nadie.
#
# **La pregunta de hoy.** En la reunión de cierre de año, la policía, el ERI, el PANI y el INAMU traen cada uno su lista. *¿A cuántas personas distintas atendimos entre todos, y a quiénes contamos mal?*
#
# Al terminar el módulo, usted podrá:
#
# 1. decidir si dos registros son de la misma persona y decir con qué seguridad;
# 2. enlazar listas sin documento de identidad y sin guardar nombres;
# 3. explicar qué pasa si se exige demasiado, o demasiado poco, para unir;
# 4. medir si los errores caen sobre unas personas más que sobre otras.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 85, con una actividad en grupo sin computadora.

# %% [markdown] tags=["grupo"]
# ## 1. Ocho pares
#
# **Actividad en grupo, sin computadora (30 minutos).** En parejas. Cada renglón son dos registros, de dos listas. Digan: **misma** persona, personas **distintas**, o **no se sabe**. Anoten *qué dato* los convenció.
#
# | | Un registro | El otro registro |
# |:--|:--|:--|
# | 1 | Guihueniz Sechoquela, 05/02/1988, Costa Rica | SECHOQUELA GUIHUENIZ, 5-2-88, costarricense |
# | 2 | Dunzubena Serrihondo, 22/06/1984, Nicaragua | Dunzubena Serriondo, 22/06/1984, nica |
# | 3 | Yossagisa Gelbecirre, 2006, mismo operativo | Rochobena Gelbecirre, 2009, mismo operativo |
# | 4 | Queñacinda Zavizunda, 26/04/1994, Costa Rica | Queñacinda Zavizunda, 11/08/1969, Costa Rica |
# | 5 | Vexibeno Cecojorza, 12/03/1990, Honduras | Vexibeno Cecojorza, 03/12/1990, Honduras |
# | 6 | Llorcegisa, 17 años, sin apellido, en tránsito | Llorcegisa Quenza, 2007, Venezuela |
# | 7 | Duñallira Sessahondo, 1996, Colombia | Duñallira Sessahondo Petuza, 1996, Colombia |
# | 8 | Lucirre Genzurzún, 14/09/1999, Costa Rica | Rochobena Genzurzún, 02/05/2001, Costa Rica |
#
# Al final conversen: ¿en cuál se equivocarían con más daño? Unir a dos hermanas borra a una. Separar a una persona la cuenta dos veces y parte su historia.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# La misma persona puede verse distinta: el nombre en otro orden, una letra muda, el día y el mes al revés, un segundo apellido que falta, como pasa con quien viene de un país donde se usa uno. Y si los datos no alcanzan para decidir, **«no se sabe» es una respuesta**. La celda anterior prepara las herramientas.

# %% [markdown]
# ### Ejercicio 4.1
#
# ¿En cuáles pares hay **dos personas distintas**, con lo que se ve? Escriba los números separados por comas. Piense en hermanas y en madres con hijas.

# %% tags=["ejercicio", "ej:4.1"]
#: pares_distintos = [____]  # por ejemplo: [1, 2]
pares_distintos = [3, 4, 8]

# %% tags=["revision"]
tip.check("4.1", pares_distintos)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("4.1", 1)
# tip.hint("4.1", 2)
# tip.solution("4.1")
# tip.restart("4.1")

# %% [markdown]
# ## 2. Una lista con repetidas
#
# Lea la lista del ERI. La clave (`key`) convierte cada nombre en letras y números sin sentido: sirven para comparar y **nadie puede leer el nombre en ellos**. En su trabajo, la clave se cuida como los registros.

# %%
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
eri

# %% [markdown]
# Ahora busque a la misma persona dentro de la lista. **¿Cuántas cree que están más de una vez?**

# %%
en_el_eri = tip.link(eri)
en_el_eri

# %% [markdown]
# La diferencia entre registros y personas son las que solicitaron más de una vez. **No se borra nada**: dos solicitudes siguen siendo dos solicitudes. Lo que se agrega es un código común, y ahora se pueden contar las dos cosas.

# %%
eri_enlazado = tip.apply_links(eri, en_el_eri)
tip.show_table(tip.protect(tip.count_by(eri_enlazado, "sexo", unit="persona")))

# %% [markdown]
# ### Ejercicio 4.2
#
# ¿**Cuántas personas distintas** hay en la lista del ERI, según el enlace?

# %% tags=["ejercicio", "ej:4.2"]
#: personas_del_eri = ____
personas_del_eri = en_el_eri.persons

# %% tags=["revision"]
tip.check("4.2", personas_del_eri)

# %% tags=["pista"]
# tip.hint("4.2", 1)
# tip.hint("4.2", 2)
# tip.solution("4.2")
# tip.restart("4.2")

# %% [markdown]
# ## 3. ¿Cuánta seguridad se exige?
#
# Cada par recibe una probabilidad de ser la misma persona, de 0 (imposible) a 1 (seguro). El **umbral** dice desde dónde se une. Enlace las listas de la policía y del ERI y vea a cuántas personas conocen las dos.

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
enlaces = tip.link({"policia": policia, "eri": eri})
tip.draw_combinations(tip.protect(tip.count_overlap(enlaces)))

# %% [markdown]
# Ahora exija casi certeza: 0.99. **¿Qué espera ver en el renglón de las dos listas?** ¿Más o menos personas?

# %%
exigente = enlaces.at(0.99)
tip.draw_combinations(tip.protect(tip.count_overlap(exigente)))

# %% [markdown]
# Con más exigencia se unen menos pares: la misma persona aparece como dos, cada una en una lista. **El total de personas sube y la coordinación parece peor**, sin que haya cambiado ningún registro. Con poca exigencia pasa lo contrario: hermanas que se vuelven una. No hay umbral neutral; hay que decir cuál se usó.

# %% [markdown]
# ### Ejercicio 4.3
#
# ¿**Cuántas personas de más** aparecen en las dos listas juntas al pasar del umbral normal al de 0.99? Puede escribir una resta: `exigente.persons - enlaces.persons`.

# %% tags=["ejercicio", "ej:4.3"]
#: personas_de_mas = ____
de_una, de_otra = exigente.persons, enlaces.persons
personas_de_mas = de_una - de_otra

# %% tags=["revision"]
tip.check("4.3", personas_de_mas)

# %% tags=["pista"]
# tip.hint("4.3", 1)
# tip.hint("4.3", 2)
# tip.solution("4.3")
# tip.restart("4.3")

# %% [markdown]
# ## Hasta aquí
#
# Enlazar es decidir con datos incompletos, y cada decisión se puede deshacer. El umbral crea o borra personas en el papel. En el cuaderno 2 se mide en quiénes caen los errores.
