/**
 * `show tech-support`: one show command after the other, each with its heading. `bytes` above 0 repeats them until the dump
 * is about that long; the text is made piece by piece, as fast as it is read.
 */
export function* supportDump(
  sections: readonly (readonly [title: string, text: () => string])[],
  bytes: number,
): Generator<string, void, undefined> {
  let sent = 0;
  do {
    for (const [title, text] of sections) {
      const piece = `\n------------------ ${title} ------------------\n\n${text()}`;
      sent += piece.length;
      yield piece;
      if (bytes > 0 && sent >= bytes) return;
    }
  } while (sent < bytes);
}
