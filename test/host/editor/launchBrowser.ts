import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { cacheFolder } from './cacheFolder.ts';
import { installOnce } from './installOnce.ts';

interface Executable {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const packageFolder = join(projectFolder, 'node_modules/@sparticuz/chromium');
const launchLimitMs = 60_000;

/**
 * Starts a headless Chromium: the one that npm brought (Linux on x64), else an installed Chromium or Chrome.
 *
 * @throws Error that says what to install if there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const executable = (await bundledBrowser()) ?? installedBrowser();
  if (executable === undefined) {
    throw new Error(
      'No browser for the host tests: install Chromium or Chrome, or name one in SHOWRUN_CHROMIUM.',
    );
  }
  return chromium.launch({
    executablePath: executable.path,
    headless: true,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu', ...executable.args],
    env: { ...definedEnvironment(), ...executable.env },
    timeout: launchLimitMs,
  });
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The browser out of the npm package, unpacked into the cache once. */
async function bundledBrowser(): Promise<Executable | undefined> {
  if (process.env['SHOWRUN_CHROMIUM'] !== undefined) return undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(packageFolder)) return undefined;
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(cacheFolder, `chromium-${version}`);
  await installOnce(folder, unpack);
  const path = join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
  // The libraries that a desktop has and a bare server may lack lie beside it; the system's own are preferred.
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  const env = starts(path, {}) ? {} : libraries;
  if (!starts(path, env)) return undefined;
  return { path, args: ['--headless=shell', '--no-zygote'], env: { ...env, ...(hasFonts() ? {} : fonts) } };
}

function starts(path: string, env: Readonly<Record<string, string>>): boolean {
  return (
    spawnSync(path, ['--version'], { env: { ...process.env, ...env }, timeout: launchLimitMs }).status === 0
  );
}

function hasFonts(): boolean {
  return (
    existsSync('/etc/fonts/fonts.conf') &&
    (existsSync('/usr/share/fonts') || existsSync('/usr/local/share/fonts'))
  );
}

async function unpack(folder: string): Promise<void> {
  // The package unpacks into the folder for temporary files, so it runs in a process of its own where that is ours.
  const script = `
    const { inflate } = await import(${JSON.stringify(pathToFileURL(join(packageFolder, 'build/index.js')).href)});
    const bin = ${JSON.stringify(join(packageFolder, 'bin'))};
    await Promise.all(['chromium', 'fonts.tar', 'al2023.tar'].map((name) => inflate(bin + '/' + name + '.br')));`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder },
    timeout: 120_000,
  });
}

function installedBrowser(): Executable | undefined {
  const candidates = [
    process.env['SHOWRUN_CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  ];
  const path = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  return path === undefined ? undefined : { path, args: [], env: {} };
}
