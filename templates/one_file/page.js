// What happens on the page: which screen is shown, what is asked of tenken, what is kept and what leaves as a file. All
// sentences come from the page or from tenken.
(async () => {
  const $ = (id) => document.getElementById(id);
  const json = (id) => JSON.parse($(id).textContent);
  const texts = json("texts");
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const packed = $("given").textContent;
  const given = packed ? await new Response(new Blob([bytes(packed)]).stream().pipeThrough(new DecompressionStream("gzip"))).json() : null;
  const KEY = ["tenken-one-file", ...(given ? [given.form.data.head.identity, given.name] : [])].join(":");
  const STEPS = ["parts", "python", "tenken", "asked"];
  const PATIENCE = 120; // milliseconds before the screen of waiting is shown: most answers come sooner
  let lang = stored()?.lang ?? given?.lang ?? (navigator.language.startsWith("ja") || !navigator.language ? "ja" : "en");
  let firm = null; // the assessment that the page is about: { name, content, last: { name, content } | null, form }
  let form = null; // the form while it is on the screen
  let making = null; // what is being made
  let report = null; // the report that was made last: its address, to be let go
  let behind = () => show("start");

  const say = (key, values = {}) => texts[lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const letters = (content) => btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join(""));
  const brief = (text) => text.trim().split("\n").pop().slice(0, 160); // the last line of Python's says what it was
  const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10); };

  // The browser keeps the file that the answers belong to; the form keeps the answers.
  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
  }
  function keep() {
    const last = firm.last && { name: firm.last.name, content: letters(firm.last.content) };
    try { localStorage.setItem(KEY, JSON.stringify({ lang, name: firm.name, title: firm.form.title, content: letters(firm.content), last })); } catch { /* the form says that nothing can be kept */ }
  }
  function forget() {
    try { localStorage.removeItem(KEY); } catch { /* there is nothing */ }
    if (given) { location.reload(); return; }
    firm = null;
    show("start");
  }

  const engine = tenkenEngine((step) => stepped(step));

  function put(markup, title) {
    form?.close();
    form = null;
    document.documentElement.lang = lang;
    document.title = title;
    $("screen").innerHTML = markup;
    window.scrollTo(0, 0);
    ($("summary") ?? $("changes") ?? $("main")).focus({ preventScroll: true });
  }
  // A screen that the file brings along in both languages.
  function show(name) {
    put($(`${name}-${lang}`).innerHTML, say("web.begin.title"));
    document.documentElement.classList.add("scripted");
    if (name === "start") {
      behind = () => show("start");
      const before = stored();
      if (before?.content) {
        document.querySelector("[data-do=kept]").hidden = false;
        $("kept-name").textContent = say("one_file.kept", { name: before.title });
      }
    }
    document.querySelector("[data-licences]")?.append($("licences").content.cloneNode(true));
    if (name === "begin") engine.ready().catch(() => {}); // it is needed as soon as the page is filled in
  }
  function trouble(sentences) {
    put($(`trouble-${lang}`).innerHTML, say("one_file.trouble"));
    const list = $("summary").querySelector("ul");
    list.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
  }
  function onForm(saved = null) {
    const { title, markup, data } = firm.form;
    put(markup, title);
    form = tenkenForm(data, { act, forgotten: forget });
    if (saved) form.show(saved);
    behind = () => onForm();
    // Whoever answers will want the report: what makes it starts meanwhile. What goes wrong is told when it is wanted.
    document.addEventListener("change", () => { engine.ready().catch(() => {}); }, { once: true });
  }

  function stepped(step) {
    if (!making || !$("progress")) return;
    const at = STEPS.indexOf(step);
    $("progress").value = at;
    document.querySelectorAll("[data-step]").forEach((row, place) => {
      const state = row.querySelector(".state");
      row.className = place < at ? "past" : place === at ? "present" : "";
      state.textContent = place < at ? state.dataset.done : place === at ? state.dataset.now : "";
    });
  }
  // Have something made; what is shown meanwhile says what it is. Nothing comes back where it was stopped.
  async function made(asked, { doing, content = firm?.content ?? null, last = firm?.last?.content ?? null, quiet = false }) {
    const mine = (making = {});
    const wait = quiet ? null : setTimeout(() => {
      if (making !== mine) return;
      put($(`making-${lang}`).innerHTML, say(doing));
      $("doing").textContent = say(doing);
      stepped(engine.running() && engine.done ? "asked" : "parts");
    }, PATIENCE);
    try {
      await engine.ready();
      engine.done = true;
      stepped("asked");
      const answer = await engine.ask({ lang, today: today(), ...asked }, content, last);
      return making === mine ? answer : null;
    } catch (fault) {
      if (making === mine) trouble([say(engine.done ? "one_file.fault" : "one_file.broken", { fault: brief(fault.message) })]);
      return null;
    } finally {
      clearTimeout(wait);
      if (making === mine) making = null;
    }
  }
  function take({ told, content }, last = null) { // an assessment that was begun or opened
    firm = { name: told.name, content, last, form: told.form };
    keep();
    onForm();
    if (told.said) form.told(told.said);
  }
  async function begin() {
    const fields = Object.fromEntries(new FormData($("begin")));
    const answer = await made({ do: "begin", fields }, { doing: "one_file.beginning", content: null, last: null });
    if (!answer) return;
    if (answer.told.screen) put(answer.told.screen, say("one_file.trouble"));
    else take(answer);
  }
  async function picked(input) {
    const [file] = input.files;
    const wanted = input.dataset.for;
    input.value = "";
    if (!file) return;
    if (file.size > texts.largest) { trouble([say("one_file.too_large", { name: file.name })]); return; }
    const content = new Uint8Array(await file.arrayBuffer());
    if (wanted === "last") { firm.last = { name: file.name, content }; keep(); await onReport("owner"); return; }
    const answer = await made({ do: wanted, name: file.name }, { doing: "one_file.opening", content, last: null });
    if (!answer) return;
    if (answer.told.problems) trouble(answer.told.problems);
    else take(answer, wanted === "renew" ? { name: file.name, content } : null);
  }
  async function kept() {
    const before = stored();
    const last = before.last && { name: before.last.name, content: bytes(before.last.content) };
    const answer = await made({ do: "form", name: before.name }, { doing: "one_file.opening", content: bytes(before.content), last: null });
    if (!answer) return;
    if (answer.told.problems) trouble(answer.told.problems);
    else take({ told: answer.told, content: bytes(before.content) }, last);
  }

  const about = (saved) => ({ name: firm.name, saved, last_name: firm.last?.name ?? null, returns: Boolean(given) });
  let saved = null; // what the form said when it was left
  let key = ""; // under which the browser keeps that
  async function onReport(profile) {
    if (form) saved = form.current();
    const answer = await made({ do: "report", profile, ...about(saved) }, { doing: "one_file.reporting" });
    if (!answer) return;
    behind = () => onForm(saved);
    const { told, content } = answer;
    if (told.problems) { trouble(told.problems); return; }
    put(told.screen, told.title);
    if (report) URL.revokeObjectURL(report);
    report = URL.createObjectURL(new Blob([content], { type: "text/html" }));
    $("view").href = $("keep-html").href = report;
    $("keep-html").download = told.file;
  }
  async function download(wanted, kind) {
    if (form) saved = form.current();
    const answer = await made({ do: wanted, ...about(saved) }, { doing: "one_file.saving", quiet: engine.done });
    if (!answer) return;
    const { told, content } = answer;
    if (told.problems) { behind = () => onForm(saved); trouble(told.problems); return; }
    if (!$("done")) onForm(saved); // it took so long that the screen of waiting stands there
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([content], { type: kind })), download: told.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    form?.handed();
    const sentence = [say("form.saved", { file: told.file }), ...told.refused].join(" ");
    $("done").textContent = sentence;
    form?.told(sentence);
  }
  // What the assessment is about, changed: the answers go into its file first, and the form begins anew from that.
  async function subject(fields = null, go = "see") {
    if (form) { saved = form.current(); key = form.key; }
    const answer = await made({ do: "about", fields, go, ...about(saved) }, { doing: "one_file.opening" });
    if (!answer) return;
    behind = () => onForm(saved);
    if (answer.told.problems) trouble(answer.told.problems);
    else if (answer.told.screen) put(answer.told.screen, answer.told.title);
    else {
      try { localStorage.removeItem(key); } catch { /* there is nothing */ }
      saved = null;
      take(answer, firm.last);
    }
  }
  async function speak(wanted) {
    lang = wanted;
    if ($("begin")) {
      const fields = Object.fromEntries(new FormData($("begin")));
      const answer = await made({ do: "begin", fields, again: true }, { doing: "one_file.beginning", content: null, last: null });
      if (answer) put(answer.told.screen, say("web.begin.title"));
      return;
    }
    if (!firm) { behind(); return; }
    const profile = $("view")?.dataset.profile;
    const subjectShown = $("about");
    if (form) saved = form.current();
    const answer = await made({ do: "form", ...about(null) }, { doing: "one_file.opening" });
    if (!answer) return;
    firm.form = answer.told.form;
    keep();
    if (profile) await onReport(profile);
    else if (subjectShown) await subject();
    else onForm(saved);
  }

  const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  function act(button) {
    switch (button.dataset.do) {
      case "begin": case "start": case "licences": show(button.dataset.do); break;
      case "pick": $("picked").dataset.for = button.dataset.for; $("picked").click(); break;
      case "kept": kept(); break;
      case "report": onReport(button.dataset.profile ?? "owner"); break;
      case "file": download("file", "application/toml"); break;
      case "workbook": download("workbook", XLSX); break;
      case "form": onForm(saved); break;
      case "about": subject(); break;
      case "back": behind(); break;
      case "stop": making = null; engine.stop(); engine.done = false; behind(); break;
      case "language": speak(button.dataset.lang); break;
    }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && !form && button.dataset.do !== "begun") act(button); // the form hands on what it does not know
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.id === "begin") begin();
    else subject(Object.fromEntries(new FormData(event.target)), event.submitter?.value);
  });
  $("picked").addEventListener("change", (event) => picked(event.target));

  if (given) {
    firm = { name: given.name, content: bytes(given.content), last: given.last && { name: given.last.name, content: bytes(given.last.content) }, form: given.form };
    if (stored()) kept(); else onForm(); // what it is about was changed, or the language
  } else show("start");
})();
