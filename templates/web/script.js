// Makes answering pleasanter where scripts run: what is typed is saved by itself, keys choose, nothing is left by
// mistake. Without this file everything still works. All sentences come from the page.
"use strict";
(() => {
  document.documentElement.classList.add("scripted");
  document.getElementById("summary")?.focus();
  const form = document.getElementById("answer");
  if (!form) return;

  const state = document.getElementById("saved");
  const say = (text) => { state.textContent = text; };
  const PAUSE = 900; // milliseconds without a key before a text is saved
  let waiting = null; // the timer of a save to come
  let running = false;
  let again = false;
  let dirty = false;
  let leaving = false;

  function tell(answer) {
    form.elements.base.value = answer.base;
    const bar = document.getElementById("bar");
    if (bar) {
      bar.value = answer.answered;
      bar.max = answer.applicable;
      document.getElementById("counted").textContent = answer.counted;
      const points = document.getElementById("points");
      points.hidden = !answer.score;
      points.querySelector("b").textContent = answer.score;
      points.querySelector(".range").textContent = answer.range;
    }
  }

  async function save() {
    clearTimeout(waiting);
    if (leaving) return;
    if (running) { again = true; return; }
    running = true;
    again = false;
    say(form.dataset.saving);
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "auto");
    const drops = [...form.querySelectorAll("[name$=-drop]:checked")]; // evidence goes only where a button is pressed
    for (const drop of drops) body.delete(drop.name);
    try {
      const reply = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const json = (reply.headers.get("content-type") || "").startsWith("application/json");
      const answer = json ? await reply.json() : null;
      if (reply.ok && answer?.saved) {
        tell(answer);
        if (!again) { dirty = drops.length > 0; say(dirty ? form.dataset.unsaved : answer.saved); }
      } else if (answer?.errors) {
        say(answer.errors.reason ? form.dataset.reason : Object.values(answer.errors)[0]);
      } else {
        say(form.dataset.problem);
      }
    } catch {
      say(form.dataset.failed);
    }
    running = false;
    if (again) save();
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", (event) => {
    dirty = true;
    say(form.dataset.unsaved);
    if (event.target.type !== "date") soon(); // half a date is often a date, too: it waits until the field is left
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") {
      save();
    }
  });
  form.addEventListener("focusout", () => { if (dirty) soon(); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // Number keys choose, 0 says that last year's answer still holds, Enter on a choice goes on. The check box turns the number keys off.
  const keys = document.getElementById("keys");
  const stored = () => { try { return localStorage.getItem("tenken-keys"); } catch { return null; } };
  keys.checked = stored() !== "off";
  keys.closest("label").hidden = false;
  const show = () => document.documentElement.classList.toggle("no-keys", !keys.checked);
  show();
  keys.addEventListener("change", (event) => {
    event.stopPropagation();
    show();
    try { localStorage.setItem("tenken-keys", keys.checked ? "on" : "off"); } catch { /* not kept */ }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    if (event.key === "Enter" && at.name === "status") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=go][value=next]"));
      return;
    }
    const typing = at.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || !keys.checked || !/^[0-5]$/.test(event.key)) return;
    if (event.key === "0") {
      const same = form.querySelector("[name=go][value=same]");
      if (!same) return;
      event.preventDefault();
      form.requestSubmit(same);
      return;
    }
    const radio = form.querySelectorAll("input[name=status]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
