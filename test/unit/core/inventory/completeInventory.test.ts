import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { inventorySchema } from '../../../../src/core/inventory/inventorySchema.ts';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import { completeCsv, completeYaml } from '../../../../src/core/inventory/services/completeInventory.ts';

const names = { resolve: (name: string) => name, suggest: () => undefined };
const csv =
  'hostname,ip_address,device_type,tags,groups,site,vlan\na,192.0.2.1,cisco_ios,core;prod,one,ams,1\nb,192.0.2.2,linux,prod,two,ber,2\n';
const { devices } = readInventory([{ path: 'a.csv', bytes: new TextEncoder().encode(csv) }], names).inventory;
const knowledge = {
  devices,
  platforms: new Map([
    ['cisco_ios', 'Cisco IOS'],
    ['linux', 'Linux'],
  ]),
};

type Complete = typeof completeCsv;

/** What is offered at the `¦`, with the text that it would replace. */
function at(complete: Complete, text: string): string {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('¦'));
  const column = lines[line]?.indexOf('¦') ?? 0;
  lines[line] = (lines[line] ?? '').replace('¦', '');
  const found = complete(lines, line, column, knowledge);
  if (found === undefined) return '';
  return `[${(lines[line] ?? '').slice(found.from, found.to)}] ${found.entries.map(({ label }) => label).join(' ')}`;
}

describe('completion in inventories', () => {
  const head = 'hostname,ip_address,device_type,tags,groups,site,vlan\n';

  it('offers platforms, tags, groups and sites in their columns of a CSV file', () => {
    assert.equal(at(completeCsv, `${head}c,192.0.2.3,ci¦`), '[ci] cisco_ios linux');
    assert.equal(at(completeCsv, `${head}c,192.0.2.3,linux,core;pr¦,x`), '[pr] core prod');
    assert.equal(at(completeCsv, `${head}c,192.0.2.3,linux,,¦`), '[] one two');
    assert.equal(at(completeCsv, `${head}c,192.0.2.3,linux,,,¦`), '[] ams ber');
  });

  it('offers nothing for names, variables, the heading and quoted lines', () => {
    assert.equal(at(completeCsv, `${head}¦`), '');
    assert.equal(at(completeCsv, `${head}c,1,linux,,,,¦`), '');
    assert.equal(at(completeCsv, 'hostname,ip_add¦'), '');
    assert.equal(at(completeCsv, `${head}"c,d",1,¦`), '');
  });

  it('follows the delimiter of the file', () => {
    assert.equal(at(completeCsv, 'hostname;ip_address;device_type\nc;1;l¦'), '[l] cisco_ios linux');
  });

  it('offers them in a YAML file, in lists of both forms', () => {
    assert.equal(at(completeYaml, 'devices:\n  - name: c\n    device_type: ci¦'), '[ci] cisco_ios linux');
    assert.equal(at(completeYaml, 'defaults:\n  tags: [core, p¦]'), '[p] core prod');
    assert.equal(at(completeYaml, 'defaults:\n  tags:\n    - core\n    - ¦'), '[] core prod');
    assert.equal(at(completeYaml, 'devices:\n  - name: c\n    groups:\n    - o¦'), '[o] one two');
    assert.equal(at(completeYaml, 'devices:\n  - ¦'), '');
    assert.equal(at(completeYaml, 'defaults:\n  vlan: ¦'), '');
    assert.equal(at(completeYaml, 'defaults:\n  use_keys: ¦'), '[] true false');
  });
});

describe('the schema of YAML inventories', () => {
  const valid = new Ajv({ allowUnionTypes: true }).compile(inventorySchema);

  it('takes what the reader takes', () => {
    for (const text of [
      'defaults:\n  device_type: linux\ngroups:\n  one:\n    vlan: 1\ndevices:\n  - name: a\n    host: 192.0.2.1\n    tags: [x, y]\n    variables:\n      n: [1]\n',
      'devices:\n  a:\n    host: x\n  b:\n',
      'groups:\ndevices:\n',
    ])
      assert.ok(valid(parse(text)), JSON.stringify(valid.errors));
  });

  it('refuses other sections and host key policies that do not exist', () => {
    assert.ok(!valid(parse('device:\n  - name: a\n')));
    assert.ok(!valid(parse('defaults:\n  host_keys: never\n')));
  });
});
