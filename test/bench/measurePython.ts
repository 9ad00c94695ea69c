import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measurement, Setting } from './measurement.ts';

const script = fileURLToPath(new URL('pythonClients.py', import.meta.url));
/** The system's Python has the packages of the distribution; `BENCH_PYTHON` names another one. */
const python = process.env.BENCH_PYTHON ?? '/usr/bin/python3';

/** The version of a Python package; undefined where there is no such package, or no Python. */
export function pythonPackage(name: string): string | undefined {
  const code = `import importlib.metadata as m; print(m.version("${name}"))`;
  try {
    return execFileSync(python, ['-c', code], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/** The same work in Python. */
export async function measurePython(
  client: 'netmiko' | 'asyncssh',
  version: string,
  { lab, latencyMs, concurrency, password, commands }: Setting,
): Promise<Measurement> {
  const text = await new Promise<string>((resolve, reject) => {
    const child = execFile(python, ['-W', 'ignore', script], (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
    child.stdin?.end(JSON.stringify({ client, devices: lab.devices, concurrency, password, commands }));
  });
  const measured = JSON.parse(text) as Pick<Measurement, 'failed' | 'wallMs' | 'cpuMs' | 'peakMb'>;
  return { client: `${client} ${version}`, devices: lab.devices.length, latencyMs, concurrency, ...measured };
}
