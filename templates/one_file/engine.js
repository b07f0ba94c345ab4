// Asks the worker in which tenken runs. It is started once, when it is first needed, and works one thing at a time.
const tenkenEngine = (told) => {
  let worker = null;
  let ready = null;
  let last = 0;
  const waiting = new Map();

  const end = (fault) => {
    worker?.terminate();
    worker = ready = null;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const post = (message) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ id: last, ...message });
  });
  const whole = () => document.readyState === "loading" ? new Promise((done) => document.addEventListener("DOMContentLoaded", done)) : null;

  async function start() {
    await whole(); // the parts stand at the end of the file
    const source = new Blob([document.getElementById("worker").textContent], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(source));
    worker.onerror = (event) => end(new Error(event.message || "worker"));
    worker.onmessage = ({ data: { id, step, fault, told: answer, content } }) => {
      if (step) { told(step); return; }
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (fault) reject?.(new Error(fault)); else resolve?.({ told: answer, content });
    };
    const parts = [...document.querySelectorAll("script[data-part]")].map((part) => [part.dataset.part, part.textContent]);
    await post({ packed: Object.fromEntries(parts) });
  }

  return {
    // Resolves once tenken can be asked.
    ready: () => { ready ??= start().catch((fault) => { end(fault); throw fault; }); return ready; },
    running: () => worker !== null,
    async ask(asked, content, before) { await this.ready(); return post({ asked, content, last: before }); },
    stop: () => end(new Error("stopped")),
  };
};
