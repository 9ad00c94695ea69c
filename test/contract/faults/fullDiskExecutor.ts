// The executor with a disk that gets full: what goes below a folder called `full` has room for some kilobytes.
import './tellHolding.ts';
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import type { OpenFile, RunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';

let room = 30_000;

function take(path: string, bytes: number): void {
  if (!/[\\/]full[\\/]/.test(path)) return;
  if (bytes > room)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  room -= bytes;
}

function limited(path: string, file: OpenFile): OpenFile {
  return {
    write: async (data) => {
      take(path, data.length);
      await file.write(data);
    },
    close: () => file.close(),
  };
}

const files: RunFiles = {
  ...nodeRunFiles,
  openAppend: async (path) => limited(path, await nodeRunFiles.openAppend(path)),
  openNew: async (path) => limited(path, await nodeRunFiles.openNew(path)),
  writeFile: async (path, text) => {
    take(path, Buffer.byteLength(text));
    await nodeRunFiles.writeFile(path, text);
  },
};

serveHost({ sessions: new PluginSessions(), files, clock: systemClock, version: '0.0.0-test' });
