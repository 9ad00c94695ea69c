/**
 * Replaces what stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`.
 * Throws where the document has no such section.
 */
export function replaceSection(document: string, name: string, contents: string): string {
  const start = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The document has no section "${start} … ${end}".`);
  return `${document.slice(0, from + start.length)}\n\n${contents}\n\n${document.slice(to)}`;
}
