import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../../src/api/device.ts';
import type { RunRecord } from '../../src/api/run.ts';
import { diffTexts } from '../../src/core/diff/diffTexts.ts';
import { readInventory } from '../../src/core/inventory/readInventory.ts';
import { loadPlugins } from '../../src/core/platform/loadPlugins.ts';
import { parseTemplate } from '../../src/core/template/parseTemplate.ts';
import { renderTemplate } from '../../src/core/template/renderTemplate.ts';
import { nodeFileReader } from '../../src/store/nodeFileReader.ts';
import { runJsonParts } from '../../src/store/runJson.ts';
import { RunStore } from '../../src/store/runStore.ts';
import type { Scratch } from './scratch.ts';

/** How the time for something grows with its size. */
export interface Growth {
  readonly what: string;
  readonly sizes: readonly number[];
  /** Milliseconds, of one core, for each of the sizes. */
  readonly ms: readonly number[];
  /** Of the largest to the smallest: 4 where it is linear, 16 where it is quadratic. */
  readonly ratio: number;
}

interface Subject {
  readonly what: string;
  readonly size: number;
  /** Prepares one size; what it returns is measured. */
  readonly prepare: (count: number) => () => unknown;
}

const rounds = 7;

/** Rendering, parsing, diff and the list of runs at a size, at twice and at four times of it. */
export async function measureGrowth(scratch: Scratch): Promise<Growth[]> {
  const { platforms } = await loadPlugins(nodeFileReader, ['src/plugins']);
  const template = parseTemplate({ path: 'bench.cmds', text: templateText(48) });
  const subjects: Subject[] = [
    {
      what: 'render 48 lines, devices',
      size: 500,
      prepare: (count) => {
        const devices = makeDevices(count);
        return () => devices.map((device) => renderTemplate(template, device));
      },
    },
    {
      what: 'parse a template, lines',
      size: 2000,
      prepare: (count) => {
        const text = templateText(count);
        return () => parseTemplate({ path: 'bench.cmds', text });
      },
    },
    {
      what: 'read a CSV inventory, rows',
      size: 2000,
      prepare: (count) => {
        const rows = Array.from(
          { length: count },
          (_, index) => `r-${index},192.0.2.1,ios,core;edge,site-${index % 20}`,
        );
        const bytes = Buffer.from(`hostname,host,device_type,tags,site\n${rows.join('\n')}\n`);
        return () => readInventory([{ path: 'inventory.csv', bytes }], platforms);
      },
    },
    {
      what: 'diff with a hundred changes, lines',
      size: 2000,
      prepare: (count) => {
        const lines = Array.from({ length: count }, (_, index) => `interface Gi${index} is up`);
        const left = lines.join('\n');
        const right = lines
          .map((line, index) => (index % (count / 100) === 0 ? `${line}, changed` : line))
          .join('\n');
        return () => diffTexts(left, right);
      },
    },
    {
      what: 'list of runs, runs of 20 devices',
      size: 100,
      prepare: (count) => {
        const folder = scratch.folder();
        for (let index = 0; index < count; index += 1) writeRun(folder, index);
        return () => new RunStore(folder).list();
      },
    },
  ];
  const results: Growth[] = [];
  for (const subject of subjects) results.push(await measure(subject));
  return results;
}

/** The sizes take turns, so that a busy moment of the machine is shared by all of them; the least time is the one that counts. */
async function measure({ what, size, prepare }: Subject): Promise<Growth> {
  const sizes = [size, 2 * size, 4 * size];
  const works = sizes.map(prepare);
  const taken = sizes.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) taken[index]?.push((user + system) / 1000);
    }
  }
  const ms = taken.map((each) => Math.min(...each));
  return { what, sizes, ms, ratio: (ms[2] ?? NaN) / (ms[0] ?? NaN) };
}

function makeDevices(count: number): Device[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `device-${index}`,
    host: '192.0.2.1',
    platform: 'cisco_ios',
    transport: 'ssh',
    tags: ['core'],
    groups: [],
    variables: new Map<string, string | readonly number[]>([
      ['uplink', `Gi1/0/${index % 48}`],
      ['vlans', [10, 20, 30, 40]],
    ]),
    declaredAt: { file: 'inventory.csv', line: index + 2, column: 1 },
    fieldsAt: new Map(),
  }));
}

function templateText(lines: number): string {
  const block = [
    'show interfaces {{ uplink }}',
    '{% for vlan in vlans %}',
    'show vlan id {{ vlan }}',
    '{% endfor %}',
  ];
  return Array.from({ length: lines }, (_, index) => `${block[index % block.length] ?? ''}\n`).join('');
}

function writeRun(folder: string, index: number): void {
  const startedAt = new Date(Date.UTC(2026, 0, 1) + index * 60_000);
  const id = `${startedAt.toISOString().replace(/[:]|\.\d+/g, '')}-${index.toString(16).padStart(4, '0')}`;
  const devices = makeDevices(20);
  const record: RunRecord = {
    version: 1,
    id,
    showrun: '0.0.0',
    status: 'ok',
    startedAt: startedAt.toISOString(),
    finishedAt: startedAt.toISOString(),
    plan: {
      version: 1,
      createdAt: startedAt.toISOString(),
      title: 'bench.cmds',
      devices: devices.map(({ name, host, platform, transport }) => ({
        device: { name, host, platform, transport },
        commands: [],
      })),
      refused: [],
      held: [],
    },
    totals: { devices: 20, ok: 20, failed: 0, cancelled: 0, refused: 0, commands: 0, bytes: 0 },
    results: [],
  };
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'run.json'), [...runJsonParts(record)].join(''));
}
