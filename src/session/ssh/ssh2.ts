import ssh2 from 'ssh2';
import constants from 'ssh2/lib/protocol/constants.js';
import { verifyByKeyObjects } from './keys/verifyByKeyObjects.ts';

/*
 * ssh2 drops group exchange when the server is `Cisco-1.25` (its COMPAT_CHECKS), so that a box with nothing else cannot be
 * reached. Here group exchange is offered last anyway and capped at 4,096 bits for all `Cisco-1.*`, as OpenSSH does.
 */
const ciscoCheck = constants.COMPAT_CHECKS.findIndex(([software]) => software === 'Cisco-1.25');
if (ciscoCheck >= 0) constants.COMPAT_CHECKS.splice(ciscoCheck, 1);

const sample = ssh2.utils.parseKey(
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea', // RFC 8032, section 7.1
);
if (sample instanceof Error) throw sample;
verifyByKeyObjects(sample);

/** Everything of ssh2 that sessions use comes through this module. */
export const { Client, BaseAgent, OpenSSHAgent } = ssh2;
export const { parseKey } = ssh2.utils;
