import type { HostKeyPolicy } from '../../api/device.ts';
import { closestName } from '../text/closestName.ts';
import type { DiagnosticList } from './diagnosticList.ts';
import type { RawValue } from './rawDevice.ts';
import { transports, type TransportId } from './transports.ts';

/** A checked value; `undefined` after a finding was added, which refuses the device. */
type Checked<T> = T | undefined;

const maxTextLength = 255;

const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Text without control characters, at most 255 characters long. Numbers and booleans of YAML count as text. */
export function textValue(field: string, raw: RawValue, findings: DiagnosticList): Checked<string> {
  const { value, at } = raw;
  if (typeof value === 'object') {
    findings.error('inventory.bad-value', at, `"${field}" must be a single value, not a list or map.`);
    return undefined;
  }
  const text = String(value).trim();
  if (controlCharacters.test(text)) {
    findings.error(
      'inventory.control-character',
      at,
      `"${field}" contains a control character. Type the value again.`,
    );
    return undefined;
  }
  if (text.length > maxTextLength) {
    findings.error(
      'inventory.bad-value',
      at,
      `"${field}" has ${String(text.length)} characters; at most ${String(maxTextLength)} make sense.`,
    );
    return undefined;
  }
  return text;
}

/** A name, address, path or id that may end up beside options of other programs: no leading dash, no white space. */
export function wordValue(field: string, raw: RawValue, findings: DiagnosticList): Checked<string> {
  const text = textValue(field, raw, findings);
  if (text === undefined) return undefined;
  if (text.startsWith('-')) {
    findings.error(
      'inventory.bad-value',
      raw.at,
      `"${field}" must not start with a dash: "${text}" looks like an option.`,
    );
    return undefined;
  }
  if (/\s/.test(text)) {
    findings.error('inventory.bad-value', raw.at, `"${field}" must not contain spaces: "${text}".`);
    return undefined;
  }
  return text;
}

/** A path: spaces are fine, a leading dash is not. */
export function pathValue(field: string, raw: RawValue, findings: DiagnosticList): Checked<string> {
  const text = textValue(field, raw, findings);
  if (text?.startsWith('-') !== true) return text;
  findings.error(
    'inventory.bad-value',
    raw.at,
    `"${field}" must not start with a dash: "${text}" looks like an option.`,
  );
  return undefined;
}

/** A host name or an address of either family, without user, port or brackets. */
export function hostValue(raw: RawValue, findings: DiagnosticList): Checked<string> {
  const text = textValue('ip_address', raw, findings);
  if (text === undefined) return undefined;
  const bare = /^\[([0-9a-f:.]+(?:%[\w.-]+)?)\]$/i.exec(text)?.[1] ?? text;
  const fault = hostFault(bare);
  if (fault === undefined) return bare;
  findings.error('inventory.bad-host', raw.at, fault);
  return undefined;
}

function hostFault(text: string): string | undefined {
  if (text.startsWith('-'))
    return `The host "${text}" looks like an option. A host name or address is needed.`;
  if (/\s/.test(text)) return `The host "${text}" contains a space. One host name or address is needed.`;
  if (text.includes('@'))
    return `The host "${text}" contains a user name. Put that in the column "username".`;
  if (/^[^:]+:\d+$/.test(text) || text.startsWith('['))
    return `The host "${text}" contains a port. Put that in the column "port".`;
  const isName = /^[\p{L}\p{M}\p{N}._-]+$/u.test(text);
  const isAddress = /^[0-9a-f:.]+(?:%[\w.-]+)?$/i.test(text);
  return isName || isAddress || text === '' ? undefined : `"${text}" is neither a host name nor an address.`;
}

/** A TCP port. */
export function portValue(raw: RawValue, findings: DiagnosticList): Checked<number> {
  const text = textValue('port', raw, findings);
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  findings.error('inventory.bad-port', raw.at, `The port "${text}" is not a number from 1 to 65535.`);
  return undefined;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** `true`, `yes`, `1` or `false`, `no`, `0`, in any letter case. */
export function booleanValue(field: string, raw: RawValue, findings: DiagnosticList): Checked<boolean> {
  const text = textValue(field, raw, findings);
  if (text === undefined) return undefined;
  const value = booleans.get(text.toLowerCase());
  if (value === undefined) {
    findings.error(
      'inventory.bad-boolean',
      raw.at,
      `"${field}" is "${text}"; write true, false, yes, no, 1 or 0.`,
    );
  }
  return value;
}

/** Several words: a list, or text with `;` (or, in YAML files people write it so, `,`) between them. */
export function listValue(
  field: string,
  raw: RawValue,
  findings: DiagnosticList,
): Checked<readonly string[]> {
  const { value, at } = raw;
  const parts = Array.isArray(value) ? (value as readonly RawValue['value'][]) : undefined;
  const texts: string[] = [];
  if (parts === undefined) {
    const text = textValue(field, raw, findings);
    if (text === undefined) return undefined;
    texts.push(...text.split(/[;,]/));
  } else {
    for (const part of parts) {
      const text = textValue(field, { value: part, at }, findings);
      if (text === undefined) return undefined;
      texts.push(text);
    }
  }
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

const hostKeyPolicies: readonly HostKeyPolicy[] = ['ask', 'accept-new', 'strict'];

/** `ask`, `accept-new` or `strict`. */
export function hostKeysValue(raw: RawValue, findings: DiagnosticList): Checked<HostKeyPolicy> {
  const text = textValue('host_keys', raw, findings);
  if (text === undefined) return undefined;
  const policy = hostKeyPolicies.find((known) => known === text.toLowerCase());
  if (policy === undefined) {
    findings.error(
      'inventory.bad-value',
      raw.at,
      `"host_keys" is "${text}"; write ask, accept-new or strict.`,
    );
  }
  return policy;
}

/** A mistyped transport must be found before anything is sent anywhere: in the run it would cost the device. */
export function transportValue(raw: RawValue, findings: DiagnosticList): Checked<TransportId> {
  const text = textValue('transport', raw, findings);
  if (text === undefined) return undefined;
  const id = transports.find((known) => known === text.toLowerCase());
  if (id !== undefined) return id;
  const near = closestName(text, transports);
  findings.error(
    'inventory.unknown-transport',
    raw.at,
    `There is no transport "${text}".${near === undefined ? '' : ` Did you mean "${near}"?`} Write ${transports.slice(0, -1).join(', ')} or ${transports.at(-1) ?? ''}, or nothing for ssh.`,
    near,
  );
  return undefined;
}
