import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { IConfiguration, ICruiseOptions, ICruiseResult, IReporterOutput } from 'dependency-cruiser';
import { projectFolder } from '../../../src/build/projectFolder.ts';

const rules = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as IConfiguration;

/** Files that the imports of the cases lead to. */
const ground: Record<string, string> = {
  'package.json': '{ "devDependencies": { "ssh2": "*", "yaml": "*", "cockatiel": "*" } }',
  'src/api/thing.ts': 'export interface Thing { name: string }\n',
  'src/core/thing.ts': 'export const core = 1;\n',
  'src/core/user.ts': "import './thing.ts';\nexport type User = string;\n",
  'src/plugins/thing.ts': 'export const plugin = 1;\n',
  'src/session/thing.ts': 'export const session = 1;\nexport interface Session { id: string }\n',
  'src/store/thing.ts': 'export const store = 1;\n',
  'src/engine/thing.ts': 'export const engine = 1;\n',
  'src/lab/thing.ts': 'export const lab = 1;\n',
  'src/cli/thing.ts': 'export const cli = 1;\n',
  'src/extension/thing.ts': 'export const extension = 1;\n',
  'src/extension/manifest/settings.ts': 'export const settings = 1;\n',
  'src/build/thing.ts': 'export const build = 1;\n',
};

/** Cruises a small project that has the ground and one more file, and returns the names of the rules it breaks. */
async function brokenBy(file: string, text: string): Promise<string[]> {
  // Inside the project, so that its node_modules resolve.
  await mkdir(join(projectFolder, 'out'), { recursive: true });
  const folder = await mkdtemp(join(projectFolder, 'out/layers-'));
  try {
    for (const [path, content] of Object.entries({ ...ground, [file]: text })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    // Mocha loads test files in a way that a module with a top-level await, which this one has, does not bear.
    const { cruise } = await import('dependency-cruiser');
    const found: IReporterOutput = await cruise(['src'], {
      ...(rules.options as ICruiseOptions),
      tsConfig: {},
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: rules.forbidden ?? [] },
    });
    return (found.output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const refused: [file: string, text: string, rule: string][] = [
  ['src/api/bad.ts', "import '../core/thing.ts';", 'api-layer'],
  ['src/api/bad.ts', "import 'yaml';", 'api-packages'],
  ['src/core/bad.ts', "import '../session/thing.ts';", 'core-layer'],
  [
    'src/core/bad.ts',
    "import type { Session } from '../session/thing.ts';\nexport type A = Session;",
    'core-layer',
  ],
  ['src/core/bad.ts', "import '../plugins/thing.ts';", 'core-layer'],
  ['src/core/bad.ts', "import 'cockatiel';", 'core-packages'],
  ['src/core/deep/bad.ts', "import 'node:fs';", 'pure-without-node'],
  [
    'src/core/bad.ts',
    "import type { Readable } from 'stream';\nexport type A = Readable;",
    'pure-without-node',
  ],
  ['src/core/bad.ts', "export async function load() { await import('node:net'); }", 'pure-without-node'],
  ['src/plugins/bad.ts', "import '../engine/thing.ts';", 'plugins-layer'],
  ['src/session/bad.ts', "import '../store/thing.ts';", 'session-layer'],
  ['src/store/bad.ts', "import '../session/thing.ts';", 'store-layer'],
  ['src/engine/bad.ts', "import '../lab/thing.ts';", 'engine-layer'],
  ['src/engine/bad.ts', "import '../extension/thing.ts';", 'engine-layer'],
  ['src/engine/bad.ts', "import 'ssh2';", 'ssh-in-session-and-lab-only'],
  ['src/lab/bad.ts', "import '../engine/thing.ts';", 'lab-layer'],
  ['src/cli/bad.ts', "import '../lab/thing.ts';", 'cli-layer'],
  ['src/cli/bad.ts', "import '../extension/thing.ts';", 'cli-layer'],
  [
    'src/cli/bad.ts',
    "import { session } from '../session/thing.ts';\nexport const a = session;",
    'cli-types-only',
  ],
  ['src/extension/bad.ts', "import '../lab/thing.ts';", 'extension-layer'],
  ['src/extension/bad.ts', "import '../build/thing.ts';", 'extension-layer'],
  ['src/extension/bad.ts', "import '../session/thing.ts';", 'extension-types-only'],
  ['src/build/bad.ts', "import '../extension/thing.ts';", 'build-layer'],
  [
    'src/cli/bad.ts',
    "import * as vscode from 'vscode';\nexport const a = vscode;",
    'vscode-in-extension-only',
  ],
  ['src/store/bad.ts', "import 'no-such-package';", 'resolvable'],
  ['src/store/bad.ts', "import './nowhere.ts';", 'resolvable'],
  ['src/store/bad.ts', "import 'prettier';", 'declared-packages'],
];

const allowed: [file: string, text: string][] = [
  [
    'src/core/good.ts',
    "import type { Thing } from '../api/thing.ts';\nimport 'yaml';\nexport type A = Thing;",
  ],
  ['src/plugins/good.ts', "import '../core/thing.ts';"],
  ['src/session/good.ts', "import 'ssh2';\nimport '../core/thing.ts';\nimport 'node:net';"],
  ['src/engine/good.ts', "import '../session/thing.ts';\nimport '../store/thing.ts';\nimport 'cockatiel';"],
  [
    'src/cli/good.ts',
    "import type { Session } from '../session/thing.ts';\nimport '../engine/thing.ts';\nexport type A = Session;",
  ],
  [
    'src/extension/good.ts',
    "import * as vscode from 'vscode';\nimport '../engine/thing.ts';\nexport const a = vscode;",
  ],
  ['src/build/good.ts', "import '../extension/manifest/settings.ts';"],
];

describe('the layers that dependency-cruiser enforces', function () {
  this.timeout(60_000);

  for (const [file, text, rule] of refused) {
    it(`refuse ${file}: ${text.split('\n')[0]!} (${rule})`, async () => {
      const broken = await brokenBy(file, text);
      assert.ok(broken.includes(rule), `broken rules: ${broken.join(', ') || 'none'}`);
    });
  }

  it('refuse two files that import each other', async () => {
    const broken = await brokenBy('src/core/thing.ts', "import './user.ts';");
    assert.deepEqual([...new Set(broken)], ['no-cycles']);
  });

  it('let two files know the types of each other', async () => {
    const text = "import type { User } from './user.ts';\nexport type Thing = User;";
    assert.deepEqual(await brokenBy('src/core/thing.ts', text), []);
  });

  for (const [file, text] of allowed) {
    it(`let pass ${file}: ${text.split('\n').slice(0, 2).join(' ')}`, async () => {
      assert.deepEqual(await brokenBy(file, text), []);
    });
  }
});
