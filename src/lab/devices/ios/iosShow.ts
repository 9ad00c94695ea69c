import type { CiscoTree } from '../cisco/dialect.ts';
import { showVersion } from './showVersion.ts';

/** The show commands of IOS; some need privileges. */
export function addIosShow(tree: CiscoTree, privileged: boolean): CiscoTree {
  tree.add('show version', showVersion);
  if (!privileged) return tree;
  return tree;
}
