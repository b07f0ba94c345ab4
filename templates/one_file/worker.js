// Runs tenken in the browser, beside the page: unpacks the parts that stand in the file, starts Python, answers one
// question after the other. Nothing is fetched: what Python's runtime asks for is given from memory, all else refused.
const HOME = "https://tenken.invalid/"; // an address that can belong to nobody
const KINDS = { wasm: "application/wasm", zip: "application/zip" };
const parts = new Map();

const unpacked = async (text) => {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};
const module = async (name) => {
  const address = URL.createObjectURL(new Blob([parts.get(name)], { type: "text/javascript" }));
  try { return await import(address); } finally { URL.revokeObjectURL(address); }
};
self.fetch = async (wanted) => {
  const name = String(wanted.url ?? wanted).slice(HOME.length);
  if (!parts.has(name)) throw new TypeError("tenken fetches nothing");
  return new Response(parts.get(name), { headers: { "content-type": KINDS[name.split(".").pop()] } });
};

// A page from a folder cannot have workers that are modules. In one that is not, Pyodide refuses to start if this loads.
self.importScripts = () => { throw new TypeError("tenken loads nothing"); };

async function start(packed) {
  await Promise.all(Object.entries(packed).map(async ([name, text]) => parts.set(name, await unpacked(text))));
  self.postMessage({ step: "python" });
  const [{ loadPyodide }, runtime] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.mjs")]);
  const python = await loadPyodide({
    indexURL: HOME, createPyodideModule: runtime.default, stdLibURL: `${HOME}python.zip`,
    lockFileContents: new TextDecoder().decode(parts.get("lock.json")), packageBaseUrl: HOME,
  });
  python.unpackArchive(new Uint8Array(parts.get("tenken.tar")), "tar", { extractDir: "/tenken" });
  parts.clear();
  self.postMessage({ step: "tenken" });
  python.runPython("import sys; sys.path.insert(0, '/tenken'); sys.dont_write_bytecode = True");
  return python.pyimport("tenken.one_file.engine").answer;
}

let answer = null;
self.onmessage = async ({ data: { id, packed, asked, content, last } }) => {
  try {
    if (packed) {
      answer = await start(packed);
      self.postMessage({ id });
      return;
    }
    const told = answer(JSON.stringify(asked), content ?? undefined, last ?? undefined);
    const [text, made] = [told.get(0), told.get(1)];
    const bytes = made?.toJs() ?? null; // a copy: Python may use its memory again
    made?.destroy();
    told.destroy();
    self.postMessage({ id, told: JSON.parse(text), content: bytes });
  } catch (fault) {
    self.postMessage({ id, fault: String(fault?.message ?? fault) });
  }
};
