// The answers as lines that survive a mail: short, numbered, each with a check, in letters that no mail program changes.
// `store/incoming/copied_lines.py` reads them and says there what a line is made of.
const tenkenLines = (() => {
  const PIECE = 44; // characters of content in a line: with number and check it stays below 72, quoted as well
  const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
    let rest = at;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    return rest;
  });
  const crc = (bytes) => (bytes.reduce((rest, byte) => TABLE[(rest ^ byte) & 255] ^ (rest >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const bytesOf = (text) => new TextEncoder().encode(text);
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const check = (text) => base64([24, 16, 8, 0].map((bits) => (crc(bytesOf(text)) >>> bits) & 255)).slice(0, 6);
  const letters = (bytes) => [12, 8, 4, 0].map((bits) => "abcdefghijklmnop"[(crc(bytes) >>> bits) & 15]).join("");

  // Packed where the browser can, plain where it cannot.
  async function packed(bytes) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch { return bytes; }
  }

  return async (text) => {
    const bytes = await packed(bytesOf(text));
    const pieces = base64(bytes).replace(/=+$/, "").match(new RegExp(`.{1,${PIECE}}`, "g"));
    const digits = String(pieces.length).length;
    const of = letters(bytes);
    return pieces.map((piece, at) => {
      const number = `${String(at + 1).padStart(digits, "0")}/${pieces.length}`;
      return `[${number} ${of} ${piece} ${check(number + of + piece)}]`;
    });
  };
})();
