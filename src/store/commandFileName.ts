/** Name of the file beside an output for what was kept apart from it: `01-show-version.messages.txt`. */
export function messagesFileName(output: string): string {
  return output.replace(/\.txt$/, '.messages.txt');
}

/**
 * File name of a command's output: `01-show-version.txt`. The number alone makes it unique within the device, so the
 * readable part may be cut or empty. `count` is the number of commands of the device and sets the width of the number.
 */
export function commandFileName(index: number, count: number, command: string): string {
  const width = Math.max(2, String(count).length);
  const slug = readable(command);
  return `${String(index + 1).padStart(width, '0')}-${slug === '' ? 'command' : slug}.txt`;
}

/** Lines that were made readable last: a thousand devices are sent the same few. */
const known = new Map<string, string>();
const maxKnown = 256;

function readable(command: string): string {
  let slug = known.get(command);
  if (slug === undefined) {
    slug = slugOf(command);
    if (known.size >= maxKnown) known.clear();
    if (command.length <= 1_000) known.set(command, slug);
  }
  return slug;
}

function slugOf(command: string): string {
  return command
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
}
