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
# # What shall I do on Monday?
#
# **Closing · notebook 1 of 2.** **SYNTHETIC DATA.** Everything you counted in this course was invented. What you do on Monday will not be.
#
# **Today's question.** *Of all that you saw, what will change in your sheet, in your report or in how you treat people, and who will notice?*
#
# By the end you will have: your final test handed in, a written plan with dates, a commitment that somebody else knows, and the notebook for your own sheet.
#
# Time for the closing: 60 minutes, with the final test; for this notebook 35.

# %%
import tipanalysis as tip

tip.settings(lang="en")
from tipanalysis.course.blank import ____

# %% [markdown]
# ## 1. What you can do now
#
# Read the list and mark each row from 0 to 2: 0, I have to go over it again; 1, I can with help; 2, I can teach it to someone. It is not handed in: it is for you. Go back to the modules with a 0 before any other.
#
# | Module | I can… | 0, 1, 2 |
# |:--|:--|:--|
# | 0 | run a notebook and say what a table counts | |
# | 1 | tell person, application, event and mention apart, and say who did not enter | |
# | 2 | code by the law in force on that day, and give a range when the value is missing | |
# | 3 | clean with a log and ask what must not be guessed | |
# | 4 | link one person's records and measure for whom the linking fails more | |
# | 5 | keep sex, gender and age apart, and read the reasons behind “no data” | |
# | 6 | cross traits with few people and know when not to publish | |
# | 7 | protect a table, attack it and decide what is shared | |
# | 8 | check a message between institutions and take out what must not travel | |
# | 9 | choose the chart, read the dashboard and write two pages | |
# | 10 | read a survey without taking it for the country, and count whom a rule points at by mistake | |

# %% [markdown]
# ## 2. The final test
#
# It is the same idea as the test of the first day, with other questions. It serves to improve the course, not to grade you: it does not carry your name. **Use the same personal code** that you invented on the first day, so that both can be compared without knowing whose they are.

# %% [markdown]
# Fifteen questions, twenty minutes, without talking. Run the cell. **If on the first day you answered form B, change `"B"` to `"A"`.** Whoever does not use the computer gets the same test on paper.

# %%
tip.test("post", form="B")

# %% [markdown]
# Did you forget your code? Make it up again from the three parts that the cell tells you: it will come out the same. If in doubt, write what you get and answer all the same: your test counts in the group.

# %% [markdown]
# ## 3. My action plan
#
# Double-click on this text, complete it and press **Shift + Enter**. Three actions are enough: one that depends **on you alone**, one that needs **a colleague** and one that needs **your head of office**. An action without a date is a wish.
#
# | | What I shall do | In which sheet or report | With whom | Before | I shall know that it is done because |
# |:--|:--|:--|:--|:--|:--|
# | 1. On my own | …… | …… | — | …… | …… |
# | 2. With a colleague | …… | …… | …… | …… | …… |
# | 3. With my head of office | …… | …… | …… | …… | …… |
#
# **What could prevent it:** …………… **Whom I shall ask for help:** ……………
#
# If you do not know where to begin: write the note on the unit of your sheet (module 1), write down who decided each code (module 3) or add to your report the line on what is not known (module 9).

# %% [markdown]
# > **Children and adolescents.** Go through your three actions: does any of them change something for a girl or a boy who is in your sheet today? It may be small: telling ages apart, not asking for means under 18, telling PANI the same day, no longer publishing the exact age. Write down which: ……………

# %% [markdown] tags=["grupo"]
# ## 4. The commitment
#
# **Group activity, without a computer (10 minutes).** In pairs from different institutions.
#
# 1. *(3 minutes)* Write on a card: “Before …… I shall have ……… I shall see that it helped because ……”. Sign it with your initials, **not** with the code of the test.
# 2. *(4 minutes)* Read each other your cards. Whoever listens asks one single thing: **what will you do if they say no?**
# 3. *(3 minutes)* Exchange the cards and write down the date on which you will call each other.
#
# It is neither published nor handed in: only the person who keeps it knows it.

# %% [markdown]
# ## 5. The dates
#
# The course does not end today. After three and after six months you will get a short sheet, five minutes long: what changed in your register, what could not be done and why. “It could not be done” is an answer that helps. Write the dates down now:
#
# > **Next week** I call my commitment partner: …… / ……
# >
# > **After three months**, first follow-up sheet: …… / …… / ……
# >
# > **After six months**, second follow-up sheet: …… / …… / ……

# %% [markdown]
# ## 6. On Monday, with your own sheet
#
# Open **notebook 2** of this closing. It is the template: the same steps as in the course, with the name of your file in place of the practice one. Keep a copy for each sheet. And remember the rules of the first day: records of people do not leave the office, do not go by mail or messaging, and are not opened on a borrowed computer.

# %% [markdown]
# ## What this course does not change by itself
#
# - **The form that does not ask.** Whoever signs it changes it; you can bring them the count of what was not asked.
# - **The inspection that is not made.** No table finds those whom nobody looked for.
# - **The time limit that runs out.** It gets shorter with interpreters and with staff, not with a better chart.
# - **What the final test measures.** Having learnt is not having changed the work: that is what the sheets after three and six months are for.

# %% [markdown]
# ## To take away
#
# 1. Before the number, the unit; after the number, who is missing.
# 2. The original is not touched, what is doubtful is asked and what is decided is written down.
# 3. Hidden is not zero and is not guessed.
# 4. Identified is not existing: no register counts those whom nobody found.
# 5. A figure that changes nothing in the response is not worth exposing anyone for.
#
# **Back to the question.** On Monday one begins with one single thing, written down, with a date, that somebody else knows.
#
# **Five questions for every table:** who is missing?, who decided the category?, who could be identified?, what relation of power explains the figure?, what changes in the response if this is true?
