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
# # The way to the register, and lists that are not added up
#
# **Module 1 · From the event to the record · notebook 3 of 3.** **SYNTHETIC DATA.** Time: 40 minutes.
#
# The question from work: *who enters the register and who does not?* At the end there is a card for your own sheet.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# Read the register and keep only the rows that are applications: dependants stay out, as in notebook 1.

# %%
registro = tip.read_register("datasets/registro_limpio")
solicitudes = registro.where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
solicitudes

# %% [markdown]
# ## 1. The way to accreditation
#
# Nobody enters the register all at once. There is a way, and at each step some people go no further:
#
# **detection → referral → application → assessment → decision → assistance**
#
# Anyone may detect and refer. Law 9095 sets three rules that the register must respect: protection **does not depend on the person filing a complaint or cooperating**; the ERI decides within **seven working days** at the latest; and it decides by simple majority, with reasons. A person without a case-file number is a complete record, not one with a missing value.

# %% [markdown]
# **What do you expect to see?** Of every ten applications received, how many end in accreditation?

# %%
por_estado = tip.count_by(solicitudes, "estado_solicitud")
tip.draw_accreditation(tip.protect(por_estado))

# %% [markdown]
# Those not accredited are not all alike: some were refused, some archived, in others the person withdrew, and a few are still pending. “Not accredited” does not mean “there was no trafficking”: it means that, with what was known that day, it was not accredited.

# %% [markdown]
# And how did they come in? Count the applications by the institution that referred them.

# %%
tip.draw_bars(tip.protect(tip.count_by(solicitudes, "tipo_entidad")), by_size=True)

# %% [markdown]
# Find your institution. A short bar may mean that those people do not exist, that nobody looks for them there, or that staff do not know whom to refer to. The register **cannot tell** the three apart. Labour, health and education often see people whom the police do not.

# %% [markdown]
# ## 2. Why columns are not added up
#
# Four institutions keep a list each: police, ERI, PANI (children's agency) and INAMU (women's institute). The lists are invented too. Read them. The `key` lets the same person be recognised without keeping her name.

# %%
policia = tip.read_register("datasets/listas/policia.csv", source="listas", key="taller")
eri = tip.read_register("datasets/listas/eri.csv", source="listas", key="taller")
pani = tip.read_register("datasets/listas/pani.csv", source="listas", key="taller")
inamu = tip.read_register("datasets/listas/inamu.csv", source="listas", key="taller")

# %% [markdown]
# Now the program looks for the same person in all four lists, even if her name is written in another way. **Before you run the cell:** how many different people do you think there are?

# %%
enlaces = tip.link({"policia": policia, "eri": eri, "pani": pani, "inamu": inamu})
enlaces

# %% [markdown]
# The answer tells how many records there were and how many people they stand for. Many people passed through more than one institution, as they should when referral works. **Adding up the lists would have punished good coordination**: the better the referral, the more often the same person appears.
#
# Look closely at two lists only, that of the police and that of the ERI. **Do you expect almost everyone to be on both?**

# %%
dos_listas = tip.count_overlap(tip.link({"policia": policia, "eri": eri}))
tip.draw_combinations(tip.protect(dos_listas))

# %% [markdown]
# Each row is a combination; the full circles say on which lists the person stands. Look at the rows with a single circle: those are people whom **only one** institution knows. Some did not want to apply; others nobody referred. To whoever looks at one list only, they do not exist.

# %% [markdown]
# ### Exercise 1.6
#
# Go back to the **four** lists. How many **different people** stand on them, according to the links?

# %% tags=["ejercicio", "ej:1.6"]
#: personas_distintas = ____
personas_distintas = enlaces.persons

# %% tags=["revision"]
tip.check("1.6", personas_distintas)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("1.6", 1)
# tip.hint("1.6", 2)
# tip.solution("1.6")
# tip.restart("1.6")

# %% [markdown]
# ## 3. On Monday, with your own sheet
#
# **In your office, not on the computer of the workshop:** save a copy of your sheet in the project's folder and write the name of the file between the quotation marks. Today leave the one that is there: it is the practice list of the police. The program looks at headings and values and **proposes** what each column is; it shows nobody.

# %%
mi_hoja = "datasets/listas/policia.csv"
propuesta = tip.propose_source_map(mi_hoja)
propuesta

# %% [markdown]
# Each row is a column of the sheet. In the practice one there is a trap: **“Persona”** is proposed as the person's code, because that is how the heading sounds, but the column holds **names**. The program cannot know; you can. That is why it proposes and does not decide. What it did not recognise stays unassigned. The guide “Map your sheet” goes on from here.

# %% [markdown]
# ### The unit card of your sheet
#
# Double-click on this text, complete the lines and press **Shift + Enter**. It is the product of this module: paste it into the first tab of your sheet.
#
# > **Each row of my sheet is born when** ……………
# >
# > **A row is** ……………… *(an event, a person, an application, a mention, a complaint)*
# >
# > **The same person may stand in several rows because** ……………
# >
# > **Not in the sheet, although they exist,** ……………
# >
# > **It is not added to the sheet of** ……………… **because** ……………

# %% [markdown]
# ## Check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("1")

# %% [markdown]
# ## What this does not tell us
#
# - **How many victims there are.** We count those whom somebody detected, referred and recorded.
# - **Why an institution refers few people.** The register cannot tell whether there are no such people, whether nobody looks for them, or whether staff do not know whom to refer them to.
# - **How many inspections found nobody.** Without that number, more people may just mean more searching.
# - **Whether the links were always right.** Some people stay apart and others are joined by mistake. Module 4 measures it.

# %% [markdown]
# ## To take away
#
# 1. Before the number, the unit: **what each row counts and why it was born**.
# 2. People, applications, events and mentions are different counts; dependants are counted apart.
# 3. Columns of several institutions are not added up: the same person stands in several.
# 4. A year that stands out may be one single operation.
# 5. Protection does not depend on a complaint: never filter victims by whether they have a case-file number.
#
# **Back to the question.** 38, 60 and 7 count different things: people identified, people served by one office and by another. They are not added up, and the headline says which one is used.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
