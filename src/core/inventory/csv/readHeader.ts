import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { DiagnosticList } from '../diagnosticList.ts';
import { knownField, type KnownField } from '../knownFields.ts';
import { isSecretName, secretAdvice } from '../secretName.ts';

/** What the cells of a column mean. `ignored` columns are never looked at. */
export type CsvColumn =
  | { readonly kind: 'field'; readonly field: KnownField }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'ignored' };

/** A name that a template can use as it is: `{{ uplink_port }}`. */
const identifier = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The meaning of each column, or undefined where the file cannot be used: no column for names or none for addresses.
 * Columns that hold secrets are an error and ignored, so that their cells go nowhere.
 */
export function readHeader(
  names: readonly string[],
  places: readonly SourcePosition[],
  findings: DiagnosticList,
): CsvColumn[] | undefined {
  const taken = new Map<string, string>();
  const hasDeviceType = names.some((name) => name.toLowerCase() === 'device_type');
  const columns = names.map((name, index): CsvColumn => {
    const at = places[index];
    if (at === undefined) return { kind: 'ignored' };
    return readColumn(name, at, { taken, hasDeviceType }, findings);
  });
  const first = places[0];
  if (first === undefined) return undefined;
  const missing = missingColumn(taken);
  if (missing === undefined) return columns;
  findings.error('inventory.missing-column', { ...first, endLine: first.line }, missing);
  return undefined;
}

function readColumn(
  name: string,
  at: SourcePosition,
  known: { readonly taken: Map<string, string>; readonly hasDeviceType: boolean },
  findings: DiagnosticList,
): CsvColumn {
  if (name === '') {
    findings.add(
      'warning',
      'inventory.unnamed-column',
      at,
      'This column has no name, so its cells are ignored.',
    );
    return { kind: 'ignored' };
  }
  if (isSecretName(name)) {
    findings.error(
      'inventory.password-column',
      at,
      `The column "${name}" holds secrets and was ignored. ${secretAdvice}`,
    );
    return { kind: 'ignored' };
  }
  const isPlatformVariable = known.hasDeviceType && name.toLowerCase() === 'platform';
  const field = isPlatformVariable ? undefined : knownField(name);
  const key = field ?? `variable ${name}`;
  const other = known.taken.get(key);
  if (other !== undefined) {
    const same = other === name ? `appears twice` : `means the same as "${other}"`;
    findings.error(
      'inventory.duplicate-column',
      at,
      `The column "${name}" ${same}; this one was ignored. Remove one.`,
    );
    return { kind: 'ignored' };
  }
  known.taken.set(key, name);
  if (field !== undefined) return { kind: 'field', field };
  if (!identifier.test(name)) {
    const better = name.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^(?=\d)/, '_');
    findings.add(
      'info',
      'inventory.variable-name',
      at,
      `Templates cannot name the variable "${name}". Call the column "${better}" to use it as {{ ${better} }}.`,
      better,
    );
  }
  return { kind: 'variable', name };
}

function missingColumn(taken: ReadonlyMap<string, string>): string | undefined {
  const first = 'The first line must name the columns, for example "hostname,ip_address,device_type".';
  const hasName = taken.has('hostname');
  const hasHost = taken.has('ip_address');
  if (hasName && hasHost) return undefined;
  if (!hasName && !hasHost)
    return `There is neither a column "hostname" (or "name") nor "ip_address" (or "host"). ${first}`;
  if (!hasName) return `There is no column "hostname" (or "name"). ${first}`;
  return `There is no column "ip_address" (or "host"). ${first}`;
}
