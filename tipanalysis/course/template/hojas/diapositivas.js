// One slide at a time: arrows, Page Up and Page Down, space, Home and End, or the two buttons. Without a script they
// stand one below the other.
(() => {
  const slides = [...document.querySelectorAll(".tip-slide")];
  const nav = document.querySelector("nav");
  const status = nav.querySelector("[role=status]");
  const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  let now = 0;

  function show(number, focus = true) {
    now = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, place) => slide.classList.toggle("tip-now", place === now));
    status.textContent = `${now + 1} / ${slides.length}`;
    history.replaceState(null, "", `#${slides[now].id}`);
    if (focus) slides[now].querySelector("h1, h2").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const inside = event.target.closest("summary, button, a");
    if (event.key in keys) show(now + keys[event.key]);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if (event.key === " " && !inside) show(now + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
  });
  nav.addEventListener("click", (event) => {
    const step = Number(event.target.dataset.paso);
    if (step) show(now + step, false);
  });
  window.addEventListener("hashchange", () => show(slides.findIndex((one) => `#${one.id}` === location.hash)));
  document.body.classList.add("tip-shown");
  nav.hidden = false;
  show(slides.findIndex((slide) => `#${slide.id}` === location.hash), false);
})();
