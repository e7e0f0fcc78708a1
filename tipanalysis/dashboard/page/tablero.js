"use strict";
/* Shows what datos.js holds. It computes nothing: every number, label and sentence was written when the folder was made. */
(function () {
  const data = window.TABLERO;
  const state = { lang: data.lang, view: data.views[0].name, filters: {} };

  function say(key) { return data.words[state.lang][key]; }
  function label(kind, name) { return data.labels[state.lang][kind][name]; }
  function view(name) { return data.views.find((one) => one.name === name); }

  function make(tag, facts, ...inside) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(facts || {})) {
      if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...inside);
    return node;
  }

  function keyOf(name, filters) {
    const chosen = view(name).filters.filter((variable) => filters[variable]);
    return [name, ...chosen.map((variable) => variable + "=" + filters[variable])].join("|");
  }

  /* ---- choosing ---- */

  function select(id, text, options, value, change) {
    const list = make("select", { id: id });
    for (const part of options) {
      const into = part.group ? make("optgroup", { label: part.group }) : list;
      for (const [code, name] of part.options) {
        into.append(make("option", { value: code, selected: code === value }, name));
      }
      if (into !== list) list.append(into);
    }
    list.addEventListener("change", () => change(list.value));
    return make("p", { class: "choice" }, make("label", { for: id }, text), list);
  }

  function grouped() {
    const groups = [];
    for (const one of data.views) {
      const last = groups[groups.length - 1];
      const option = [one.name, label("views", one.name)];
      if (last && last.name === one.group) last.options.push(option);
      else groups.push({ name: one.group, group: label("groups", one.group), options: [option] });
    }
    return groups;
  }

  function drawChoices() {
    const form = document.getElementById("choices");
    const focused = document.activeElement && document.activeElement.id;
    const parts = [select("view", say("view"), grouped(), state.view, chooseView)];
    for (const variable of view(state.view).filters) {
      const codes = data.choices[state.view][variable];
      const options = [["", say("all")], ...codes.map((code) => [code, data.levels[state.lang][variable][code]])];
      const change = (code) => chooseFilter(variable, code);
      parts.push(select("filter-" + variable, label("variables", variable), [{ options: options }],
        state.filters[variable] || "", change));
    }
    const clear = make("button", { type: "button", id: "clear" }, say("clear"));
    clear.addEventListener("click", () => { state.filters = {}; tell(""); draw(); });
    if (view(state.view).filters.length) parts.push(make("p", { class: "choice" }, clear));
    form.replaceChildren(...parts);
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }

  function chooseView(name) {
    state.view = name;
    const kept = {};
    for (const variable of Object.keys(state.filters)) {
      if ((data.choices[name][variable] || []).includes(state.filters[variable])) kept[variable] = state.filters[variable];
    }
    state.filters = kept;
    tell("");
    keepMost();
    draw();
  }

  function chooseFilter(variable, code) {
    delete state.filters[variable];
    if (code) state.filters[variable] = code;
    tell("");
    keepMost();
    draw();
  }

  /* More filters at once than there are tables for: the oldest goes, and that is said. */
  function keepMost() {
    const chosen = Object.keys(state.filters);
    while (chosen.length > view(state.view).most) {
      const oldest = chosen.shift();
      delete state.filters[oldest];
      tell(say("too_many").replace("{most}", view(state.view).most).replace("{filter}", label("variables", oldest)));
    }
  }

  function tell(text) { document.getElementById("told").textContent = text; }

  /* ---- showing ---- */

  function draw() {
    document.documentElement.lang = state.lang;
    document.title = say("title");
    document.getElementById("title").textContent = say("title");
    document.getElementById("detected").textContent = say("detected");
    const banner = document.getElementById("synthetic");
    banner.hidden = !data.synthetic;
    banner.textContent = say("synthetic");
    drawLanguages();
    drawChoices();
    const shown = document.getElementById("shown");
    shown.replaceChildren(...panel(state.view));
    const beside = view(state.view).beside;
    if (beside && view(beside)) shown.append(...panel(beside));
    document.getElementById("about").replaceChildren(...data.about[state.lang].map((line) => make("p", {}, line)));
    const chosen = Object.entries(state.filters).map(([name, code]) => name + "=" + encodeURIComponent(code));
    history.replaceState(null, "", "#" + ["lang=" + state.lang, "view=" + state.view, ...chosen].join("&"));
  }

  function drawLanguages() {
    const buttons = Object.keys(data.words).map((lang) => {
      const button = make("button", { type: "button", lang: lang, "aria-pressed": String(lang === state.lang) },
        data.words[lang].language);
      button.addEventListener("click", () => { state.lang = lang; tell(""); draw(); focusLanguage(); });
      return button;
    });
    document.getElementById("languages").replaceChildren(...buttons);
  }

  function focusLanguage() { document.querySelector("#languages [aria-pressed=true]").focus(); }

  function panel(name) {
    const slice = data.slices[keyOf(name, state.filters)];
    const told = slice.told[state.lang];
    const parts = [make("h2", {}, told.title)];
    if (told.reason) parts.push(make("p", { class: "reason" }, told.reason));
    if (slice.rows.some((row) => row.n !== null)) {
      parts.push(chart(name, slice, told), table(name, slice, told), download(name, told));
    }
    const notes = told.notes.map((at) => make("li", {}, data.lines[state.lang][at]));
    parts.push(make("ul", { class: "notes" }, ...notes));
    return parts;
  }

  function nameOf(row, name) {
    return row.code === data.total ? say("total") : data.levels[state.lang][view(name).by][row.code];
  }

  function chart(name, slice, told) {
    const body = slice.rows.filter((row) => row.code !== data.total);
    const largest = Math.max(1, ...body.map((row) => row.n || 0));
    const lines = body.map((row) => {
      const kind = row.n === null ? "hidden" : row.reason ? "unknown" : "known";
      const bar = make("span", { class: "bar " + kind });
      bar.style.setProperty("--share", row.n === null ? 0.08 : row.n / largest);
      const value = make("span", { class: "value" }, row.n === null ? data.mark : row.text);
      return make("div", { class: "line" }, make("span", { class: "name" }, nameOf(row, name)),
        make("span", { class: "track" }, bar, value));
    });
    const drawn = make("div", { class: "chart", role: "img", "aria-label": told.alt }, ...lines);
    const marked = body.some((row) => row.n === null || row.reason);
    return marked ? make("div", {}, drawn, make("p", { class: "key" }, say("key"))) : drawn;
  }

  function table(name, slice, told) {
    const head = [label("variables", view(name).by), told.unit, say("share")];
    const rows = slice.rows.map((row) => {
      const kind = row.code === data.total ? "total" : row.reason ? "unknown" : false;
      return make("tr", { class: kind }, make("th", { scope: "row" }, nameOf(row, name)),
        cell(row.n === null ? null : row.text), cell(row.n === null ? null : row.share[state.lang]));
    });
    return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": told.title },
      make("table", {}, make("caption", {}, say("table")),
        make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...rows)));
  }

  function cell(text) {
    if (text !== null) return make("td", {}, text);
    return make("td", { class: "hidden" }, make("span", { "aria-hidden": "true" }, data.mark),
      make("span", { class: "spoken" }, say("hidden")));
  }

  function download(name, told) {
    const link = make("a", {
      class: "download",
      download: keyOf(name, state.filters).replace(/[^\w+-]+/g, "_") + ".csv",
      href: "data:text/csv;charset=utf-8," + encodeURIComponent("\ufeff" + sheet(name, told)),
    }, say("download"));
    return make("p", {}, link);
  }

  function sheet(name, told) {
    const slice = data.slices[keyOf(name, state.filters)];
    const rows = slice.rows.map((row) => [nameOf(row, name),
      ...(row.n === null ? [data.mark, data.mark] : [row.n, row.share[state.lang]])]);
    const notes = told.notes.map((at) => [data.lines[state.lang][at]]);
    const lines = [[told.title], [label("variables", view(name).by), told.unit, say("share")], ...rows, [], ...notes];
    return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
  }

  function quoted(value) { return '"' + String(value).replace(/"/g, '""') + '"'; }

  /* ---- beginning: an address may name language, view and filters ---- */

  function begin() {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (data.words[asked.get("lang")]) state.lang = asked.get("lang");
    if (view(asked.get("view"))) state.view = asked.get("view");
    for (const variable of view(state.view).filters) {
      const code = asked.get(variable);
      if (code && data.choices[state.view][variable].includes(code)) state.filters[variable] = code;
    }
    keepMost();
    draw();
  }

  begin();
})();
