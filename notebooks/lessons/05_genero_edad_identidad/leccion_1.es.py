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
# # ¿Qué esconde «sin dato»?
#
# **Módulo 5 · Género, edad, identidad · cuaderno 1 de 2.** **DATOS SINTÉTICOS.** Las personas de este módulo son inventadas.
#
# **La pregunta de hoy.** La jefatura pide «el cuadro de siempre»: *Trabajadores explotados*, una cifra y una nota que dice «identidad de género: sin dato». *¿A quiénes deja fuera ese título, y qué esconde ese «sin dato»?*
#
# Al terminar el módulo, usted podrá:
#
# 1. preguntar por el sexo y por la identidad de género sin adivinar ninguno de los dos;
# 2. decir por qué falta un dato y de quién depende que no falte;
# 3. rehacer un cuadro que hablaba solo de hombres adultos;
# 4. elegir grupos de edad que no escondan a niñas ni a niños;
# 5. mirar a quienes no se esperaba ver: hombres víctimas, familiares que captan, mujeres imputadas.
#
# Tiempo del módulo: 150 minutos; de este cuaderno, 85, con una actividad en grupo sin computadora.

# %% [markdown] tags=["grupo"]
# ## 1. Ocho casillas
#
# **Actividad en grupo, sin computadora (25 minutos).** En tríos, de instituciones distintas. Cada renglón es una casilla de un formulario real o posible, y lo que alguien escribió en ella. Digan qué se sabe: **S**, el sexo registrado al nacer; **I**, la identidad de género que la persona declara; **N**, ninguna de las dos cosas.
#
# | | La casilla dice | Y la respuesta es | S, I o N |
# |:--|:--|:--|:--|
# | 1 | ¿Qué sexo le registraron al nacer? | hombre | |
# | 2 | ¿Con qué género se identifica hoy? | mujer trans | |
# | 3 | Género (lo anotó el oficial al verla) | femenino | |
# | 4 | Sexo/género | M | |
# | 5 | Sexo que consta en el acta de nacimiento | mujer | |
# | 6 | ¿Con qué género se identifica hoy? | prefiero no responder | |
# | 7 | LGBTI | sí | |
# | 8 | Sexo (en blanco; la persona se llama María José) | | |
#
# Al final conversen: ¿cuál de estas casillas está en el formulario de su oficina? ¿Quién la llena, y delante de quién?

# %%
import tipanalysis as tip

tip.settings(lang="es")
from tipanalysis.course.blank import ____

# %% [markdown]
# Son **dos preguntas**, en este orden: *¿Qué sexo le registraron al nacer?* y *¿Con qué género se identifica hoy?* La segunda la contesta solo la persona, cuando ya hay confianza y a solas. Lo que un funcionario ve, lo que dice un nombre o una sigla no contestan ninguna. Y ninguna de las dos se deduce de la otra.

# %% [markdown]
# ### Ejercicio 5.1
#
# ¿En cuáles casillas la **segunda pregunta**, la de identidad de género, se hizo bien y la contestó la propia persona? Escriba los números separados por comas.

# %% tags=["ejercicio", "ej:5.1"]
#: casillas_de_identidad = [____]  # por ejemplo: [1, 5]
casillas_de_identidad = [2, 6]

# %% tags=["revision"]
tip.check("5.1", casillas_de_identidad)

# %% [markdown]
# ¿Necesita ayuda? Quite el signo `#` de una de estas líneas y ejecute la celda. La última empieza de nuevo el ejercicio, con los datos como al principio.

# %% tags=["pista"]
# tip.hint("5.1", 1)
# tip.hint("5.1", 2)
# tip.solution("5.1")
# tip.restart("5.1")

# %% [markdown]
# > **Niñez y adolescencia.** A niñas y niños menores de 12 años no se les pregunta por su identidad de género: «no aplica». De 12 a 17 se anota solo si la persona lo cuenta; si no, «no se preguntó» es una respuesta correcta, no una falla. Lo que conteste nunca se comenta delante de la familia ni de quien la acompaña: podría ponerla en peligro.

# %% [markdown]
# ## 2. «Sin dato» tiene razones
#
# El formulario pregunta por la identidad de género desde 2018: se eligen las solicitudes de ese año en adelante. `with_quality` agrega, por cada variable, otra cuyo nombre empieza con `llenado_`: dice si hay dato o por qué falta. **Antes de ejecutar:** ¿en qué parte de las solicitudes cree que se preguntó?

# %%
registro = tip.read_register("datasets/registro_limpio")
calidad = tip.with_quality(registro)
recientes = calidad.where(
    condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"],
    anio_registro=["2018", "2019", "2020", "2021", "2022", "2023", "2024"],
)
por_identidad = tip.count_by(recientes, "llenado_identidad_genero")
tip.show_table(tip.protect(por_identidad))

# %% [markdown]
# Cada razón habla de alguien distinto:
#
# | Razón | De quién habla | Qué se hace |
# |:--|:--|:--|
# | No se preguntó | de la institución | capacitar, cambiar el formulario |
# | Prefiere no responder | de la persona: es su derecho | se respeta; nunca se rellena |
# | No disponible en la fuente (antes de 2018) | del formulario de antes | se dice desde cuándo se pregunta |
# | No aplica | de la edad: menos de 12 años | queda fuera del porcentaje |
#
# Con un solo «sin dato», la oficina que no pregunta y la persona que no quiere contestar se ven iguales.

# %% [markdown]
# Ahora, la misma cuenta por institución que refiere, sin las solicitudes en que la pregunta no aplica. **¿Qué espera ver?** ¿Alguna institución que pregunte siempre?

# %%
preguntables = recientes.where(llenado_identidad_genero=["CON_DATO", "NP", "PNR"])
por_institucion = tip.count_by(preguntables, ["tipo_entidad", "llenado_identidad_genero"])
tip.draw_composition(tip.protect(por_institucion))

# %% [markdown]
# Lea las barras de las instituciones con muchas solicitudes (la *n* está a la derecha). Hay barras a medias y alguna llena. Una barra llena puede ser de una oficina que pregunta muy bien, o de un formulario que **trae marcada una respuesta** y nadie la cambia. Una señal: entre muchas personas, ninguna prefirió no responder y todas las respuestas repiten el sexo. No basta para afirmarlo; basta para ir a ver.

# %% [markdown]
# ### Ejercicio 5.2
#
# Usted tiene tiempo de visitar **una** oficina para ver cómo se llena esa casilla. ¿De cuál desconfía más? Escriba su código entre comillas: `"FISCALIA"`, `"JUDICIAL"`, `"MUJER"` (el instituto de las mujeres), `"NINEZ"` (el PANI) o `"SALUD"`.

# %% tags=["ejercicio", "ej:5.2"]
#: oficina_por_visitar = ____
oficina_por_visitar = "MUJER"

# %% tags=["revision"]
tip.check("5.2", oficina_por_visitar)

# %% tags=["pista"]
# tip.hint("5.2", 1)
# tip.hint("5.2", 2)
# tip.solution("5.2")
# tip.restart("5.2")

# %% [markdown]
# En estos datos se puso a propósito: el formulario de esa institución trae la respuesta llena. Un cien por ciento puede ser **un dato inventado por el formulario**. Y esconde a quienes más importa no perder: una persona trans a quien nadie preguntó queda contada como quien no es.

# %% [markdown]
# ## 3. El cuadro de siempre, rehecho
#
# `with_answer` agrega una variable, aquí `finalidad_LABORAL`, que dice `SI` o `NO`: con ella se elige a las personas explotadas en trabajo o servicios. El informe de siempre da su total y lo titula *Trabajadores explotados*. **Antes de ejecutar la celda siguiente:** al leer ese título, ¿a quién se imagina? Anótelo.

# %%
acreditadas = registro.where(condicion_victima="ACREDITADA")
con_trabajo = tip.with_answer(acreditadas, "finalidad", "LABORAL")
en_trabajo = con_trabajo.where(finalidad_LABORAL="SI")
por_sexo_y_edad = tip.count_by(en_trabajo, ["sexo", "mayoria_edad"], unit="persona")
tip.show_table(tip.protect(por_sexo_y_edad))

# %% [markdown]
# El total no cambió. Cambió a quién se ve. Un título en masculino y sin edad no es un detalle de estilo: decide para quién se piensan el albergue, la entrevista y el horario de la oficina. **Todo cuadro lleva los dos sexos y separa a quienes no han cumplido 18 años**, aunque sean pocas personas.

# %% [markdown]
# ### Ejercicio 5.3
#
# De esos «trabajadores», ¿qué **porcentaje son mujeres de cualquier edad**, contando a las adolescentes y a las niñas? Use los números del cuadro. Puede escribir la cuenta: `100 * 30 / 120`.

# %% tags=["ejercicio", "ej:5.3"]
#: mujeres_y_ninas = ____
por_sexo = por_sexo_y_edad.frame.groupby("sexo")["n"].sum()
mujeres_y_ninas = 100 * por_sexo["MUJER"] / por_sexo_y_edad.total

# %% tags=["revision"]
tip.check("5.3", mujeres_y_ninas)

# %% tags=["pista"]
# tip.hint("5.3", 1)
# tip.hint("5.3", 2)
# tip.solution("5.3")
# tip.restart("5.3")

# %% [markdown]
# ## 4. Los grupos de edad también esconden
#
# Ahora, **todas** las personas acreditadas, en tres pirámides. `protect_together` protege **juntas** las dos primeras, para que una no delate lo que otra oculta. La primera tiene solo dos grupos de edad. **¿Qué espera ver?**

# %%
piramides = tip.protect_together(
    {
        "dos grupos": tip.count_by(acreditadas, ["mayoria_edad", "sexo"], unit="persona"),
        "diez grupos": tip.count_by(acreditadas, ["grupo_edad", "sexo"], unit="persona"),
    }
)
tip.draw_pyramid(piramides["dos grupos"])

# %% [markdown]
# La segunda tiene diez grupos. Ninguno mezcla a adolescentes con personas adultas. **Compare la barra de 15 a 17 con la de 18 a 24:** muchos informes las suman y las llaman «jóvenes de 15 a 24».

# %%
tip.draw_pyramid(piramides["diez grupos"])

# %% [markdown]
# La tercera va edad por edad, hasta los 24 años. Una edad exacta ayuda mucho a reconocer a alguien: protegida para publicar, casi todo quedaría oculto. Por eso se mira con `policy="internal"`, un gráfico **de trabajo** para el equipo que ya tiene permiso de ver el registro. No sale de la oficina. **¿Dónde están las barras más largas?**

# %%
por_edad = tip.count_by(acreditadas, ["edad", "sexo"], unit="persona")
tip.draw_pyramid(tip.protect(por_edad, policy="internal"), oldest=24)

# %% [markdown]
# Están entre las adolescentes de 14 a 16 años. En «0 a 17» ese pico se diluye; en «15 a 24» se parte en dos, y la parte que queda se llama «jóvenes». **El grupo de edad decide si alguien ve a una niña.** En la oficina se mira edad por edad; afuera se publican grupos que no crucen los 18, como 12 a 14 y 15 a 17.

# %% [markdown]
# ### Ejercicio 5.4
#
# Un informe suma a las mujeres «jóvenes de 15 a 24 años». De esas personas, ¿qué **porcentaje eran adolescentes de 15 a 17**? Los números están debajo de la segunda pirámide: haga clic en **Datos del gráfico**.

# %% tags=["ejercicio", "ej:5.4"]
#: adolescentes_escondidas = ____
mujeres = piramides["diez grupos"].frame.query("sexo == 'MUJER'").set_index("grupo_edad")["n"]
adolescentes_escondidas = 100 * mujeres["15-17"] / (mujeres["15-17"] + mujeres["18-24"])

# %% tags=["revision"]
tip.check("5.4", adolescentes_escondidas)

# %% tags=["pista"]
# tip.hint("5.4", 1)
# tip.hint("5.4", 2)
# tip.solution("5.4")
# tip.restart("5.4")

# %% [markdown]
# ## 5. Niñas y niños no son una sola cifra
#
# «Personas menores de edad» junta a niñas con niños, y a una niña de 5 años con un adolescente de 17. Sepárelas por sexo y por edad; de nuevo, en un gráfico de trabajo que no sale de la oficina. **¿Qué espera ver en el grupo de 0 a 11 años?**

# %%
ninez = acreditadas.where(mayoria_edad="00-17")
por_edad_y_sexo = tip.count_by(ninez, ["grupo_edad_amplio", "sexo"], unit="persona")
tip.draw_composition(tip.protect(por_edad_y_sexo, policy="internal"))

# %% [markdown]
# Antes de los 12 años, niñas y niños casi se igualan. De 12 a 17, la gran mayoría son muchachas. En una sola cifra, **los niños pequeños desaparecen** detrás de las adolescentes; y en este registro a muchos de ellos se los explotó en mendicidad, que necesita otra respuesta.

# %% [markdown]
# ### Ejercicio 5.5
#
# Del grupo de **0 a 11 años**, ¿qué **porcentaje eran niños**, es decir, varones?

# %% tags=["ejercicio", "ej:5.5"]
#: ninos_pequenos = ____
pequenos = por_edad_y_sexo.frame.set_index(["grupo_edad_amplio", "sexo"])["n"]["00-11"]
ninos_pequenos = 100 * pequenos["HOMBRE"] / pequenos.sum()

# %% tags=["revision"]
tip.check("5.5", ninos_pequenos)

# %% tags=["pista"]
# tip.hint("5.5", 1)
# tip.hint("5.5", 2)
# tip.solution("5.5")
# tip.restart("5.5")

# %% [markdown]
# ## Hasta aquí
#
# Dos preguntas y no una; cada «sin dato» con su razón; los dos sexos y la edad en todo cuadro; grupos que no junten a una adolescente con una mujer adulta, ni a un niño pequeño con una adolescente. En el cuaderno 2, tres frases que se repiten en las reuniones y que el registro no sostiene.
