// npm run bench:templates: rendering for many devices, and what the editor does at each key press. Times are of one core.
import type { Device } from '../../src/api/device.ts';
import { CommandCatalogue } from '../../src/core/platform/commands/commandCatalogue.ts';
import { loadCommands } from '../../src/core/platform/commands/loadCommands.ts';
import { loadPlugins } from '../../src/core/platform/loadPlugins.ts';
import { parseTemplate } from '../../src/core/template/parseTemplate.ts';
import { renderTemplate } from '../../src/core/template/renderTemplate.ts';
import { completeTemplate } from '../../src/core/template/services/completion/completeTemplate.ts';
import { checkTemplate } from '../../src/core/template/services/diagnostics/checkTemplate.ts';
import type { LanguageContext } from '../../src/core/template/services/languageContext.ts';
import { semanticTokens } from '../../src/core/template/services/semanticTokens.ts';
import { nodeFileReader } from '../../src/store/nodeFileReader.ts';

const rounds = 5;
const { platforms } = await loadPlugins(nodeFileReader, ['src/plugins']);
const { commands } = await loadCommands(nodeFileReader, ['src/plugins']);
const rows: Record<string, string | number>[] = [];

for (const count of [500, 1000, 2000]) {
  const devices = makeDevices(count);
  const template = parseTemplate({ path: 'bench.cmds', text: loops(50) });
  measure(`render 50 lines with loops, ${String(count)} devices`, () => {
    for (const device of devices) renderTemplate(template, device);
  });
}
for (const lines of [500, 2000]) {
  const context: LanguageContext = { devices: makeDevices(2000), platforms, commands };
  const text = document(lines);
  let version = 0;
  // Each round is a key press: another text, the same surroundings.
  const next = () => parseTemplate({ path: 'bench.cmds', text: `${text}# ${String(version++)}\n` });
  measure(`parse and check ${String(lines)} lines, 2000 devices`, () => checkTemplate(next(), context));
  measure(`semantic tokens, ${String(lines)} lines`, () => semanticTokens(next(), context));
  measure(`completion, ${String(lines)} lines`, () => completeTemplate(next(), text.length, context));
  const empty = { ...context, commands: new CommandCatalogue() };
  measure(`parse and check ${String(lines)} lines, no command data`, () => checkTemplate(next(), empty));
}
console.table(rows);

/** The median of some rounds, after one that is not counted. */
function measure(what: string, action: () => unknown): void {
  action();
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    action();
    return performance.now() - started;
  }).sort((left, right) => left - right);
  rows.push({ what, 'ms (median)': Number((times[rounds >> 1] ?? NaN).toFixed(1)) });
}

function makeDevices(count: number): Device[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `device-${String(index)}`,
    host: '192.0.2.1',
    platform: index % 2 === 0 ? 'cisco_ios' : 'arista_eos',
    transport: 'ssh',
    tags: ['core'],
    groups: [],
    site: `site-${String(index % 20)}`,
    variables: new Map<string, string | readonly number[]>([
      ['uplink', `Gi1/0/${String(index % 48)}`],
      ['vlans', [10, 20, 30, 40]],
    ]),
    declaredAt: { file: 'inventory.csv', line: index + 2, column: 1 },
    fieldsAt: new Map(),
  }));
}

/** A template of so many lines, a fifth of them in loops. */
function loops(lines: number): string {
  const block = [
    'show interfaces {{ uplink }}',
    '{% for vlan in vlans %}',
    'show vlan id {{ vlan }}',
    '{% endfor %}',
    'show ip route {{ device.host | default("0.0.0.0") }}',
  ];
  return Array.from({ length: lines }, (_, index) => `${block[index % block.length] ?? ''}\n`).join('');
}

/** What a large file looks like: blocks of plain commands with some values. */
function document(lines: number): string {
  return Array.from({ length: lines }, (_, index) => {
    if (index % 20 === 0) return `### Block ${String(index)}\n`;
    if (index % 4 === 0) return `show interfaces {{ uplink }} ${String(index)}\n`;
    if (index % 4 === 1) return `show vlan id ${String(index)}\n`;
    return index % 4 === 2
      ? `show ip route {{ missing${String(index % 50)} | default("") }}\n`
      : 'show version\n';
  }).join('');
}
