// Between the fields of the page and what is saved. A field that nobody touched says just what was handed out, whatever
// the browser makes of it; what somebody typed is cleaned so that tenken can read it back.
const tenkenFields = (data) => {
  const articles = [...document.querySelectorAll(".q")];
  const facts = [...document.querySelectorAll("[data-fact]")];
  const by = document.getElementById("by");
  const base = data.base.answers;
  const first = new Map([...document.querySelectorAll("input, textarea")].map((field) => [field, field.value]));
  const stated = { ...data.base.facts };

  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
  const PIECE = /^(\d|new-\d)\d{0,3}$/;
  const DAY = /^(20\d\d|2100)-\d\d-\d\d$/;
  const clean = (text, most) => {
    const tidy = text.toWellFormed?.() ?? text.replace(/\p{Cs}/gu, "\ufffd");
    return tidy.normalize("NFC").replace(/\r\n?/g, "\n").replace(CONTROL, " ").slice(0, most).replace(/[\ud800-\udbff]$/, "").trim();
  };
  const value = (field, before = "") => {
    if (field.value === first.get(field)) return before;
    if (field.type === "date") return DAY.test(field.value) ? field.value : "";
    return clean(field.value, field.maxLength > 0 ? field.maxLength : data.longest.note);
  };
  const filled = (object) => Object.fromEntries(Object.entries(object).filter(([, text]) => text));
  const chosen = (scope) => scope.querySelector("input[type=radio]:checked")?.value ?? "";
  const part = (scope, name) => scope.querySelector(`[data-part=${name}]`);

  const answer = (article) => {
    const before = base[article.dataset.id];
    const evidence = {};
    for (const row of article.querySelectorAll(".piece")) {
      const was = before.evidence?.[row.dataset.piece] ?? {};
      const piece = filled(Object.fromEntries(["what", "file", "dated"].map((name) => [name, value(part(row, name), was[name])])));
      if (Object.keys(piece).length) evidence[row.dataset.piece] = piece;
    }
    const plain = Object.fromEntries(["note", "owner", "due"].map((name) => [name, value(part(article, name), before[name])]));
    return { ...filled({ status: chosen(article), ...plain }), ...(Object.keys(evidence).length ? { evidence } : {}) };
  };

  // What the page says now, as it is saved.
  const current = () => ({
    ...data.head, ...filled({ by: clean(by.value, data.longest.name) }), facts: { ...stated },
    answers: Object.fromEntries(articles.map((article) => [article.dataset.id, answer(article)])), base: data.base,
  });

  const rows = (article) => [...article.querySelectorAll(".piece")];
  const add = (article, name) => {
    const before = rows(article);
    const row = before[0].cloneNode(true);
    row.dataset.piece = name ?? `new-${1 + Math.max(0, ...before.map((one) => Number(one.dataset.piece.match(/^new-(\d+)$/)?.[1] ?? 0)))}`;
    row.querySelector("legend").textContent = data.words["web.question.evidence"].other.replace("{n}", before.length + 1);
    for (const field of row.querySelectorAll("input")) {
      field.id = `f-${article.dataset.id}-${row.dataset.piece}-${field.dataset.part}`;
      field.closest(".field").querySelector("label").htmlFor = field.id;
      field.value = "";
      first.set(field, "");
    }
    before.at(-1).after(row);
    return row;
  };

  const choose = (scope, wanted) => {
    for (const radio of scope.querySelectorAll("input[type=radio]")) radio.checked = radio.value === wanted;
  };
  // Fill the page in with something that was saved.
  const show = (saved) => {
    by.value = saved.by ?? "";
    for (const [fact, holds] of Object.entries(saved.facts)) // of facts that this page does not ask, too
      if (fact in data.plan.facts && typeof holds === "boolean") stated[fact] = holds;
    for (const fact of facts) if (fact.dataset.fact in stated) choose(fact, String(stated[fact.dataset.fact]));
    for (const article of articles) {
      const said = saved.answers[article.dataset.id] ?? {};
      choose(article, said.status);
      for (const name of ["note", "owner", "due"]) part(article, name).value = said[name] ?? "";
      for (const name of Object.keys(said.evidence ?? {}))
        if (PIECE.test(name) && !rows(article).some((row) => row.dataset.piece === name)) add(article, name);
      for (const row of rows(article))
        for (const name of ["what", "file", "dated"]) part(row, name).value = said.evidence?.[row.dataset.piece]?.[name] ?? "";
      article.querySelector(".more").open = Boolean(said.note || said.evidence);
      article.querySelector(".plan").open = Boolean(said.owner || said.due);
    }
  };

  // Whether a text is something that this very page saved, and then what.
  const understood = (text) => {
    const saved = JSON.parse(text);
    const object = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
    const ours = object(saved) && Object.entries(data.head).every(([name, one]) => saved[name] === one);
    return ours && object(saved.answers) && object(saved.facts) && Object.values(saved.answers).every(object) ? saved : null;
  };
  const state = (fact, holds) => { stated[fact] = holds; };
  return { articles, facts, current, show, add, choose, chosen, part, rows, understood, state };
};
