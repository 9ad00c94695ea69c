import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namesOf, readFiles, readYamlText } from './inventoryHelpers.ts';

describe('YAML inventory', () => {
  it('reads devices as a list and as a map by name', () => {
    const list = readYamlText(
      'devices:',
      '  - { name: r1, host: 192.0.2.1, device_type: cisco_ios }',
      '  - { hostname: r2, ip_address: 192.0.2.2, platform: linux }',
    );
    const map = readYamlText(
      'devices:',
      '  r1: { host: 192.0.2.1, device_type: cisco_ios }',
      '  r2: { host: 192.0.2.2, device_type: linux }',
    );
    for (const read of [list, map]) {
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.devices.map(({ name, host, platform }) => [name, host, platform]),
        [
          ['r1', '192.0.2.1', 'cisco_ios'],
          ['r2', '192.0.2.2', 'linux'],
        ],
      );
    }
  });

  it('inherits from defaults, then groups in order, then the device, variables too', () => {
    const read = readYamlText(
      'defaults:',
      '  device_type: cisco_ios',
      '  username: ops',
      '  site: ams',
      '  ntp: 192.0.2.100',
      'groups:',
      '  edge:',
      '    role: edge',
      '    site: fra',
      '    tags: [outer]',
      '    vars: { mtu: 9000, area: 0 }',
      '  lab:',
      '    site: lab',
      '    tags: [test]',
      '    variables: { area: 51 }',
      'devices:',
      '  r1:',
      '    host: 192.0.2.1',
      '    groups: [edge, lab]',
      '    tags: [own]',
      '    mtu: 1500',
      '  r2: { host: 192.0.2.2, groups: edge, username: }',
    );
    assert.deepEqual(read.problems, []);
    const first = read.device('r1');
    assert.deepEqual(
      [first.username, first.site, first.role, first.tags, first.groups],
      ['ops', 'lab', 'edge', ['outer', 'test', 'own'], ['edge', 'lab']],
    );
    assert.deepEqual(Object.fromEntries(first.variables), { ntp: '192.0.2.100', mtu: 1500, area: 51 });
    const second = read.device('r2');
    assert.deepEqual([second.username, second.site], [undefined, 'fra']);
    assert.deepEqual(Object.fromEntries(second.variables), { ntp: '192.0.2.100', mtu: 9000, area: 0 });
  });

  it('knows where each value comes from', () => {
    const read = readYamlText(
      'defaults:',
      '  device_type: linux',
      'devices:',
      '  r1:',
      '    host: 192.0.2.1',
      '    vlan: 7',
    );
    const { declaredAt, fieldsAt } = read.device('r1');
    const places = [
      declaredAt,
      ...['hostname', 'ip_address', 'device_type', 'vlan'].map((name) => fieldsAt.get(name)),
    ];
    assert.deepEqual(
      places.map((at) => `${String(at?.line)}:${String(at?.column)}`),
      ['4:3', '4:3', '5:11', '2:16', '6:11'],
    );
  });

  it('keeps types, order of maps and numbers as they are written', () => {
    const read = readYamlText(
      'defaults: { device_type: linux }',
      'devices:',
      '  r1:',
      '    host: 192.0.2.1',
      '    vlans: { 100: users, 20: voice }',
      '    list: [1, "2", true, ~, 1.5]',
      '    version: 1.10',
      '    code: 0017',
      '    hex: 0x1F',
      '    huge: 12345678901234567890',
      '    on: off',
    );
    const { variables } = read.device('r1');
    assert.deepEqual(
      [...(variables.get('vlans') as Map<string, string>)],
      [
        ['100', 'users'],
        ['20', 'voice'],
      ],
    );
    assert.deepEqual(variables.get('list'), [1, '2', true, null, 1.5]);
    assert.deepEqual(
      ['version', 'code', 'hex', 'huge', 'on'].map((name) => variables.get(name)),
      ['1.10', '0017', '0x1F', '12345678901234567890', 'off'],
    );
  });

  it('takes names and addresses that look like numbers as text', () => {
    const read = readYamlText(
      'defaults: { device_type: linux }',
      'devices:',
      '  0017: { host: 192.0.2.1 }',
      '  - x',
    );
    assert.deepEqual(namesOf(read), []);
    assert.deepEqual(namesOf(readYamlText('devices:', '  0017: { host: 192.0.2.1, device_type: linux }')), [
      '0017',
    ]);
  });

  it('merges with << and aliases', () => {
    const read = readYamlText(
      'defaults: { device_type: linux }',
      'devices:',
      '  r1: &r1 { host: 192.0.2.1, mtu: 9000, list: &l [1, 2] }',
      '  r2: { <<: *r1, host: 192.0.2.2, other: *l }',
    );
    assert.deepEqual(read.problems, []);
    assert.equal(read.device('r2').host, '192.0.2.2');
    assert.deepEqual(Object.fromEntries(read.device('r2').variables), {
      mtu: 9000,
      list: [1, 2],
      other: [1, 2],
    });
  });

  it('bounds what aliases can blow up', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => pair.split(''))) {
      lines.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`);
    }
    const read = readYamlText(
      'defaults: { device_type: linux }',
      'devices:',
      '  r1:',
      '    host: 192.0.2.1',
      ...lines.map((line) => `    ${line}`),
      '  r2: { host: 192.0.2.2 }',
    );
    assert.ok(read.problems.some((problem) => problem.startsWith('inventory.yaml-too-complex')));
  });

  it('refuses a value that contains itself', () => {
    const read = readYamlText('devices:', '  r1:', '    host: 192.0.2.1', '    loop: &l [1, *l]');
    assert.ok(read.problems.some((problem) => problem.startsWith('inventory.yaml-too-complex')));
    const merged = readYamlText('devices:', '  r1: &a', '    host: 192.0.2.1', '    <<: *a');
    assert.deepEqual(namesOf(merged), ['r1']);
  });

  it('survives thousands of brackets', () => {
    const read = readYamlText(`devices: ${'['.repeat(20_000)}`);
    assert.equal(read.devices.length, 0);
    assert.ok(read.problems.length > 0);
  });

  for (const [title, lines, problems] of [
    ['an empty file', [''], ['inventory.empty@1:1']],
    ['no devices', ['defaults: { site: ams }'], ['inventory.empty@1:1']],
    ['a list at the top', ['- r1'], ['inventory.yaml-shape@1:1']],
    [
      'an unknown key at the top',
      ['hosts: {}', 'devices: {r1: {host: a, device_type: linux}}'],
      ['inventory.unknown-key@1:1'],
    ],
    [
      'a text as device',
      ['devices:', '  r1: 192.0.2.1'],
      ['inventory.yaml-shape@2:3', 'inventory.empty@1:1'],
    ],
    [
      'a duplicate key',
      ['devices:', '  r1: {host: a, device_type: linux, host: b}'],
      ['inventory.duplicate-key@2:37'],
    ],
    [
      'a duplicate device',
      ['devices:', '  r1: {host: a, device_type: linux}', '  r1: {host: b}'],
      ['inventory.duplicate-key@3:3'],
    ],
    [
      'a synonym',
      ['devices:', '  r1: {host: a, ip_address: b, device_type: linux}'],
      ['inventory.duplicate-key@2:17'],
    ],
    [
      'a bad port',
      ['devices:', '  r1: {host: a, device_type: linux, port: ssh}'],
      ['inventory.bad-port@2:43'],
    ],
    [
      'a list as address',
      ['devices:', '  r1: {host: [a], device_type: linux}'],
      ['inventory.bad-value@2:14'],
    ],
    [
      'a group in a group',
      ['groups: {a: {groups: [b]}}', 'devices: {r1: {host: a, device_type: linux}}'],
      ['inventory.nested-group@1:22'],
    ],
    [
      'a slipped indentation',
      ['devices:', '  r1:', '    host: a', '   site: b'],
      ['inventory.yaml-syntax@4:1'],
    ],
    [
      'an unknown alias',
      ['devices:', '  r1: {host: *x, device_type: linux}'],
      ['inventory.yaml-syntax@2:14'],
    ],
  ] as const) {
    it(`finds ${title}`, () => {
      assert.deepEqual([...readYamlText(...lines).problems].sort(), [...problems].sort());
    });
  }

  it('refuses secrets wherever they stand, and they go nowhere', () => {
    const read = readYamlText(
      'defaults:',
      '  password: hunter22',
      'groups:',
      '  g: { vars: { enable_secret: hunter22 } }',
      'devices:',
      '  r1: { host: a, device_type: linux, groups: g, snmp: { auth: { token: hunter22 } } }',
    );
    assert.deepEqual(read.problems, [
      'inventory.password-column@2:3',
      'inventory.password-column@4:16',
      'inventory.password-column@6:65',
    ]);
    const shown = JSON.stringify(read.devices, (_key, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    assert.equal(shown.includes('hunter22'), false);
    assert.equal(JSON.stringify(read.diagnostics).includes('hunter22'), false);
  });

  it('warns of groups that nothing describes, where groups are described', () => {
    const read = readYamlText(
      'groups: { a: {} }',
      'devices: { r1: { host: h, device_type: linux, groups: [a, b] } }',
    );
    assert.deepEqual(read.problems, ['inventory.unknown-group@2:55']);
  });

  it('gives groups of one file to devices of another, and keeps defaults to their file', () => {
    const read = readFiles({
      'devices.csv': 'hostname,ip_address,device_type,groups\nr1,192.0.2.1,linux,edge',
      'groups.yaml': 'defaults: { site: ams }\ngroups: { edge: { mtu: 9000 } }\n',
    });
    assert.deepEqual(read.problems, []);
    assert.deepEqual([...read.device('r1').variables], [['mtu', 9000]]);
    assert.equal(read.device('r1').site, undefined);
  });

  it('takes groups of the own file first', () => {
    const file = (mtu: number, name: string) =>
      `groups: { edge: { mtu: ${mtu} } }\ndevices: { ${name}: { host: h, device_type: linux, groups: edge } }`;
    const read = readFiles({ 'a.yaml': file(1, 'r1'), 'b.yml': file(2, 'r2') });
    assert.deepEqual(
      read.devices.map((device) => device.variables.get('mtu')),
      [1, 2],
    );
  });

  it('reports a wrong default once, not for every device', () => {
    const read = readYamlText(
      'defaults: { device_type: linux, port: x }',
      'devices: { r1: { host: h }, r2: { host: h }, r3: { host: h, port: 22 } }',
    );
    assert.deepEqual(read.problems, ['inventory.bad-port@1:39']);
    assert.deepEqual(namesOf(read), ['r3']);
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      'devices:',
      'defaults:',
      'groups:',
      'r1',
      ': ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '<<: *a',
      '"',
      '|',
      '? ',
      '!!x ',
      '1',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        readYamlText(parts.join(''));
      }),
      { numRuns: 500 },
    );
  });
});
