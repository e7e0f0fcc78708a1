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
# # What each equivalence loses
#
# **Module 2 · Standards: the law, the codes and their equivalents · notebook 3 of 3.** **SYNTHETIC DATA.** Time: 40 minutes.
#
# The question from work: you are asked for the year's data **in the categories of the global report**. *Which forms of exploitation disappear in translation, and whom do we stop seeing?* At the end there is a table for the words of your own sheet.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. From our codes to those of others
#
# An **equivalence** says to which category of another classification each code of ours goes. Ask for that of the global report on trafficking (GLOTIP):

# %%
mundial = tip.load_crosswalk("glotip_2023")
mundial.title()

# %% [markdown]
# Where does forced begging go? **Before you run the cell:** does it have a category of its own?

# %%
mundial.to("MENDICIDAD").target

# %% [markdown]
# It goes to “other forms of exploitation”. How exactly? There are four possibilities: the other category **means the same**, is **wider** (ours gets lost in it), is **narrower** (not all of ours fits in) or **there is nowhere to go**. Without `.target`, the equivalence says it in full:

# %%
mundial.to("MENDICIDAD")

# %% [markdown]
# Wider: in the global report nobody will be able to see how many girls and boys were exploited in begging. Who else falls into that drawer? The cell gives the list.

# %%
mundial.sources_of("Other forms of exploitation")

# %% [markdown]
# Read the list slowly. (The first code keeps an old name: today one says sexual exploitation in images or videos.) There are servile marriage, forced pregnancy and forced abortion, lived through above all by women and girls; begging, by girls and boys; criminal activities, in which the victim is often treated as guilty. **A drawer of “others” has a sex and an age too.**

# %% [markdown]
# See it in the register: the people accredited by **detailed** purpose, which is what would be lost in translation.

# %%
registro = tip.read_register("datasets/registro_limpio")
acreditadas = registro.where(condicion_victima="ACREDITADA")
detalle = tip.count_by(acreditadas, "finalidad_detalle", unit="persona")
tip.draw_bars(tip.protect(detalle), by_size=True)

# %% [markdown]
# Several of the short bars, and of those hidden because they stand for few people, are merged into “others”. Hiding them protects those people; merging them erases them. It is not the same: **what is hidden is announced; what is lost is not**.

# %% [markdown]
# ### Exercise 2.7
#
# **How many codes of ours** fall into “other forms of exploitation” of the global report? `len( )` counts the elements of a list.

# %% tags=["ejercicio", "ej:2.7"]
#: len(mundial.sources_of("Forced labour"))  # change the category
len(mundial.sources_of("Other forms of exploitation"))

# %% tags=["ejercicio", "ej:2.7"]
#: codigos_en_otras = ____
codigos_en_otras = len(mundial.sources_of("Other forms of exploitation"))

# %% tags=["revision"]
tip.check("2.7", codigos_en_otras)

# %% [markdown]
# Need help? Remove the `#` from one of these lines and run the cell. The last one starts the exercise again, with the data as they were.

# %% tags=["pista"]
# tip.hint("2.7", 1)
# tip.hint("2.7", 2)
# tip.solution("2.7")
# tip.restart("2.7")

# %% [markdown]
# ## 2. The law is a classification too
#
# The ERI records people used in criminal activities. Is that purpose in article 172?

# %%
codigo_penal = tip.load_crosswalk("cr_cp_art172")
codigo_penal.to("CRIMINALIDAD_FORZADA")

# %% [markdown]
# In the text of the article that was read for this course there is no such purpose. The **administrative** list, used to protect, and the **criminal** list, used to judge, are not the same, and need not be. That is why “accredited victims” and “victims in judgments” are never compared as if they were one thing.

# %% [markdown]
# And the international classification IC-TIP, endorsed at the United Nations in 2025? Ask what state its equivalence is in:

# %%
tip.load_crosswalk("ic_tip").to("MENDICIDAD")

# %% [markdown]
# To be checked: the official document could not be read, and the program **does not invent** the codes. When your institution has the document, they are loaded as a table. Saying “to be checked” is part of the data.

# %% [markdown]
# ### Exercise 2.8
#
# A colleague proposes: *“let us record only the category of the global report, so that there is nothing to translate”*. **How many** of our codes of detailed purpose would lose detail or have nowhere to go? `losses()` gives those that are lost.

# %% tags=["ejercicio", "ej:2.8"]
#: len(codigo_penal.losses())  # change the classification
len(mundial.losses())

# %% tags=["ejercicio", "ej:2.8"]
#: codigos_que_pierden = ____
codigos_que_pierden = len(mundial.losses())

# %% tags=["revision"]
tip.check("2.8", codigos_que_pierden)

# %% tags=["pista"]
# tip.hint("2.8", 1)
# tip.hint("2.8", 2)
# tip.solution("2.8")
# tip.restart("2.8")

# %% [markdown]
# ## 3. On Monday, with the words of your sheet
#
# Put between the quotation marks a purpose **just as it is written in your sheet**. The program proposes up to three codes, with a likeness from 0 to 100. A high likeness does not decide: whoever knows the file decides.

# %%
mi_palabra = "servidumbre domest."
codigos = tip.load_codebook()
codigos["finalidad_detalle"].suggest(mi_palabra)

# %% [markdown]
# ### Your table of equivalences
#
# Double-click on this text, complete it and press **Shift + Enter**. It is the product of the module: one line for each word of your sheet. What is not known is left blank and asked about.
#
# | In my sheet it says | Code | Is anything lost? | Valid since | Decided by | Date |
# |:--|:--|:--|:--|:--|:--|
# | servidumbre domest. | `DOMESTICO` | no | 2013 | …… | …… |
# | mixta | *ask: which ones?* | | | | |
# | …… | …… | …… | …… | …… | …… |

# %% [markdown]
# ## Check what you learnt
#
# Five questions. Choose an answer and press the button; try as often as you like.

# %%
tip.quiz("2")

# %% [markdown]
# ## What this does not tell us
#
# - **What the people without a recorded purpose lived through.** No calculation gives it back; only asking better does.
# - **Why each application was refused.** The register tells the outcome, not the reason.
# - **Which of two people who code is right.** Kappa measures whether they agree: they may agree on a mistake.
# - **What the official documents say that could not be read.** The codes of the IC-TIP and some dates of the law are still to be confirmed.

# %% [markdown]
# ## To take away
#
# 1. Act, means and purpose: three questions, three columns.
# 2. Under 18 the means is “Not applicable”, and nobody is refused for that.
# 3. Several purposes are all recorded; “not known” is not “others”.
# 4. A series has seams, and a percentage with missing values is a range.
# 5. Record with the most detailed code and translate afterwards: what is lost in recording does not come back.
#
# **Back to the question.** Both colleagues may be right: the law names servitude, and the report puts it together with forced labour. Record the detail, agree in writing, and translate at the end.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
