import type { Metafile } from 'esbuild';
import type { EntryPoint } from './entryPoints.ts';

/**
 * What is wrong with a finished bundle: too large, or with a package inside that it must not have.
 *
 * @param minified Whether the sizes in the metafile are those of a production build; only these are held against the limit.
 * @returns One sentence for each finding, none if all is well.
 */
export function checkBundle(entry: EntryPoint, metafile: Metafile, minified: boolean): string[] {
  const output = metafile.outputs[entry.output];
  if (output === undefined) return [`${entry.output} was not built.`];
  const findings: string[] = [];
  if (minified && output.bytes > entry.maxBytes) {
    findings.push(
      `${entry.output} has ${String(output.bytes)} bytes, ${String(entry.maxBytes)} are allowed. Largest parts: ${largestPackages(output.inputs)}.`,
    );
  }
  const inside = new Set(Object.keys(output.inputs).map(packageOf));
  for (const name of entry.without ?? []) {
    if (inside.has(name)) {
      findings.push(`${entry.output} contains the package ${name}; find the import that leads there.`);
    }
  }
  return findings;
}

type Inputs = Metafile['outputs'][string]['inputs'];

function largestPackages(inputs: Inputs): string {
  const sizes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(path);
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes]
    .sort(([, left], [, right]) => right - left)
    .slice(0, 5)
    .map(([name, bytes]) => `${name} ${String(bytes)}`)
    .join(', ');
}

/** The npm package a bundled file belongs to, or the folder below `src` for the project's own files. */
function packageOf(path: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
  return inPackage?.[1] ?? path.split('/').slice(0, 2).join('/');
}
