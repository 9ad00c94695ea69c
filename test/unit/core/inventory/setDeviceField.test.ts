import assert from 'node:assert/strict';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import { setDeviceField, type FieldEdit } from '../../../../src/core/inventory/services/setDeviceField.ts';

const platforms = { resolve: (name: string) => name, suggest: () => undefined };

/** The file after the edit, and what an inventory then says of the device's old algorithms. */
function afterEdit(
  path: string,
  text: string,
  name: string,
): { text: string; legacy: (boolean | undefined)[] } {
  const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
  const { inventory } = readInventory([{ path, bytes: bytes(text) }], platforms);
  const device = inventory.devices.find((each) => each.name === name);
  assert.ok(device, 'the device is there before');
  const edits = setDeviceField(text, device, 'ssh_legacy', 'true');
  assert.ok(edits, 'there is an edit');
  const changed = apply(text, edits);
  const { inventory: now, diagnostics } = readInventory([{ path, bytes: bytes(changed) }], platforms);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity !== 'info'),
    [],
  );
  return { text: changed, legacy: now.devices.map(({ sshLegacy }) => sshLegacy) };
}

function apply(text: string, edits: readonly FieldEdit[]): string {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return [...edits]
    .sort((left, right) => offset(right.line, right.column) - offset(left.line, left.column))
    .reduce(
      (result, { line, column, endLine, endColumn, text: added }) =>
        result.slice(0, offset(line, column)) + added + result.slice(offset(endLine, endColumn)),
      text,
    );
}

describe('setDeviceField', () => {
  it('adds a column to a table, with the value in the row of the device', () => {
    const { text, legacy } = afterEdit(
      'i.csv',
      '# mine\nhostname,ip_address\na,192.0.2.1\r\n\nb,192.0.2.2\n',
      'b',
    );
    assert.equal(text, '# mine\nhostname,ip_address,ssh_legacy\na,192.0.2.1,\r\n\nb,192.0.2.2,true\n');
    assert.deepEqual(legacy, [undefined, true]);
  });

  it('goes behind quotes, empty cells and other delimiters', () => {
    const table = 'hostname;ip_address;note\na;192.0.2.1;"x; y"\nb;192.0.2.2;\n';
    const { text, legacy } = afterEdit('i.csv', table, 'a');
    assert.equal(text, 'hostname;ip_address;note;ssh_legacy\na;192.0.2.1;"x; y";true\nb;192.0.2.2;;\n');
    assert.deepEqual(legacy, [true, undefined]);
  });

  it('fills the cell where the column is there', () => {
    const { text } = afterEdit(
      'i.csv',
      'hostname,SSH_legacy,ip_address\na,,192.0.2.1\nb,false,192.0.2.2\n',
      'b',
    );
    assert.equal(text, 'hostname,SSH_legacy,ip_address\na,,192.0.2.1\nb,true,192.0.2.2\n');
  });

  it('adds a key to an entry in YAML, in either style, and changes the one that is there', () => {
    const yaml =
      'devices:\n  a:\n    host: 192.0.2.1 # here\n  b: { host: 192.0.2.2 }\n  c:\n    host: 192.0.2.3\n    ssh_legacy: false\n';
    assert.match(
      afterEdit('i.yaml', yaml, 'a').text,
      / {2}a:\n {4}ssh_legacy: true\n {4}host: 192\.0\.2\.1 # here\n/,
    );
    assert.match(afterEdit('i.yaml', yaml, 'b').text, /b: \{ ssh_legacy: true, host: 192\.0\.2\.2 \}/);
    assert.match(afterEdit('i.yaml', yaml, 'c').text, /c:\n {4}host: 192\.0\.2\.3\n {4}ssh_legacy: true\n/);
  });

  it('does not guess where the file has changed under it', () => {
    const at = { file: 'i.csv', line: 9, column: 1 };
    assert.equal(
      setDeviceField('hostname,ip_address\n', { name: 'a', declaredAt: at }, 'ssh_legacy', 'true'),
      undefined,
    );
    const yaml = { file: 'i.yaml', line: 2, column: 3 };
    for (const text of ['devices: [a', 'devices:\n  b: { host: x }\n', 'devices:\n  a:\n', ''])
      assert.equal(setDeviceField(text, { name: 'a', declaredAt: yaml }, 'ssh_legacy', 'true'), undefined);
  });
});
