/**
 * Text from anywhere as Markdown that shows it as it is, on one line. `appendText` does the same with blanks that never wrap,
 * which long sentences need.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+\-!~|:@]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
