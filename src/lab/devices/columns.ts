/** One row of a table: each text padded to its width, the last one as it is. */
export function row(widths: readonly number[], ...cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index];
      return width === undefined ? String(cell) : fit(String(cell), width);
    })
    .join('')
    .trimEnd();
}

/** Cuts or pads to a width, so that a column never runs into the next. */
export function fit(text: string, width: number): string {
  return text.length >= width ? `${text.slice(0, width - 1)} ` : text.padEnd(width);
}

/** Pads on the left. */
export function right(text: string | number, width: number): string {
  return String(text).padStart(width);
}

/** `aabb.ccdd.eeff` from 12 digits. */
export function dottedMac(mac: string): string {
  return mac.replace(/(.{4})(?=.)/g, '$1.');
}

/** `aa:bb:cc:dd:ee:ff` from 12 digits. */
export function colonMac(mac: string): string {
  return mac.replace(/(..)(?=.)/g, '$1:');
}
