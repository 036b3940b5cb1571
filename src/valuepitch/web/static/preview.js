"use strict";
// Shows each state that the program sends. Texts of files are only ever put in as text.

const at = (id) => document.getElementById(id);
let state = null;
let wanted = ""; // address of the picture that is shown or on its way

const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;

function made(tag, text, kind) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

function item(problem) {
  const warning = problem.severity === "warning";
  const li = made("li", "", warning ? "warning" : "error");
  const place = problem.line ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  li.append(made("span", warning ? "Warning" : "Problem", "kind"), " ", made("code", place, "place"));
  const said = made("p", "", "message");
  if (problem.path) said.append(made("code", problem.path, "path"), " ");
  said.append(problem.message);
  li.append(said);
  if (problem.hint) li.append(made("p", problem.hint, "remedy"));
  return li;
}

function summary() {
  const warnings = state.problems.length - state.errors;
  const also = warnings ? `, ${counted(warnings, "warning")}` : "";
  if (state.errors) return `${counted(state.errors, "problem")}${also}`;
  return `Up to date${also}`;
}

function show() {
  at("name").textContent = state.name;
  if (!state.number) return;
  const status = at("status");
  status.textContent = summary();
  status.dataset.state = state.errors ? "bad" : "good";
  document.title = `${state.errors ? `(${state.errors}) ` : ""}${state.name} – preview`;
  at("problems").replaceChildren(...state.problems.map(item));
  at("none").hidden = state.problems.length > 0;
  at("made").textContent = `Made at ${state.time} in ${state.seconds.toFixed(2)} s.`;
  const page = state.page;
  for (const id of ["room", "figures", "pdf"]) at(id).hidden = !page;
  at("old").hidden = !state.old;
  at("sheet").classList.toggle("old", state.old);
  document.body.classList.toggle("bad", state.errors > 0);
  if (!page) {
    at("empty").textContent = "There is no page until the problems are mended.";
    return;
  }
  at("figures-title").textContent = state.old ? "Figures of the last good page" : "Figures";
  at("full").textContent = `${Math.round(page.fill * 100)}% full${state.old ? " (the last good page)" : ""}`;
  at("meter").value = page.fill;
  const done = page.fitted.length ? page.fitted : ["Nothing had to be done to make it fit."];
  at("fitted").replaceChildren(...done.map((line) => made("li", line)));
  const rows = Object.entries(page.measures).flatMap(([name, value]) => [made("dt", name), made("dd", value)]);
  at("measures").replaceChildren(...rows);
  draw();
}

// The picture in as many pixels as the screen has for it; the old one stays until the new one is ready.
async function draw() {
  const { page } = state;
  const width = Math.ceil(at("sheet").clientWidth * (window.devicePixelRatio || 1));
  const address = `page/${page.digest}.png?width=${width}`;
  if (address === wanted) return;
  wanted = address;
  const image = new Image();
  image.id = "picture";
  image.alt = `The page as it will print. ${Object.entries(page.measures).map((pair) => pair.join(" ")).join("; ")}`;
  image.src = address;
  try {
    await image.decode();
  } catch {
    if (wanted === address) wanted = ""; // a newer page has taken its place, or the program has ended
    return;
  }
  if (wanted !== address) return;
  at("sheet").replaceChildren(image);
}

let later = 0;
window.addEventListener("resize", () => {
  clearTimeout(later);
  later = setTimeout(() => state && state.page && draw(), 200);
});

const events = new EventSource("events");
events.addEventListener("state", (event) => {
  state = JSON.parse(event.data);
  show();
});
// It connects again by itself, and is then sent the present state.
events.addEventListener("error", () => {
  at("status").textContent = "Not connected: start valuepitch preview again.";
  at("status").dataset.state = "gone";
});
