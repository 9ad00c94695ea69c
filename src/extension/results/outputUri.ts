/**
 * Addresses of outputs inside the editor. The path is that of the file with the device's folder repeated in front of the file
 * name, since tabs show nothing but the last part: `…/runs/ID/core-1/core-1 · 01-show-version.txt`. Made from the path alone,
 * so that an editor finds its output again after a reload.
 */
const separator = ' · ';

/** The path in the address for an output file of a run. Both paths with forward slashes. */
export function outputPath(runFolder: string, file: string): string {
  const parts = file.split('/');
  const name = parts.pop() ?? file;
  const device = parts.at(-1);
  const shown = device === undefined ? name : `${device}${separator}${name}`;
  return [runFolder.replace(/\/$/, ''), ...parts, shown].join('/');
}

/** The path of the file that an address stands for. */
export function filePathOf(outputPath: string): string {
  const parts = outputPath.split('/');
  const name = parts.pop() ?? '';
  const prefix = `${parts.at(-1) ?? ''}${separator}`;
  return [...parts, name.startsWith(prefix) ? name.slice(prefix.length) : name].join('/');
}

/** Where an output belongs; undefined for paths that are not outputs of a run. */
export interface OutputPlace {
  /** `/`-separated path of the folder that has `.showrun` in it. */
  readonly workspacePath: string;
  readonly runId: string;
  /** Path of the file relative to the run folder. */
  readonly file: string;
}

/** Takes the path of a file apart: `WORKSPACE/.showrun/runs/RUN/DEVICE/FILE`. */
export function parseOutputPath(filePath: string): OutputPlace | undefined {
  const match = /^(.*)\/\.showrun\/runs\/([^/]+)\/([^/]+\/[^/]+)$/.exec(filePath);
  if (match === null) return undefined;
  const [, workspacePath = '', runId = '', file = ''] = match;
  if ([runId, ...file.split('/')].some((part) => part === '.' || part === '..')) return undefined;
  return { workspacePath, runId, file };
}
