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
# # Template: your own sheet, step by step
#
# **Closing · notebook 2 of 2.** As long as you do not change the name of the file you work with **SYNTHETIC DATA**: the practice list of the police. In the course its steps are shown in 5 minutes; on Monday it is used in earnest.
#
# Before you begin: make a copy of this notebook and give it the name of your sheet. Work on the office's computer. Your file is not changed, and nothing leaves from here until you decide so in the last step. If a cell stops, read the sentence: it says what came, what was expected and what to do.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from IPython.display import Markdown

# %% [markdown]
# ## 1. My sheet
#
# Save a copy of your sheet in the project's folder (.xlsx or .csv) and write its name between the quotation marks. The program looks at the headings and **proposes** what each column is. It shows nobody.

# %%
mi_hoja = "datasets/listas/policia.csv"
propuesta = tip.propose_source_map(mi_hoja)
propuesta

# %% [markdown]
# ## 2. My decisions
#
# Read the proposal row by row. What is wrong, or was left unassigned and is needed, goes into `decisiones`, in place of the two examples: on the left the heading, on the right the variable. `"privada"` is a column that points to a person (name, identity document, telephone, address) and is never read; `"no leer"` (do not read), one that is not needed. The names of the variables are in the guide “The codes”.
#
# Change `title` too: it will stand as the source below the tables. The most important decision is `unit`: **what a row is**. It stands in your note from module 1.

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
# What does each letter mean in **your** sheet? If the sex says `M`, ask before you go on and add the answer inside the parentheses above, after `title`: `words={"sexo": {"M": "MUJER"}},`. If you do not and the letter is doubtful, it will be left to review: the program does not guess.

# %% [markdown]
# ## 3. Read without losing anyone
#
# Every row of the sheet is accounted for. Compare the sum with what you see in Excel. **Did you expect those numbers?**

# %%
mi_registro = tip.read_register(mi_hoja, source=mi_mapa)
mi_registro

# %%
mi_registro.rows

# %% [markdown]
# ## 4. Clean and ask
#
# This is the list of questions for whoever keeps the sheet. It is working material: it is neither published nor sent. If it is empty, go over step 2 again: a real sheet almost always asks something.

# %%
mi_limpio = tip.clean(mi_registro)
mi_cola = tip.review_queue(mi_limpio)
mi_cola[["variable", "crudo", "sugerencias"]].head(10)

# %% [markdown]
# Which variables are there to count? Notice that some were not in the sheet and follow from others, such as the age group or the origin.

# %%
mi_limpio.variables

# %% [markdown]
# ## 5. Count and protect
#
# Write down the tables that will go out **together**: they are protected together, so that one does not tell what another hides. Change the variables to those of your question; if your sheet does not have one, remove that line. With few people, cross less or pool years.

# %%
mis_cuadros = {
    "sexo": tip.count_by(mi_limpio, "sexo"),
    "edad": tip.count_by(mi_limpio, "mayoria_edad"),
    "origen y sexo": tip.count_by(mi_limpio, ["origen", "sexo"]),
}
mis_publicables = tip.protect_together(mis_cuadros)
tip.show_table(mis_publicables["sexo"])

# %% [markdown]
# A chart, with its notes. If you cannot think of the question that it answers, it is not needed.

# %%
tip.draw_bars(mis_publicables["origen y sexo"])

# %% [markdown]
# ## 6. The privacy check
#
# Before anything goes out, the program **attacks** your tables as someone with patience would: with sums, subtractions and what people know about themselves. Read the whole verdict.

# %%
veredicto = tip.audit(mis_publicables, truth=mis_cuadros)
Markdown(veredicto.summary())

# %% [markdown]
# The program checks the numbers. **These six questions are for you to answer**, better with somebody else beside you:
#
# 1. Am I allowed to publish this, and who answers for the figure?
# 2. Was anything published before from which it could be subtracted? (The command `tipanalysis audit` looks into it.)
# 3. Could somebody from the place recognise a person by what is left in view?
# 4. Are there figures of girls, boys or adolescents, or of one single operation? Can they be put together?
# 5. Does each table say what is counted, for which dates, for whom the value is missing and what was hidden?
# 6. What changes in the response if this is published, and whom could it harm?

# %% [markdown]
# ## 7. Save, if it may be
#
# Change `False` to `True` only after the six questions. Even then, if the verdict is not favourable, nothing is written. What goes out are the **protected** tables, with their notes; the records, never.

# %%
conteste_las_seis_preguntas = False
if conteste_las_seis_preguntas and veredicto.passed:
    tip.write_workbook("mis_cuadros.xlsx", mis_publicables, title="Mis cuadros")

# %% [markdown]
# The map is saved too, so as not to decide the same every month. It holds no data of anyone. With it the whole report takes one command: `tipanalysis report perfil_anual --data your_sheet.xlsx --source mi_mapa.toml --periodo 2024`.

# %%
guardar_el_mapa = False
if guardar_el_mapa:
    tip.write_map(mi_mapa, "mi_mapa.toml")

# %% [markdown]
# ## What this template does not do
#
# - **It does not join the same person** who is in several rows: that is module 4, with the command `tipanalysis link`.
# - **It does not know whether what is written is true.** Compare a hundred cells at random with the files.
# - **It does not decide for you** what is published: protection lowers the risk; it does not remove it.
