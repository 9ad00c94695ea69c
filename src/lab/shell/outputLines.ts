/** Splits text that arrives in pieces into lines, each with its line end, without reading further than asked. */
export function* outputLines(text: string | Iterable<string>): Generator<string, void, undefined> {
  let rest = '';
  for (const piece of typeof text === 'string' ? [text] : text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
  }
  if (rest !== '') yield rest;
}
