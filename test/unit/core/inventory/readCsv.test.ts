import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namesOf, readCsvText, readFiles } from './inventoryHelpers.ts';

const header = 'hostname,ip_address,device_type';

describe('CSV inventory', () => {
  it('reads the two-column file', () => {
    const read = readCsvText('hostname,ip_address', 'r1,192.0.2.1', 'r2,192.0.2.2');
    assert.deepEqual(namesOf(read), ['r1', 'r2']);
    assert.equal(read.device('r2').host, '192.0.2.2');
    assert.equal(read.device('r2').transport, 'ssh');
  });

  it('says once per file that device_type is missing', () => {
    const read = readCsvText('hostname,ip_address', 'r1,192.0.2.1', 'r2,192.0.2.2');
    assert.deepEqual(
      read.diagnostics.map(({ code, severity, at }) => [code, severity, at.line]),
      [['inventory.platform-assumed', 'info', 2]],
    );
    assert.equal(read.device('r1').platform, 'generic');
  });

  it('reads every known column and keeps the others as variables of text', () => {
    const read = readCsvText(
      'name,host,port,device_type,username,credential,tags,groups,site,role,transport,jump_host,ssh_config_file,use_keys,key_file,host_keys,ssh_legacy,vlan,uplink',
      'r1,2001:db8::1,2222,cisco_ios,ops,lab,core;edge,a;b,ams,spine,ssh,jump.example.net,~/.ssh/config,yes,~/my keys/id,strict,yes,0042,Gi0/1',
    );
    assert.deepEqual(read.problems, []);
    const { declaredAt, fieldsAt, variables, ...fields } = read.device('r1');
    assert.deepEqual(fields, {
      name: 'r1',
      host: '2001:db8::1',
      port: 2222,
      platform: 'cisco_ios',
      transport: 'ssh',
      username: 'ops',
      credential: 'lab',
      jumpHost: 'jump.example.net',
      sshConfigFile: '~/.ssh/config',
      useKeys: true,
      keyFile: '~/my keys/id',
      hostKeys: 'strict',
      sshLegacy: true,
      site: 'ams',
      role: 'spine',
      tags: ['core', 'edge'],
      groups: ['a', 'b'],
    });
    assert.deepEqual(
      [...variables],
      [
        ['vlan', '0042'],
        ['uplink', 'Gi0/1'],
      ],
    );
    assert.equal(declaredAt.line, 2);
    assert.deepEqual(fieldsAt.get('port'), {
      file: 'inventory.csv',
      line: 2,
      column: 16,
      endLine: 2,
      endColumn: 20,
    });
  });

  it('treats an empty cell as not set', () => {
    const read = readCsvText('hostname,ip_address,device_type,port,vlan', 'r1,192.0.2.1,cisco_ios,,');
    assert.deepEqual(read.problems, []);
    assert.equal(read.device('r1').port, undefined);
    assert.equal(read.device('r1').variables.has('vlan'), false);
  });

  for (const [title, content] of [
    ['CRLF', `${header}\r\nr1,192.0.2.1,cisco_ios\r\nr2,192.0.2.2,cisco_ios\r\n`],
    ['old Macintosh line ends', `${header}\rr1,192.0.2.1,cisco_ios\rr2,192.0.2.2,cisco_ios`],
    ['a byte order mark', `\ufeff${header}\nr1,192.0.2.1,cisco_ios\nr2,192.0.2.2,cisco_ios\n`],
    [
      'blank and comment lines',
      `# ours\n\n${header}\n\nr1,192.0.2.1,cisco_ios\n# "not\nr2,192.0.2.2,cisco_ios\n`,
    ],
    ['semicolons', 'hostname;ip_address;device_type\nr1;192.0.2.1;cisco_ios\nr2;192.0.2.2;cisco_ios'],
    ['tabs', 'hostname\tip_address\tdevice_type\nr1\t192.0.2.1\tcisco_ios\nr2\t192.0.2.2\tcisco_ios'],
    [
      'spaces around cells',
      'hostname , ip_address,device_type\n r1 , 192.0.2.1 ,cisco_ios\nr2, "192.0.2.2" ,cisco_ios',
    ],
    [
      'capitals in the header',
      'Hostname,IP_Address,Device_Type\nr1,192.0.2.1,Cisco_IOS\nr2,192.0.2.2,cisco_ios',
    ],
    ['empty cells beyond the header', `${header}\nr1,192.0.2.1,cisco_ios,,\nr2,192.0.2.2,cisco_ios`],
  ] as const) {
    it(`reads ${title}`, () => {
      const read = readFiles({ 'inventory.csv': content });
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.devices.map(({ name, host, platform }) => [name, host, platform]),
        [
          ['r1', '192.0.2.1', 'cisco_ios'],
          ['r2', '192.0.2.2', 'cisco_ios'],
        ],
      );
    });
  }

  it('reads UTF-16 as spreadsheets write it', () => {
    const text = `\ufeff${header}\nr1,192.0.2.1,cisco_ios\n`;
    const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
    assert.deepEqual(namesOf(readFiles({ 'inventory.csv': bytes })), ['r1']);
  });

  it('reads UTF-16 with and without a byte order mark', () => {
    const text = 'hostname,ip_address,device_type,site\nr1,192.0.2.1,cisco_ios,Łódź\n';
    const little = new Uint8Array(Buffer.from(text, 'utf16le'));
    const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16());
    for (const bytes of [
      little,
      big,
      Uint8Array.of(0xff, 0xfe, ...little),
      Uint8Array.of(0xfe, 0xff, ...big),
    ]) {
      const read = readFiles({ 'inventory.csv': bytes });
      assert.deepEqual([read.problems, read.device('r1').site], [[], 'Łódź']);
    }
  });

  it('says what a file is that is no table', () => {
    const noise = Uint8Array.from({ length: 2000 }, (_, index) => (index * 7) % 32);
    const files = {
      'a.csv': Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0),
      'b.csv': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1),
      'c.csv': Uint8Array.of(0xff, 0xfe, 0, 0, 0x68, 0, 0, 0),
      'd.csv': noise,
    };
    for (const [path, bytes] of Object.entries(files)) {
      const read = readFiles({ [path]: bytes });
      assert.deepEqual(read.problems, ['inventory.not-text@1:1'], path);
      assert.match(read.diagnostics[0]?.message ?? '', /Save the table as CSV \(UTF-8\)/);
    }
    const oneZero = readFiles({ 'e.csv': 'hostname,ip_address,device_type\nr\u00001,192.0.2.1,cisco_ios\n' });
    assert.deepEqual(oneZero.problems, ['inventory.control-character@2:1']);
  });

  it('takes the delimiter that a first line names, as Excel writes it', () => {
    const read = readCsvText('sep=|', 'hostname|ip_address|device_type|note', 'r1|192.0.2.1|cisco_ios|a,b;c');
    assert.deepEqual([read.problems, read.device('r1').variables.get('note')], [[], 'a,b;c']);
    assert.equal(read.device('r1').declaredAt.line, 3);
  });

  it('reads bytes that are not UTF-8 as Latin-1 and points at the first', () => {
    const bytes = new Uint8Array(
      Buffer.from(`${header},site\nr1,192.0.2.1,linux,K\xf6ln\nr2,192.0.2.2,linux,x\n`, 'latin1'),
    );
    const read = readFiles({ 'inventory.csv': bytes });
    assert.deepEqual(read.problems, ['inventory.not-utf8@2:21']);
    assert.equal(read.device('r1').site, 'Köln');
    assert.deepEqual(namesOf(read), ['r1', 'r2']);
  });

  for (const [title, lines, problem] of [
    ['no content', [''], 'inventory.empty@1:1'],
    ['a header alone', [header], 'inventory.empty@1:1'],
    ['no address column', ['hostname,device_type', 'r1,cisco_ios'], 'inventory.missing-column@1:1'],
    ['no name column', ['ip_address', '192.0.2.1'], 'inventory.missing-column@1:1'],
    ['no header', ['r1,192.0.2.1', 'r2,192.0.2.2'], 'inventory.missing-column@1:1'],
  ] as const) {
    it(`finds ${title}`, () => {
      const read = readCsvText(...lines);
      assert.deepEqual(read.problems, [problem]);
      assert.deepEqual(read.devices, []);
    });
  }

  for (const [title, row, problem] of [
    ['a bad port', 'bad,192.0.2.9,cisco_ios,99999,', 'inventory.bad-port@3:25'],
    ['a port that is no number', 'bad,192.0.2.9,cisco_ios,22x,', 'inventory.bad-port@3:25'],
    ['a bad boolean', 'bad,192.0.2.9,cisco_ios,22,maybe', 'inventory.bad-boolean@3:28'],
    ['an unknown platform', 'bad,192.0.2.9,cisco_isos,22,', 'inventory.unknown-platform@3:15'],
    ['a missing name', ',192.0.2.9,cisco_ios,22,', 'inventory.missing-name@3:1'],
    ['a missing address', 'bad,,cisco_ios,22,', 'inventory.missing-host@3:1'],
    ['an option as address', 'bad,-oProxyCommand=x,cisco_ios,22,', 'inventory.bad-host@3:5'],
    ['a space in an address', 'bad,192.0.2.9 -x,cisco_ios,22,', 'inventory.bad-host@3:5'],
    ['a user in an address', 'bad,root@192.0.2.9,cisco_ios,22,', 'inventory.bad-host@3:5'],
    ['a port in an address', 'bad,192.0.2.9:22,cisco_ios,22,', 'inventory.bad-host@3:5'],
    ['other characters in an address', 'bad,a;reboot,cisco_ios,22,', 'inventory.bad-host@3:5'],
    ['a control character in a name', 'b\u001bad,192.0.2.9,cisco_ios,22,', 'inventory.control-character@3:1'],
    ['too few cells', 'bad,192.0.2.9,cisco_ios', 'inventory.column-count@3:1'],
    ['too many cells', 'bad,192.0.2.9,cisco_ios,22,,x', 'inventory.column-count@3:1'],
    ['a stray quote', 'b"ad,192.0.2.9,cisco_ios,22,', 'inventory.stray-quote@3:2'],
    ['text behind a quote', '"bad"x,192.0.2.9,cisco_ios,22,', 'inventory.stray-quote@3:5'],
    ['a quote that never closes', 'bad,"192.0.2.9,cisco_ios,22,', 'inventory.unclosed-quote@3:5'],
    ['a duplicate name', 'r1,192.0.2.9,cisco_ios,22,', 'inventory.duplicate-name@3:1'],
  ] as const) {
    it(`reports ${title} and keeps the good rows`, () => {
      const read = readCsvText(
        'hostname,ip_address,device_type,port,use_keys',
        'r1,192.0.2.1,cisco_ios,22,true',
        row,
        'r2,192.0.2.2,cisco_ios,22,0',
      );
      assert.deepEqual(read.problems, [problem]);
      assert.deepEqual(namesOf(read), ['r1', 'r2']);
    });
  }

  it('suggests the platform that was meant', () => {
    const read = readCsvText(header, 'r1,192.0.2.1,cisco_isos');
    assert.equal(read.diagnostics[0]?.replacement, 'cisco_ios');
    assert.match(read.diagnostics[0].message, /Did you mean "cisco_ios"/);
  });

  it("understands netmiko's suffixes", () => {
    const read = readCsvText(
      header,
      'a,192.0.2.1,cisco_ios_ssh',
      'b,192.0.2.2,cisco_ios_telnet',
      'c,192.0.2.3,juniper',
    );
    assert.deepEqual(
      read.devices.map(({ platform, transport }) => [platform, transport]),
      [
        ['cisco_ios', 'ssh'],
        ['cisco_ios', 'telnet'],
        ['juniper_junos', 'ssh'],
      ],
    );
  });

  it('names both places of a duplicate, also across files', () => {
    const read = readFiles({
      'a.csv': `${header}\nr1,192.0.2.1,linux`,
      'b.csv': `${header}\nr1,192.0.2.1,linux\nr2,192.0.2.2,linux`,
    });
    const [finding] = read.diagnostics;
    assert.equal(finding?.code, 'inventory.duplicate-name');
    assert.match(finding.message, /b\.csv:2.*a\.csv:2/);
    assert.equal(finding.at.file, 'b.csv');
    assert.deepEqual(namesOf(read), ['r1', 'r2']);
  });

  for (const name of [
    'password',
    'Secret',
    'enable_secret',
    'ansible_ssh_pass',
    'api-token',
    'enablePassword',
    'password2',
  ]) {
    it(`refuses the column ${name} and lets its cells go nowhere`, () => {
      const read = readCsvText(`${header},${name}`, 'r1,192.0.2.1,cisco_ios,hunter22');
      assert.deepEqual(read.problems, ['inventory.password-column@1:33']);
      assert.match(read.diagnostics[0]?.message ?? '', /SHOWRUN_PASSWORD.*--password-command/);
      assert.equal(JSON.stringify([read, [...read.device('r1').variables]]).includes('hunter22'), false);
    });
  }

  it('takes columns that only speak of secrets as variables', () => {
    const read = readCsvText(
      `${header},key_file,password_policy,bypass`,
      'r1,192.0.2.1,cisco_ios,~/k,strict,no',
    );
    assert.deepEqual(read.problems, []);
    assert.deepEqual([...read.device('r1').variables.keys()], ['password_policy', 'bypass']);
  });

  it('ignores a second column for the same thing', () => {
    const read = readCsvText('hostname,name,ip_address,device_type', 'r1,other,192.0.2.1,linux');
    assert.deepEqual(read.problems, ['inventory.duplicate-column@1:10']);
    assert.deepEqual(namesOf(read), ['r1']);
  });

  it('keeps a line break inside a properly quoted cell, and the lines after it right', () => {
    const read = readCsvText(
      `${header},note`,
      'r1,192.0.2.1,linux,"first',
      'r9,192.0.2.9,linux,""second"" line"',
      'r2,192.0.2.2,linx,x',
    );
    assert.deepEqual(read.problems, ['inventory.unknown-platform@4:14']);
    assert.deepEqual(namesOf(read), ['r1']);
    assert.equal(read.device('r1').variables.get('note'), 'first\nr9,192.0.2.9,linux,"second" line');
  });

  it('does not let a forgotten quote swallow the lines up to the next quote', () => {
    const read = readCsvText(
      `${header},note`,
      'r1,"192.0.2.1,linux,x',
      'r2,192.0.2.2,linux,x',
      'r3,192.0.2.3,linux,"a, b"',
    );
    assert.deepEqual(read.problems, ['inventory.unclosed-quote@2:4']);
    assert.deepEqual(namesOf(read), ['r2', 'r3']);
  });

  it('takes any text as a name, since a name is never a path', () => {
    const names = ['../../x', 'CON', 'naïve ☂', 'a b', '-rf', '"quoted"'];
    const read = readCsvText(
      header,
      ...names.map((name) => `"${name.replaceAll('"', '""')}",192.0.2.1,linux`),
    );
    assert.deepEqual(read.problems, []);
    assert.deepEqual(namesOf(read), names);
  });

  it('says how a column must be called for templates', () => {
    const read = readCsvText(`${header},uplink port`, 'r1,192.0.2.1,linux,x');
    assert.deepEqual(
      read.diagnostics.map(({ code, severity, replacement }) => [code, severity, replacement]),
      [['inventory.variable-name', 'info', 'uplink_port']],
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readFiles({ 'inventory.csv': bytes });
      }),
    );
    const pieces = fc.constantFrom(
      header,
      'r1',
      ',',
      '"',
      '""',
      '\n',
      '\r',
      ' ',
      '#',
      ';',
      'linux',
      '\u0000',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        readFiles({ 'inventory.csv': `${header}\n${parts.join('')}` });
      }),
    );
  });

  it('gives back whatever was written into quoted cells, at the right place', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', ',', '"', ';', '#', "'", '\\'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
        const rows = values.map((text, index) => `r${index},192.0.2.1,linux,"${text.replaceAll('"', '""')}"`);
        const read = readCsvText(`${header},note`, ...rows);
        assert.deepEqual(read.problems, []);
        values.forEach((text, index) => {
          const device = read.device(`r${index}`);
          assert.equal(device.variables.get('note') ?? '', text);
          assert.equal(device.declaredAt.line, index + 2);
        });
      }),
    );
  });

  it('loses no good row to a broken one', () => {
    const junk = fc.string({ unit: fc.constantFrom('a', ',', ' ', ';', '\t', '\u0007'), maxLength: 20 });
    // Quotes in one line only: in two they could be a cell of several lines.
    const quoted = fc.string({ unit: fc.constantFrom('a', ',', '"', ' '), maxLength: 20 });
    fc.assert(
      fc.property(quoted, fc.array(junk, { maxLength: 5 }), (first, others) => {
        const lines = [first, ...others];
        const rows = lines.flatMap((line, index) => [`good${index},192.0.2.1,linux,x`, line]);
        const names = namesOf(readCsvText(`${header},note`, ...rows)).filter((name) =>
          name.startsWith('good'),
        );
        assert.deepEqual(
          names,
          lines.map((_, index) => `good${index}`),
        );
      }),
    );
  });
});
