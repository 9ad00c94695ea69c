/** Characters of a preview. */
const previewLength = 2000;

/**
 * The last lines of an output, masked, at most 2,000 characters. Masked before it is cut, and without the line that a cut
 * went through: half a secret is not recognised any more. `end` is the end of the output, `isCut` whether more was before.
 */
export function previewOf(end: string, isCut: boolean, redact: (text: string) => string): string {
  const masked = redact(isCut ? fromWholeLine(end) : end);
  return masked.length <= previewLength ? masked : fromWholeLine(masked.slice(-previewLength));
}

/** A text that consists of one line without an end is left out altogether. */
function fromWholeLine(text: string): string {
  const lineEnd = text.indexOf('\n');
  return lineEnd < 0 ? '' : text.slice(lineEnd + 1);
}
