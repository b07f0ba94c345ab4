// What WCAG 2.2 AA asks of a page and a program can see; brings back a list of faults, each with its kind first.
(() => {
  const faults = [];
  const told = (kind, element, more = "") =>
    faults.push(`${kind}: ${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""} ${(element.textContent || "").trim().slice(0, 40)} ${more}`.trim());
  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  if (!document.documentElement.lang) told("lang", document.documentElement);
  if (!document.title.trim()) told("title", document.documentElement);
  if (all("main").length !== 1) told("landmark", document.body, "one main");
  if (all("header").length !== 1) told("landmark", document.body, "one header");
  for (const nav of all("nav")) if (!nav.getAttribute("aria-label")) told("landmark", nav, "without a name");
  if (document.documentElement.scrollWidth > innerWidth) told("reflow", document.documentElement, `${document.documentElement.scrollWidth}`);

  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) told("twice", document.getElementById(id));
  for (const attribute of ["aria-describedby", "aria-labelledby", "for"])
    for (const element of all(`[${attribute}]`))
      for (const id of element.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) told("reference", element, id);
  for (const link of all("a[href^='#']")) if (!document.querySelector(link.getAttribute("href"))) told("reference", link);

  let level = 0;
  if (all("h1").filter(visible).length !== 1) told("heading", document.body, "one h1");
  for (const heading of all("h1, h2, h3, h4").filter(visible)) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) told("heading", heading, `after level ${level}`);
    level = own;
  }

  for (const field of all("input:not([type=hidden]), textarea, select").filter(visible)) {
    const by = (field.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join("");
    const labels = [...(field.labels || [])].map((label) => label.textContent).join("");
    if (!(by + labels).trim()) told("label", field, field.name);
    if (field.getAttribute("aria-invalid") === "true" && !field.getAttribute("aria-describedby")) told("label", field, "error not tied");
  }
  for (const control of all("button, a[href], summary").filter(visible))
    if (!(control.textContent || control.getAttribute("aria-label") || "").trim()) told("name", control);
  for (const radio of all("input[type=radio]")) {
    const legend = radio.closest("fieldset")?.querySelector("legend");
    if (!legend || !legend.textContent.trim()) told("group", radio);
  }
  for (const image of all("svg, img")) if (!image.getAttribute("aria-hidden") && !image.getAttribute("aria-label") && !image.alt) told("name", image);

  // Targets: 24 pixels, or as much room around; a link inside a sentence is exempt, a box takes its label along.
  for (const control of all("button, a[href], summary, input:not([type=hidden]), textarea").filter(visible)) {
    if (control.matches(".skip") || (control.tagName === "A" && control.parentElement.matches("p, span, b, li:has(b)"))) continue;
    const box = (control.closest("label") || control).getBoundingClientRect();
    if (box.width < 24 || box.height < 24) told("target", control, `${box.width}×${box.height}`);
  }

  // Contrast of every text against what is painted behind it, and of the edges of fields.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return rgba("Canvas");
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || !visible(element) || element.closest("script, style, .skip")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = ratio(rgba(style.color).slice(0, 3), behind(element).slice(0, 3));
    if (found < (large ? 3 : 4.5)) told("contrast", element, found.toFixed(2));
  }
  for (const field of all("input[type=text], input[type=date], textarea, button:not(.quiet)").filter(visible)) {
    const found = ratio(rgba(getComputedStyle(field).borderTopColor).slice(0, 3), behind(field.parentElement).slice(0, 3));
    if (found < 3) told("contrast", field, `edge ${found.toFixed(2)}`);
  }

  // Focus: what can be reached shows that it is reached, and nothing covers it.
  for (const control of all("a[href], button, summary, input:not([type=hidden]), textarea").filter(visible)) {
    control.focus({ focusVisible: true });
    if (document.activeElement !== control) { told("focus", control, "cannot be reached"); continue; }
    const shown = (element) => { const style = getComputedStyle(element); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
    const around = control.closest(".card, .seg label, .pick");
    if (!shown(control) && !(around && shown(around))) told("focus", control, "not shown");
    const box = control.getBoundingClientRect();
    const bar = document.querySelector(".bar");
    if (bar && !bar.contains(control) && box.top >= bar.getBoundingClientRect().top) told("focus", control, "covered");
  }
  document.activeElement.blur();
  return faults;
})();
