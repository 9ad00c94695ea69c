// The executor process: forked by the client of a host, which speaks to it by messages only (protocol.ts).
import packageJson from '../../../package.json' with { type: 'json' };
import { gatheringRunFiles } from '../../store/outputs/gatheringFiles.ts';
import { systemClock } from '../../store/systemClock.ts';
import { serveHost } from './hostConnection.ts';
import { PluginSessions } from './pluginSessions.ts';

serveHost({
  sessions: new PluginSessions(),
  files: gatheringRunFiles(),
  clock: systemClock,
  version: packageJson.version,
});
