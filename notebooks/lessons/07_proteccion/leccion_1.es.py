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
# # ¿Quién puede reconocer a quién?
#
# **Módulo 7 · Protección de datos y divulgación · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Los cuadros y el registro de este módulo son inventados para practicar. No describen a ninguna persona real.
#
# **La pregunta de hoy.** Un periodista pide «solo un cuadrito»: personas acreditadas por provincia y sexo. Su colega ya tapó con un asterisco las cifras de 1 a 4 y pregunta: *¿lo puedo enviar?*
#
# Al terminar el módulo, usted podrá:
#
# 1. deducir una cifra oculta con una resta y decir qué la delató;
# 2. reconocer un cuadro que dice de más aunque ninguna de sus cifras sea pequeña;
# 3. reparar un cuadro: ocultar lo que haga falta, juntar o redondear, y decir qué pierde cada arreglo;
# 4. revisar lo nuevo junto con lo que ya se publicó;
# 5. contestar a quien pide «la base» y saber qué consentimiento y qué ley mirar antes.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 80, con una actividad en grupo sin computadora.

# %% [markdown] tags=["grupo"]
# ## 1. El cuadro de la otra mesa
#
# **Actividad en grupo, sin computadora (25 minutos).** Cada mesa recibe los cuatro cuadros de una oficina inventada. Por cada uno:
#
# 1. **Rómpanlo**: escriban qué se llega a saber que no estaba a la vista.
# 2. Subrayen **qué lo delató**.
# 3. **Repárenlo** con lápiz, perdiendo lo menos posible.
# 4. Pásenlo a la mesa de al lado, que intenta romperlo otra vez.
#
# **Cuadro A. Personas atendidas en dos refugios** (el asterisco oculta una cifra pequeña)
#
# | Refugio | Mujeres | Niñas | Total |
# |:--|--:|--:|--:|
# | Norte | 12 | 9 | 21 |
# | Sur | 8 | * | 10 |
# | Total | 20 | * | 31 |
#
# **Cuadro B. Hombres acreditados, acumulado**
#
# | Publicado en | Desde 2020 |
# |:--|--:|
# | marzo | 41 |
# | junio | 42 |
#
# **Cuadro C. Personas con discapacidad**
#
# | Total | No sabe leer |
# |--:|--:|
# | 9 | 22 % |
#
# **Cuadro D. Mujeres, según el puesto fronterizo que las refirió**
#
# | Puesto | Explotación sexual | Otras finalidades | Total |
# |:--|--:|--:|--:|
# | Costa | 14 | 0 | 14 |
# | Montaña | 9 | 7 | 16 |
#
# Hablen de cifras y nunca de casos que conozcan. Al final, una pregunta para todas las mesas: ¿en cuál de los cuatro **no hay nada que tapar** y, aun así, hay un daño?

# %% [markdown]
# La celda siguiente prepara las herramientas y abre el registro de práctica. Ejecútela con **Mayús + Entrar**.

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")

# %% [markdown]
# ## 2. El cuadro de su colega
#
# Cuenta personas acreditadas de 2010 a 2024; el asterisco oculta las cifras de 1 a 4.
#
# | Provincia | Mujeres | Hombres | Total |
# |:--|--:|--:|--:|
# | San José | 88 | 20 | 108 |
# | Alajuela | 61 | 16 | 77 |
# | Cartago | 12 | * | 15 |
# | Heredia | 10 | * | 13 |
# | Guanacaste | 35 | 10 | 45 |
# | Puntarenas | 47 | * | 51 |
# | Limón | 38 | 6 | 44 |
# | Fuera del país | 25 | 5 | 30 |
# | Sin dato | 25 | * | 26 |
# | Total | 341 | 68 | 409 |
#
# **¿Qué espera?** Antes de seguir, diga en voz alta cuántas de las cuatro cifras tapadas cree que están protegidas.

# %% [markdown]
# ### Ejercicio 7.1
#
# ¿**Cuántos hombres** de Cartago hay en el cuadro? Use solo números que están a la vista.

# %% tags=["ejercicio", "ej:7.1"]
#: hombres_de_cartago = ____
hombres_de_cartago = 15 - 12

# %% tags=["revision"]
tip.check("7.1", hombres_de_cartago)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("7.1", 1)
# tip.hint("7.1", 2)
# tip.solution("7.1")
# tip.restart("7.1")

# %% [markdown]
# Nadie robó una contraseña: fue una resta. En Cartago, quien conozca a un hombre acreditado sabe ahora que hay muy pocos más, y quien busca a uno sabe por dónde empezar. **Tapar la cifra no es lo mismo que protegerla.**

# %% [markdown]
# ### Ejercicio 7.2
#
# Escriba, entre comillas y separados por comas, **todos los renglones** en que la cifra tapada se puede deducir. Use los nombres tal como están en el cuadro.

# %% tags=["ejercicio", "ej:7.2"]
#: renglones_rotos = [____]  # por ejemplo: ["San José", "Limón"]
renglones_rotos = ["Cartago", "Heredia", "Puntarenas", "Sin dato"]

# %% tags=["revision"]
tip.check("7.2", renglones_rotos)

# %% tags=["pista"]
# tip.hint("7.2", 1)
# tip.hint("7.2", 2)
# tip.solution("7.2")
# tip.restart("7.2")

# %% [markdown]
# Con diez renglones se ve a ojo; con cien, no. `audit_files` lee un cuadro como lo leería una persona con mucha paciencia y busca cada resta posible. Sirve para un libro de Excel, una página web o un archivo CSV (un cuadro guardado como texto), de su oficina o de otra.

# %%
tip.audit_files("datasets/cuadros/colega.csv")

# %% [markdown]
# La respuesta dice **qué celda** se puede deducir y **qué la delata**, pero no cuánto vale: así puede reenviarse a quien hizo el cuadro sin repetir el daño. Copie esa costumbre: al avisar de un error de protección, no escriba la cifra en el correo.

# %% [markdown]
# ## 3. Lo que hace la puerta
#
# Ahora cuente lo mismo y páselo por `protect`. En este módulo la llamamos **la puerta**: por ahí sale toda cifra de este programa. **¿Cuántas marcas «•» espera ver:** cuatro, más de cuatro o menos de cuatro?

# %%
por_provincia = tip.count_by(acreditadas, ["provincia_residencia", "sexo"], unit="persona")
tip.show_table(tip.protect(por_provincia))

# %% [markdown]
# Hay más celdas ocultas que cifras pequeñas. Cada una acompaña a otra para que la resta no funcione; a veces le toca a una cifra grande o a un total. Y todas llevan **la misma marca**: si hubiera una para «es pequeña» y otra para «la acompaña», la marca misma daría la pista.

# %% [markdown]
# Los totales que se ven son los verdaderos. Cambiarlos por la suma de lo que quedó a la vista parece prudente y es peor: un total falso se descubre apenas se compara con otro cuadro, y la diferencia es la cifra tapada.

# %% [markdown]
# ## 4. Dos publicaciones
#
# En marzo su oficina publicó cuántas personas se acreditaron de 2018 a 2022. Ninguna cifra es pequeña y la puerta no ocultó nada.

# %%
hasta_2022 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])
marzo = tip.protect(tip.count_by(hasta_2022, "sexo", unit="persona"))
tip.show_table(marzo)

# %% [markdown]
# En junio se actualiza el cuadro con un año más. Visto solo, también está bien. **¿Qué sabe quien guardó el de marzo?**

# %%
hasta_2023 = acreditadas.where(anio_acreditacion=["2018", "2019", "2020", "2021", "2022", "2023"])
junio = tip.protect(tip.count_by(hasta_2023, "sexo", unit="persona"))
tip.show_table(junio)

# %% [markdown]
# ### Ejercicio 7.3
#
# ¿**Cuántos hombres** se acreditaron en 2023, según los dos cuadros?

# %% tags=["ejercicio", "ej:7.3"]
#: hombres_de_2023 = ____
en_junio = junio.frame.set_index("sexo")["n"]
en_marzo = marzo.frame.set_index("sexo")["n"]
hombres_de_2023 = int(en_junio["HOMBRE"] - en_marzo["HOMBRE"])

# %% tags=["revision"]
tip.check("7.3", hombres_de_2023)

# %% tags=["pista"]
# tip.hint("7.3", 1)
# tip.hint("7.3", 2)
# tip.solution("7.3")
# tip.restart("7.3")

# %% [markdown]
# La cifra que señala a ese hombre no está en ninguno de los dos cuadros: **aparece al restarlos**. Por eso un tablero que se actualiza cada mes puede señalar a la persona que llegó ese mes. `audit` ataca los cuadros que usted acaba de hacer, y lo ve si en `previous` se le da lo que ya se publicó. `explain()[0]` muestra el primer hallazgo:

# %%
tip.audit({"junio": junio}, previous=[{"marzo": marzo}]).explain()[0]

# %% [markdown]
# ## 5. Nada que tapar, y sin embargo
#
# Otra oficina publica este cuadro de mujeres, según el puesto fronterizo que las refirió. Ninguna cifra es pequeña.
#
# | Puesto | Explotación sexual | Otras finalidades | Total |
# |:--|--:|--:|--:|
# | Norte | 9 | 6 | 15 |
# | Sur | 14 | 0 | 14 |
# | Este | 7 | 8 | 15 |
# | Total | 30 | 14 | 44 |
#
# Pregúntele al programa:

# %%
tip.audit_files("datasets/cuadros/puestos.csv")

# %% [markdown]
# ### Ejercicio 7.4
#
# Piense en una vecina que solo sabe por cuál puesto pasó cada mujer. Con el cuadro en la mano, ¿de las mujeres de **cuál puesto** sabe ahora qué vivió cada una? Escriba el nombre entre comillas.

# %% tags=["ejercicio", "ej:7.4"]
#: puesto_expuesto = ____
puesto_expuesto = "Sur"

# %% tags=["revision"]
tip.check("7.4", puesto_expuesto)

# %% tags=["pista"]
# tip.hint("7.4", 1)
# tip.hint("7.4", 2)
# tip.solution("7.4")
# tip.restart("7.4")

# %% [markdown]
# El programa no encontró nada que deducir, porque no había nada oculto. **Ninguna máquina sabe qué dato hiere.** Cuando todo un grupo cae en una sola celda, el cuadro habla de cada persona del grupo. Suele pasarles a grupos de mujeres o de niñas atendidas por una misma oficina: parecen bien contadas y quedan expuestas.

# %% [markdown]
# ## 6. Quien está adentro
#
# Este cuadro cuenta personas según quién las refirió. Hay dos cifras ocultas, y desde afuera no se puede saber cuánto vale cada una.
#
# | Quién la refirió | Personas |
# |:--|--:|
# | Policía | 14 |
# | Fiscalía | 11 |
# | PANI | 6 |
# | Servicio de salud | * |
# | Organización no gubernamental | * |
# | Total | 36 |
#
# Pero la organización sabe cuántas refirió ella: **una**. Y la persona referida también lo sabe.

# %% [markdown]
# ### Ejercicio 7.5
#
# Póngase en el lugar de la organización. ¿**Cuántas personas** refirió el servicio de salud?

# %% tags=["ejercicio", "ej:7.5"]
#: referidas_por_salud = ____
ocultas = 36 - 14 - 11 - 6
referidas_por_salud = ocultas - 1

# %% tags=["revision"]
tip.check("7.5", referidas_por_salud)

# %% tags=["pista"]
# tip.hint("7.5", 1)
# tip.hint("7.5", 2)
# tip.solution("7.5")
# tip.restart("7.5")

# %% [markdown]
# Quien lee con más ventaja casi nunca es una persona extraña: es una colega, un familiar o quien explotó a la víctima. La puerta también se pone en el lugar de **la única persona de una celda**, y oculta lo que haga falta para que, al restarse a sí misma, no se entere de nada sobre las demás.

# %% [markdown]
# ## Hasta aquí
#
# Cuatro caminos: la resta dentro de un cuadro, la resta entre dos publicaciones, el grupo que cae entero en una celda y lo que sabe quien está adentro. Romper tomó segundos. En el cuaderno 2 se repara, y se decide qué se comparte y qué no.
