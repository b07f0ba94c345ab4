// What happens on the page: progress and score follow each answer, the browser keeps a copy, and the answers leave as a
// file or as text when somebody says so. All sentences come from the page.
//
// `tool` is what surrounds the form in the one HTML file: what its own buttons do, and what to do once all is forgotten.
// What is given back ends the form, so that another one can take its place.
const tenkenForm = (data, tool = {}) => {
  const $ = (id) => document.getElementById(id);
  const over = new AbortController();
  const on = (target, kind, act) => target.addEventListener(kind, act, { signal: over.signal });
  const fields = tenkenFields(data);
  const KEY = `tenken-form:${data.head.identity}:${data.head.content}:${data.name}`;
  const PAUSE = 400; // milliseconds without a key before a text is counted and kept
  const start = JSON.stringify(fields.current());
  const row = (name, id) => document.querySelector(`[data-${name}="${CSS.escape(id)}"]`);
  let waiting = null; // the timer of a copy to come
  let keeps = true; // whether the browser keeps copies
  let handed = start; // what was last saved as a file or copied

  const say = (key, values = {}) => {
    const sentence = data.words[key];
    const text = typeof sentence === "string" ? sentence : values.n === 1 ? sentence.one : sentence.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === "number" ? values[name].toLocaleString("en") : values[name]);
  };
  const tell = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
  const numbered = (id) => { // a link to a question, as the overview names it
    const link = row("row", id).querySelector("a").cloneNode(true);
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  // What lacks its reason, or a word for its evidence: it would not be taken when the file is read.
  const unfinished = (answers) => Object.entries(answers).filter(([, said]) =>
    (said.status === "na" && !said.note) || Object.values(said.evidence ?? {}).some((piece) => !piece.what)).map(([id]) => id);

  const statusesOf = (now) => Object.fromEntries(Object.entries(now.answers).map(([id, said]) => [id, said.status]));

  function update() {
    const now = fields.current();
    const statuses = statusesOf(now);
    const score = tenkenScore(data.plan, now.facts, statuses);
    const asked = new Set(score.asked);
    for (const question of data.plan.questions) {
      const status = question.verdict ?? statuses[question.id] ?? "";
      $(`q-${question.id}`).hidden = row("row", question.id).hidden = !asked.has(question.id);
      const said = row("said", question.id);
      said.className = `said ${status || "unanswered"}`;
      said.textContent = data.status[status];
      const article = $(`q-${question.id}`);
      article.querySelector(".undo").hidden = !statuses[question.id];
      const note = fields.part(article, "note");
      note.toggleAttribute("required", statuses[question.id] === "na");
      note.setAttribute("aria-invalid", String(statuses[question.id] === "na" && !note.value.trim()));
      const proposal = article.querySelector(".proposal");
      if (proposal) proposal.hidden = Boolean(fields.part(article, "due").value) || ["yes", "na"].includes(status);
      const carried = article.querySelector(".carried");
      if (carried) carried.hidden = Boolean(statuses[question.id]);
    }
    const counts = new Map(score.areas.map((area) => [area.id, area]));
    for (const section of document.querySelectorAll("[data-area]")) section.hidden = !counts.has(section.dataset.area);
    for (const list of document.querySelectorAll("[data-list]")) {
      const area = counts.get(list.dataset.list);
      list.hidden = !area;
      if (area) row("count", list.dataset.list).textContent = say("web.overview.area_count", area);
    }
    const { answered, applicable } = score;
    const draft = answered < applicable;
    $("bar").max = Math.max(applicable, 1);
    $("bar").value = answered;
    $("bar").setAttribute("aria-label", say("web.progress", { answered, applicable }));
    tell("counted", say("web.counted", { answered, applicable }));
    if (!data.share) points(score, draft);
    tell("left", draft ? say("form.open_left", { n: applicable - answered }) : say("form.none_left"));
    const mend = unfinished(now.answers).filter((id) => asked.has(id));
    $("reasons").hidden = !mend.length;
    $("reasons").querySelector("ul").replaceChildren(...mend.map(numbered));
    return now;
  }

  // The score, where all the firm's answers are on this page.
  const inWords = ({ low, high, answered, applicable }) =>
    answered < applicable ? say("web.points_open", { score: low, high }) : say("web.points", { score: low });
  function points(score, draft) {
    const { answered, applicable, low, high, cap, gate, criticalOpen } = score;
    tell("coverage", say("web.counted", { answered, applicable }));
    tell("points", low === null || !answered ? "" : inWords(score));
    document.querySelector("#now .figures").hidden = low === null;
    tell("grade", score.grade ?? "");
    tell("total", low === null ? "" : say("web.score.total", { score: low }));
    tell("range", low === null ? say("web.score.none") : draft ? say("web.score.draft", { n: applicable - answered, low, high }) : "");
    $("capped").hidden = cap === null;
    if (cap !== null) tell("cap", say("gate.holds", { n: gate.length, cap }));
    tell("best", criticalOpen.length > gate.length ? say("gate.best", { n: criticalOpen.length, best: data.plan.grades[0][0] }) : "");
    $("gate").replaceChildren(...gate.map(numbered));
  }

  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  function keep() {
    clearTimeout(waiting);
    waiting = null;
    const text = JSON.stringify(fields.current());
    try {
      localStorage.setItem(KEY, text);
      keeps = localStorage.getItem(KEY) === text;
    } catch { keeps = false; }
    tell("kept", keeps ? say("form.kept", { time: clock() }) : say("form.not_kept"));
  }
  function stored() {
    try { return localStorage.getItem(KEY); } catch { keeps = false; return null; }
  }
  function settle() {
    update();
    keep();
  }
  function restore(text) {
    let saved = null;
    try { saved = fields.understood(text); } catch { /* a copy that cannot be read is none */ }
    if (saved) fields.show(saved);
    return saved !== null;
  }
  function changed(soon) {
    clearTimeout(waiting);
    if (soon) waiting = setTimeout(settle, PAUSE); else settle();
  }

  function handOver() {
    if (waiting) settle();
    handed = JSON.stringify(fields.current());
    return JSON.parse(handed);
  }
  function save(told) {
    const now = handOver();
    const who = (now.by ?? "").replace(/[\\/:*?"<>|\s.]+/g, "_").slice(0, 40);
    const name = `${data.name}${who && `-${who}`}-answers.json`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(now, null, 1)}\n`], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    tell(told, say("form.saved", { file: name }));
  }
  // A few words for whoever opens the mail, and the lines that are read again.
  async function asMail(now) {
    const score = tenkenScore(data.plan, now.facts, statusesOf(now));
    const { answered, applicable } = score;
    const reached = data.share || score.low === null ? "" : inWords(score);
    const lines = await tenkenLines(JSON.stringify(now));
    return [
      document.title, ...(now.by ? [say("form.mail_by", { name: now.by })] : []), say("form.mail_count", { answered, applicable, points: reached }).trimEnd(), "",
      say("form.mail_keep"), say("form.mail_begin", { n: lines.length }), ...lines, say("form.mail_end"), "",
    ].join("\n");
  }
  // The clipboard is asked for at once, while the click still counts; what goes into it may follow.
  async function copy() {
    const text = asMail(handOver());
    try {
      const kind = "text/plain";
      if (window.ClipboardItem) await navigator.clipboard.write([new ClipboardItem({ [kind]: text.then((one) => new Blob([one], { type: kind })) })]);
      else await navigator.clipboard.writeText(await text);
      tell("done", say("form.copied"));
    } catch {
      $("by-hand").hidden = false;
      $("text").value = await text;
      $("text").focus();
      $("text").select();
      tell("done", say("form.copy_by_hand"));
    }
  }
  async function open(input) {
    const [file] = input.files;
    if (!file) return;
    let saved = null;
    let what = "form.open_other";
    try { saved = fields.understood(await file.text()); } catch { what = "form.open_broken"; }
    input.value = "";
    if (!saved) { tell("kept", say(what)); return; }
    if (JSON.stringify(fields.current()) !== start && !confirm(say("form.open_replaces"))) return;
    fields.show(saved);
    changed(false);
    tell("kept", say("form.opened", { file: file.name }));
  }
  function next() {
    const here = document.activeElement.closest(".q");
    const all = fields.articles.filter((article) => !article.hidden);
    const open = (article) => !data.plan.questions.find((q) => q.id === article.dataset.id).verdict && !fields.chosen(article);
    const at = all.indexOf(here) + 1;
    const found = [...all.slice(at), ...all.slice(0, at)].find(open);
    if (!found) { $("finish-title").focus(); return; }
    found.scrollIntoView({ block: "start" });
    found.querySelector("input[type=radio]").focus({ preventScroll: true });
  }
  function forget() {
    if (!confirm(say("form.forget_sure"))) return;
    clearTimeout(waiting);
    try { localStorage.removeItem(KEY); } catch { /* there is none */ }
    handed = JSON.stringify(fields.current()); // leaving is meant
    if (tool.forgotten) tool.forgotten(); else location.reload();
  }

  function choose(article, status) {
    fields.choose(article, status);
    article.querySelector(`input[value=${status}]`).focus();
    if (status === "na") article.querySelector(".more").open = true;
    changed(false);
  }

  on(document, "click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const article = button.closest(".q");
    switch (button.dataset.do) {
      case "save": save(button.closest(".bar") ? "kept" : "done"); break;
      case "copy": copy(); break;
      case "next": next(); break;
      case "forget": forget(); break;
      case "add": fields.part(fields.add(article), "what").focus(); break;
      case "same": choose(article, button.dataset.status); break;
      case "promise": // the fields show what is promised; what somebody wrote in one of them stays
        for (const name of ["owner", "due"]) {
          const field = fields.part(article, name);
          if (!field.value.trim()) field.value = button.dataset[name];
        }
        fields.part(article, "due").focus();
        changed(false);
        break;
      case "clear":
        fields.choose(article, null);
        article.querySelector("input[type=radio]").focus();
        changed(false);
        break;
      default: tool.act?.(button, handOver);
    }
  });
  on(document, "input", (event) => { if (!event.target.matches("[type=radio], [type=file], [readonly]")) changed(true); });
  on(document, "change", (event) => {
    if (event.target.id === "open") { open(event.target); return; }
    if (event.target.type !== "radio") return;
    const fact = event.target.closest("[data-fact]");
    if (fact) fields.state(fact.dataset.fact, event.target.value === "true");
    else if (event.target.value === "na") event.target.closest(".q").querySelector(".more").open = true;
    changed(false);
  });

  // The keys of the pages in the browser: 1 to 5 answer the question that has the focus, 0 says that last year's answer
  // still holds, Enter on an answer goes on. The check box in the bar turns them off.
  const keys = $("keys");
  try { keys.checked = localStorage.getItem("tenken-keys") !== "off"; } catch { /* on */ }
  const showKeys = () => document.documentElement.classList.toggle("no-keys", !keys.checked);
  on(keys, "change", () => {
    showKeys();
    try { localStorage.setItem("tenken-keys", keys.checked ? "on" : "off"); } catch { /* not kept */ }
  });
  on(document, "keydown", (event) => {
    const at = event.target;
    const article = at.closest?.(".q");
    if (!article || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (at.matches("textarea, input:not([type=radio])")) return;
    if (event.key === "Enter" && at.matches("[type=radio]")) {
      event.preventDefault();
      next();
    } else if (event.key === "0") {
      const same = article.querySelector(".carried:not([hidden]) [data-do=same]");
      if (same) same.click();
    } else if (/^[1-5]$/.test(event.key)) {
      choose(article, article.querySelectorAll("input[type=radio]")[Number(event.key) - 1].value);
    }
  });

  on(window, "storage", (event) => { // another tab with the same form
    if (event.key !== KEY || !event.newValue || waiting) return;
    if (!restore(event.newValue)) return;
    update();
    tell("kept", say("form.other_tab"));
  });
  on(window, "pagehide", () => { if (waiting) keep(); });
  on(window, "beforeunload", (event) => {
    if (waiting) keep();
    if (!keeps && JSON.stringify(fields.current()) !== handed) event.preventDefault();
  });
  const wide = matchMedia("(min-width: 60.01rem)"); // room to read beside the answers
  for (const side of document.querySelectorAll(".read")) side.open = wide.matches;

  on(document, "click", (event) => { // a link to a real case opens it where the page tells it
    const link = event.target.closest?.('a[href^="#case-"]');
    if (link) document.getElementById(link.hash.slice(1)).open = true;
  });

  let closed = []; // what was opened for paper only
  on(window, "beforeprint", () => {
    closed = [...document.querySelectorAll(".q details:not([open], .case)")];
    for (const one of closed) one.open = true;
    for (const day of document.querySelectorAll("input[type=date]")) day.classList.toggle("blank", !day.value);
  });
  on(window, "afterprint", () => { for (const one of closed) one.open = false; });

  document.documentElement.classList.add("scripted");
  showKeys();
  const before = stored();
  if (before && restore(before)) tell("kept", say("form.restored"));
  update();
  if (!keeps) tell("kept", say("form.not_kept"));

  return {
    current: fields.current,
    show: (saved) => { fields.show(saved); changed(false); },
    key: KEY,
    handed: handOver,
    told: (text) => tell("kept", text),
    close: () => { if (waiting) keep(); over.abort(); },
  };
};
