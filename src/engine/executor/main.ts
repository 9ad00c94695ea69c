// The executor process: forked by the client of a host, which speaks to it by messages only (protocol.ts).
import { setFlagsFromString } from 'node:v8';
import packageJson from '../../../package.json' with { type: 'json' };
import { gatheringRunFiles } from '../../store/outputs/gatheringFiles.ts';
import { systemClock } from '../../store/systemClock.ts';
import { serveHost } from './hostConnection.ts';
import { PluginSessions } from './pluginSessions.ts';

// The nursery is small: several threads at its collection take more CPU than one, and are no quicker.
setFlagsFromString('--no-parallel-scavenge');

serveHost({
  sessions: new PluginSessions(),
  files: gatheringRunFiles(),
  clock: systemClock,
  version: packageJson.version,
});
