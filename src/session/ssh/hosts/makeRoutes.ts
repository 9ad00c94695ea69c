import { userInfo } from 'node:os';
import type { HostKeyPolicy } from '../../../api/device.ts';
import type { FileReader, Logger } from '../../../api/ports.ts';
import { SharedWork } from '../../sharedWork.ts';
import { OpenSshConfig } from '../config/openSshConfig.ts';
import { readSshConfig } from '../config/readSshConfig.ts';
import type { ConfigSource } from '../config/sshConfig.ts';
import { hostFiles } from '../hostFiles.ts';
import type { KeyStorage } from '../keys/keyFiles.ts';
import { RouteResolver } from './routeResolver.ts';

/** The part of a transport's options that decides about routes; the same for all that speak SSH. */
export interface RouteOptions {
  readonly logger: Logger;
  readonly home: string;
  readonly files?: FileReader & KeyStorage;
  readonly baseFolder?: string;
  readonly hostKeys: HostKeyPolicy;
  readonly legacy?: boolean;
  readonly sshConfigFile?: string;
}

/** A resolver that reads each ssh_config once. */
export function makeRoutes(options: RouteOptions): RouteResolver {
  const { logger, home } = options;
  const files = options.files ?? hostFiles;
  const configs = new SharedWork<ConfigSource>();
  const openSsh = new OpenSshConfig({ logger });
  return new RouteResolver({
    readConfig: (path, signal) =>
      configs.get(path, signal, () => readSshConfig(path, { files, logger, home })),
    askOpenSsh: (source, query, ours, signal) => openSsh.settings(source, query, ours, signal),
    logger,
    home,
    localUser: userInfo().username,
    baseFolder: options.baseFolder ?? process.cwd(),
    hostKeys: options.hostKeys,
    legacy: options.legacy ?? false,
    ...(options.sshConfigFile === undefined ? {} : { defaultConfigFile: options.sshConfigFile }),
  });
}
