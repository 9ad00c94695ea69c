import ssh2 from 'ssh2';
import constants from 'ssh2/lib/protocol/constants.js';

/*
 * ssh2 drops group exchange when the server is `Cisco-1.25` (its COMPAT_CHECKS), so that a box with nothing else cannot be
 * reached. Here group exchange is offered last anyway and capped at 4,096 bits for all `Cisco-1.*`, as OpenSSH does.
 */
const ciscoCheck = constants.COMPAT_CHECKS.findIndex(([software]) => software === 'Cisco-1.25');
if (ciscoCheck >= 0) constants.COMPAT_CHECKS.splice(ciscoCheck, 1);

/** Everything of ssh2 that sessions use comes through this module. */
export const { Client, BaseAgent, OpenSSHAgent } = ssh2;
export const { parseKey } = ssh2.utils;
