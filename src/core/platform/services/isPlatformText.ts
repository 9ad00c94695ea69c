/** Keys of which a platform file that is being written has one or the other. */
const ownKeys = /^(?:modes|extends|commandModes|paging|failures|prompts|detect):/m;

/** A folder that plugins with platforms lie in, by its name. */
const platformFolder = /(?:^|[\\/])platforms[^\\/]*[\\/](?:[^\\/]+[\\/])*[^\\/]+\.ya?ml$/i;

/**
 * True for the text of a file that is, or is going to be, a platform file: by what is in it, or by a folder `platforms…` above it.
 * The files with commands for completion, which lie there too, and recordings are none.
 */
export function isPlatformText(path: string, text: string): boolean {
  if (!/\.ya?ml$/i.test(path) || /^(?:platform|greeting|steps|devices):/m.test(text)) return false;
  const named = /^id:/m.test(text) && /^title:/m.test(text) && ownKeys.test(text);
  return named || platformFolder.test(path);
}
