import type { NetDevice } from '../../network/netDevice.ts';

/** Adds a line of the global configuration that the model does not understand; the same line twice is one. */
export function addFreeLine(device: NetDevice, line: string): void {
  if (!device.extra.some((block) => block.line === line)) device.extra.push({ line, children: [] });
}

/** `no <line>`: removes what was added and begins so. */
export function dropFreeLines(device: NetDevice, line: string): void {
  const kept = device.extra.filter((block) => !startsWithWords(block.line, line));
  device.extra.splice(0, device.extra.length, ...kept);
}

/** Adds a line to a section; `no <line>` removes it there. */
export function addSectionLine(lines: string[], line: string): void {
  const text = line.trim();
  if (text.startsWith('no ')) dropSectionLines(lines, text.slice(3));
  else if (!lines.includes(text)) lines.push(text);
}

/** Removes the lines of a section that begin so. */
export function dropSectionLines(lines: string[], beginning: string): void {
  lines.splice(0, lines.length, ...lines.filter((line) => !startsWithWords(line, beginning)));
}

function startsWithWords(line: string, beginning: string): boolean {
  const start = beginning.trim();
  return line === start || line.startsWith(`${start} `);
}
