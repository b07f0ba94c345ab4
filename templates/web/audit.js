// Keys for an auditor: 1 to 5 judge, F makes a finding, Enter on a choice goes on, Esc leaves a field. Nothing is left
// by mistake. Without this file everything still works. All sentences come from the page.
"use strict";
(() => {
  const form = document.getElementById("verdict");
  if (!form) return;
  if (location.hash === "#finding") document.getElementById("h-finding")?.focus();
  if (document.getElementById("summary")) document.getElementById("summary").focus();

  const state = document.getElementById("saved");
  let dirty = Boolean(document.getElementById("finding") || document.getElementById("summary"));
  let leaving = false;
  form.addEventListener("input", (event) => {
    if (event.target.id === "keys") return;
    dirty = true;
    if (state) state.textContent = form.dataset.unsaved;
  });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const keys = document.getElementById("keys");
  if (!keys) return;
  const stored = () => { try { return localStorage.getItem("tenken-keys"); } catch { return null; } };
  keys.checked = stored() !== "off";
  keys.closest("label").hidden = false;
  const show = () => document.documentElement.classList.toggle("no-keys", !keys.checked);
  show();
  keys.addEventListener("change", () => {
    show();
    try { localStorage.setItem("tenken-keys", keys.checked ? "on" : "off"); } catch { /* not kept */ }
  });

  const press = (go) => {
    const button = form.querySelector(`button[name=go][value=${go}]:not([hidden])`);
    if (button) form.requestSubmit(button);
    return Boolean(button);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    const typing = at.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (event.key === "Escape" && typing) { at.blur(); return; }
    if (event.key === "Enter" && at.matches("#verdict input[type=radio], #verdict input[type=checkbox]")) {
      event.preventDefault();
      press("next");
      return;
    }
    if (typing || !keys.checked || !keys.checkVisibility()) return; // whoever cannot see the switch cannot turn keys off
    if (event.key === "f" || event.key === "F") {
      if (press("finding")) event.preventDefault();
      return;
    }
    if (!/^[1-5]$/.test(event.key)) return;
    const radio = form.querySelectorAll("input[name=status]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
