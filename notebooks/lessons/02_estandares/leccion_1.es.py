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
# # Tres preguntas para cada hecho
#
# **Módulo 2 · Estándares: la ley, los códigos y sus equivalencias · cuaderno 1 de 3.** **DATOS SINTÉTICOS.** Las descripciones y el registro de este módulo son inventados para practicar. No describen a ninguna persona real.
#
# **La pregunta de hoy.** Dos colegas codifican el mismo expediente. Una escribe «explotación laboral»; la otra, «servidumbre». El informe regional solo acepta «trabajo forzado». *¿Quién tiene razón y qué se pierde en el camino?*
#
# Al terminar el módulo, usted podrá:
#
# 1. separar en un relato la conducta, el medio y la finalidad;
# 2. decir cuándo la ley no exige un medio, y por qué a veces se niega por error a una adolescente;
# 3. medir cuánto coinciden dos personas que codifican y conversar sobre lo que no coincide;
# 4. reconocer un cambio de definición en una serie y un dato que falta en un porcentaje;
# 5. decir qué pierde cada equivalencia con otra clasificación.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 70, con una actividad en grupo sin computadora.

# %% [markdown]
# *Nota de cuidado: las descripciones son breves y no entran en detalles, pero hablan de violencia. Puede saltarse cualquiera o salir un momento sin dar explicaciones.*

# %% [markdown]
# ## 1. Conducta, medio y finalidad
#
# El artículo 172 del Código Penal se lee con tres preguntas:
#
# | Pregunta | Se llama | Ejemplos |
# |:--|:--|:--|
# | ¿Qué **hicieron** con la persona? | conducta | captar, trasladar, alojar, retener, entregar, recibir |
# | ¿**Cómo** lo lograron? | medio | amenaza, fuerza, engaño, abuso de poder o de una situación de vulnerabilidad, pagos |
# | ¿**Para qué**? | finalidad | explotación sexual, trabajo forzado, servidumbre, mendicidad, matrimonio servil… |
#
# Las tres van en columnas distintas. Cuando una celda dice «engaño trabajo», mezcla el medio (engaño) con la forma de captación (una oferta de trabajo), y ninguna de las dos se puede contar.

# %% [markdown]
# **La excepción que más se olvida:** si la persona tenía menos de 18 años cuando la explotaron, **no hace falta ningún medio**. Nadie tiene que probar que la engañaron o la forzaron. En la columna del medio se escribe «No aplica», que no es un dato faltante.
#
# Recuerde también lo que **no** es trata: pagar un cruce de fronteras que termina al llegar es tráfico ilícito de migrantes; pagar menos del salario mínimo es una infracción laboral. Pueden acompañar a la trata, pero no bastan.

# %% [markdown] tags=["grupo"]
# ## 2. Veinte descripciones
#
# **Actividad en grupo, sin computadora (30 minutos).** Cada persona codifica las veinte **por separado y en silencio**, con una sola palabra de la lista:
#
# `sexual` · `laboral` · `servidumbre` · `organos` · `otras` · `varias` (más de una) · `no` (no es trata) · `sin_dato` (no se sabe)
#
# | | Descripción | Su código |
# |:--|:--|:--|
# | 1 | Mujer de 24. Le ofrecen empleo de mesera; al llegar le quitan el pasaporte y la explotan sexualmente. | |
# | 2 | Adolescente de 15. Pide dinero en los semáforos; un adulto se lo quita y lo golpea. | |
# | 3 | Cuatro hombres pescan sin pago durante meses; el dueño del barco guarda sus documentos. | |
# | 4 | Adolescente de 17. Limpia y cuida niños, sin salario y sin poder salir, desde que una tía la entregó. | |
# | 5 | Familia que paga a un guía para cruzar la frontera; al llegar se despiden. | |
# | 6 | Personal de un taller recibe menos del salario mínimo; entra y sale libremente. | |
# | 7 | Adolescente de 14. Su «novio», mayor de edad, cobra a otros por explotarla. No hay amenazas. | |
# | 8 | Mujer de 19. Su familia la entrega a un hombre, por dinero, para vivir con él y atenderlo. | |
# | 9 | Adolescente de 16. Lleva paquetes de droga para una banda que amenaza a su hermana. | |
# | 10 | Mujer de 33. Trabaja en una finca por una deuda que crece cada mes. | |
# | 11 | Mujer embarazada, 2025. Una red le paga para entregar a su bebé con papeles falsos. | |
# | 12 | El mismo hecho que en la 11, pero en 2020. | |
# | 13 | Un hombre publica un video íntimo de su vecina de 30 años sin permiso. | |
# | 14 | Joven de 20. La obligan a hacer transmisiones sexuales en línea. | |
# | 15 | Niño de 9. Ayuda en la pulpería de sus padres después de la escuela. | |
# | 16 | Hombre de 45. Le ofrecen salario por recolectar café; en la finca lo vigilan con armas. | |
# | 17 | Mujer de 35. De día limpia una casa encerrada; de noche la explotan sexualmente. | |
# | 18 | Mujer de 70. Pide limosna; un sobrino le quita el dinero y la deja sin comer. | |
# | 19 | Hombre de 28. Con engaños lo llevan a operar para quitarle un riñón. | |
# | 20 | La boleta dice «caso de explotación» y nada más. | |
#
# Después comparen por parejas: marquen dónde no coinciden y digan qué palabra del relato pesó en cada decisión. **No corrijan todavía.**

# %% [markdown]
# La celda siguiente prepara las herramientas. Ejecútela con **Mayús + Entrar**.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 3. ¿Cuánto coinciden dos personas?
#
# Aquí están los códigos de dos funcionarias, una palabra por descripción, de la 1 a la 20. Si trabaja en pareja, cámbielos por los suyos. **Antes de ejecutar:** ¿en cuántas de las veinte cree que coincidieron?

# %%
persona_1 = """
sexual otras laboral servidumbre no no sexual servidumbre otras servidumbre
otras no no sexual no laboral varias no organos otras
"""
persona_2 = """
sexual otras laboral laboral no no no servidumbre otras laboral
otras otras no sexual no laboral sexual otras organos sin_dato
"""
tip.agreement(persona_1, persona_2)

# %% [markdown]
# El porcentaje dice cuántas veces escribieron lo mismo. **Kappa** descuenta las veces que habrían coincidido por casualidad: si casi todo fuera «sexual», dos personas distraídas también coincidirían mucho. Los números de la última línea son lo más valioso: ahí está lo que el instructivo no aclara.

# %% [markdown]
# Lea las que no coincidieron. Casi siempre hay una de estas cuatro razones:
#
# - **4 y 10:** ¿trabajo forzado o servidumbre? La ley las nombra aparte; otras normas las juntan. Hay que acordarlo por escrito.
# - **7 y 18:** una de las dos buscó amenazas o fuerza. A los 14 años no hacen falta; y aprovecharse de una mujer de 70 que depende de su familia también es un medio: el abuso de su vulnerabilidad.
# - **12:** el código exacto existe desde 2024. El hecho de 2020 no lleva un código que no existía: se registra con los de entonces.
# - **17 y 20:** «varias» no es «la más grave», y «sin dato» no es «otras».

# %% [markdown]
# ### Ejercicio 2.1
#
# La descripción 17 tiene **más de una finalidad**. En un registro no se escribe «varias»: se anota cada una. Escriba los códigos entre comillas, separados por una coma, de esta lista: `SEXUAL`, `LABORAL`, `ESCLAVITUD_SERVIDUMBRE`, `ORGANOS`, `OTRAS`. En este registro el trabajo en el hogar va con `LABORAL`.

# %% tags=["ejercicio", "ej:2.1"]
#: finalidades_de_la_17 = [____]  # por ejemplo: ["ORGANOS", "OTRAS"]
finalidades_de_la_17 = ["LABORAL", "SEXUAL"]

# %% tags=["revision"]
tip.check("2.1", finalidades_de_la_17)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("2.1", 1)
# tip.hint("2.1", 2)
# tip.solution("2.1")
# tip.restart("2.1")

# %% [markdown]
# ### Ejercicio 2.2
#
# ¿En cuáles descripciones hay trata **aunque el relato no diga ningún medio**, porque la persona es menor de 18 años? Escriba los números separados por comas.

# %% tags=["ejercicio", "ej:2.2"]
#: sin_medio_y_es_trata = [____]  # por ejemplo: [1, 2]
sin_medio_y_es_trata = [4, 7]

# %% tags=["revision"]
tip.check("2.2", sin_medio_y_es_trata)

# %% tags=["pista"]
# tip.hint("2.2", 1)
# tip.hint("2.2", 2)
# tip.solution("2.2")
# tip.restart("2.2")

# %% [markdown]
# ### Ejercicio 2.3
#
# Un comité acordó una **clave**, que está en la celda. ¿En cuántas de las veinte coincide **la persona 1 con la clave**? Cambie un nombre en la última línea, ejecute y escriba el número.

# %% tags=["ejercicio", "ej:2.3"]
#: clave = """
#: sexual otras laboral laboral no no sexual servidumbre otras servidumbre
#: otras otras no sexual no laboral varias otras organos sin_dato
#: """
#: tip.agreement(persona_1, persona_2)  # cambie un nombre
clave = """
sexual otras laboral laboral no no sexual servidumbre otras servidumbre
otras otras no sexual no laboral varias otras organos sin_dato
"""
tip.agreement(persona_1, clave)

# %% tags=["ejercicio", "ej:2.3"]
#: coincidencias = ____
coincidencias = tip.agreement(persona_1, clave).agreed

# %% tags=["revision"]
tip.check("2.3", coincidencias)

# %% tags=["pista"]
# tip.hint("2.3", 1)
# tip.hint("2.3", 2)
# tip.solution("2.3")
# tip.restart("2.3")

# %% [markdown]
# ## 4. Cuando se exige un medio que la ley no pide
#
# Ahora, el registro. Deje solo las solicitudes de niñas, niños y adolescentes que se **denegaron**, y cuente el medio anotado. **¿Qué espera ver?**

# %%
registro = tip.read_register("datasets/registro_limpio")
denegadas = registro.where(mayoria_edad="00-17", estado_solicitud="DENEGADA")
por_medio = tip.count_by(denegadas, "medio")
tip.show_table(tip.protect(por_medio))

# %% [markdown]
# La mayoría dice **No aplica**: es lo correcto antes de los 18 años. Pero todas se denegaron. El registro no dice la razón de cada una; sí dice a quién conviene **revisar primero**: si a alguna se le negó por «no haber medio», la negativa contradice la ley. En este registro de práctica se sembraron varias así.

# %% [markdown]
# ### Ejercicio 2.4
#
# Prepare el oficio para la revisión: **¿cuántas solicitudes denegadas de personas menores de 18 años dicen «No aplica» en el medio?**

# %% tags=["ejercicio", "ej:2.4"]
#: por_revisar = ____
por_revisar = int(por_medio.frame.set_index("medio").loc["NA_", "n"])

# %% tags=["revision"]
tip.check("2.4", por_revisar)

# %% tags=["pista"]
# tip.hint("2.4", 1)
# tip.hint("2.4", 2)
# tip.solution("2.4")
# tip.restart("2.4")

# %% [markdown]
# ## Hasta aquí
#
# Conducta, medio y finalidad van aparte. Antes de los 18 años no se exige medio. Dos personas que no coinciden no fallan: muestran dónde el instructivo no alcanza. En el cuaderno 2, lo que pasa cuando la ley cambia y cuando el dato falta.
