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
# # Know the sheet before you touch it
#
# **Module 3 · Cleaning and standardising · notebook 1 of 3.** **SYNTHETIC DATA.** The workbook of this module is invented for practice, with the errors that real workbooks have. It describes no real person.
#
# **Today's question.** You are handed an Excel workbook with fifteen years, six sheets and several hands in it. Your head of office needs a table by sex and nationality by Thursday. *What can be counted already, what has to be asked, and whom does the cleaning change?*
#
# By the end of the module you will be able to:
#
# 1. say which rows of a sheet are records, and what each letter means **in that sheet**;
# 2. tell why a value is missing: not asked, prefers not to say, not in the source;
# 3. clean so that what changed, and by which rule, is on record, and the original value can always be found;
# 4. set aside what nobody should guess, and take it to a person who decides;
# 5. check whether the cleaning treated everyone alike.
#
# Time for the module: 180 minutes; for this notebook 55.

# %% [markdown]
# The first cell prepares the tools. The second **reads** the workbook with a *map*: a file that says what each column is and what each letter means in each sheet. The Excel workbook is not changed.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %%
sucio = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
sucio

# %% [markdown]
# The answer says how many records it understood and how many values are left **to review**: those that the program cannot read and will not guess. Keep that number; by the end of the module you will know what to do with them.

# %% [markdown]
# ## 1. Not every row is a record
#
# The workbook has subtotals, footnotes and rows of another offence. Whoever counts rows in Excel counts them too. **Before you run the cell:** how many rows that are not records do you expect?

# %%
sucio.rows

# %% [markdown]
# It reads like this: `total` are subtotal rows; `nota`, footnotes; `encabezado_repetido`, headings that are repeated (none here); `filtro`, rows that the map leaves out because they are about smuggling of migrants, which is another offence; `unida`, rows of one application that took up several; `registro`, the applications. **No row disappears without saying why**: the sum is the number of rows of the workbook.

# %% [markdown]
# ### Exercise 3.1
#
# How many rows of the workbook **are part of no application of this register** (subtotals, notes and rows of another offence)? Rows that were joined are part of an application. You can write a sum.

# %% tags=["ejercicio", "ej:3.1"]
#: filas_que_no_son_registro = ____
filas_que_no_son_registro = sucio.rows["total"] + sucio.rows["nota"] + sucio.rows["filtro"]

# %% tags=["revision"]
tip.check("3.1", filas_que_no_son_registro)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("3.1", 1)
# tip.hint("3.1", 2)
# tip.solution("3.1")
# tip.restart("3.1")

# %% [markdown]
# ## 2. The letter M
#
# In the sex column of a sheet it says `M`. What does it mean? Ask about a cell of the sheet 2010-2014. `explain` tells the story of a value: what the file said, what it became and why. The number, here 10, is the row.

# %%
tip.explain(sucio, 10, "sexo", sheet="2010-2014")

# %% [markdown]
# Now the same letter in the next sheet. **What do you expect to see?**

# %%
tip.explain(sucio, 3, "sexo", sheet="2015-2017")

# %% [markdown]
# In one sheet `M` is *masculino* (male); in the other, *mujer* (woman). Whoever merged the sheets with “find and replace” turned some people into others, and the table comes out without any visible error. **A letter means nothing without the sheet it stands in**: that is why its meaning lives in the map, sheet by sheet, and not in anyone's memory.

# %% [markdown]
# ### Exercise 3.2
#
# If someone had read every `M` as male, **how many women's applications from 2015 to 2017** would have been counted as men's? In that sheet all women are written `M`. Count and write the number.

# %% tags=["ejercicio", "ej:3.2"]
#: de_esa_hoja = sucio.where(anio_registro=["2010", "2011", "2012"])  # change the years
#: tip.show_table(tip.protect(tip.count_by(de_esa_hoja, "sexo")))
de_esa_hoja = sucio.where(anio_registro=["2015", "2016", "2017"])
tip.show_table(tip.protect(tip.count_by(de_esa_hoja, "sexo")))

# %% tags=["ejercicio", "ej:3.2"]
#: mujeres_convertidas = ____
mujeres_convertidas = int(tip.count_by(de_esa_hoja, "sexo").frame.set_index("sexo").loc["MUJER", "n"])

# %% tags=["revision"]
tip.check("3.2", mujeres_convertidas)

# %% tags=["pista"]
# tip.hint("3.2", 1)
# tip.hint("3.2", 2)
# tip.solution("3.2")
# tip.restart("3.2")

# %% [markdown]
# ## 3. Why a value is missing
#
# An empty cell, `N/A`, `S/I`, `99`, “not stated” and “pending” are not the same. The register keeps the **reason** by its name. Look at six variables at once: each column of the chart is a reason.

# %%
solicitudes = sucio.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
cuadros = {
    "identidad_genero": tip.count_by(solicitudes, "identidad_genero"),
    "discapacidad": tip.count_by(solicitudes, "discapacidad"),
    "etnia": tip.count_by(solicitudes, "etnia"),
    "embarazo": tip.count_by(solicitudes, "embarazo"),
    "nivel_educativo": tip.count_by(solicitudes, "nivel_educativo"),
    "ocupacion": tip.count_by(solicitudes, "ocupacion"),
}
tip.draw_reasons(tip.protect_together(cuadros))

# %% [markdown]
# Each reason calls for something different. *Not asked* is for the institution to mend: a box on the form or some training is missing. *Prefers not to say* is a right: it is respected and not filled in. *Not available in the source* is a change of form: in those years the question did not exist. One single “no data” would have hidden all three.

# %% [markdown]
# A value may also be there when it should not. Look at gender identity by the institution that referred; `share` asks for the percentages within each. **In which one, it seems, was everybody asked?**

# %%
referidas = solicitudes.where(tipo_entidad=["MUJER", "JUDICIAL", "NINEZ"])
identidad = tip.count_by(referidas, ["tipo_entidad", "identidad_genero"])
tip.show_table(tip.protect(identidad), share="tipo_entidad")

# %% [markdown]
# The women's institute has the great majority as “Woman” and nobody not asked. It looks like perfect quality, and it is the opposite: in this workbook the value was filled in **by default**, copied from the sex. Nobody asked. A hundred per cent of answers to a delicate question is a sign to go and look at the form.

# %% [markdown]
# ### Exercise 3.3
#
# The report asks for the percentage of applications in which gender identity was **not asked**. Count and write the percentage, with one decimal and a point. All applications are in the divisor.

# %% tags=["ejercicio", "ej:3.3"]
#: tip.show_table(tip.protect(tip.count_by(solicitudes, "etnia")))  # change the variable
tip.show_table(tip.protect(tip.count_by(solicitudes, "identidad_genero")))

# %% tags=["ejercicio", "ej:3.3"]
#: no_se_pregunto = ____
por_identidad = tip.share_within(tip.count_by(solicitudes, "identidad_genero")).frame
no_se_pregunto = por_identidad.set_index("identidad_genero").loc["NP", "estimate"]

# %% tags=["revision"]
tip.check("3.3", no_se_pregunto)

# %% tags=["pista"]
# tip.hint("3.3", 1)
# tip.hint("3.3", 2)
# tip.solution("3.3")
# tip.restart("3.3")

# %% [markdown]
# ## So far
#
# Know first, clean later: which rows are records, what each letter means in each sheet, and why what is missing is missing. Notebook 2 cleans, with a log.
