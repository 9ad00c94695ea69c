/** What to use for a device that other tools have a name for and Showrun has no platform of its own for. */
export interface StandIn {
  /** The platform that comes nearest; absent where none would work. */
  readonly use?: string;
  /** Completes "There is no platform for it: …". */
  readonly advice: string;
}

const generic: StandIn = {
  use: 'generic',
  advice: '"generic" is used, which learns the prompt, answers pagers and prepares nothing',
};

/** netmiko's names (4.6) that no built-in platform has among its own. A near-sounding name would be another device. */
const standIns: ReadonlyMap<string, StandIn> = new Map<string, StandIn>([
  ...[
    'adva_fsp150f2',
    'adva_fsp150f3',
    'audiocode_shell',
    'bintec_boss',
    'cloudgenix_ion',
    'digi_transport',
    'ekinops_ek360',
    'ericsson_mltn63',
    'ericsson_mltn66',
    'infinera_packet',
    'keymile',
    'mrv_lx',
    'rad_etx',
    'sixwind_os',
    'teldat_cit',
    'vertiv_mph',
  ].map((name) => [name, generic] as const),
  [
    'audiocode_66',
    { use: 'audiocode_72', advice: '"audiocode_72" is used, the next version of the same command line' },
  ],
  ['ciena_waveserver', { use: 'ciena_saos', advice: '"ciena_saos" is used, which it is akin to' }],
  ['dell_isilon', { use: 'linux', advice: '"linux" is used, since it is a shell' }],
  [
    'ubiquiti_unifiswitch',
    {
      use: 'linux',
      advice: '"linux" is used, which it logs in to; the switch itself is behind "telnet localhost" there',
    },
  ],
  [
    'accedian',
    { advice: 'its prompt ends with a colon as questions do; describe it in one file (docs/platforms.md)' },
  ],
  [
    'coriant',
    { advice: 'its prompt ends with a colon as questions do; describe it in one file (docs/platforms.md)' },
  ],
  ['cisco_tp', { advice: 'its command line has no prompt that a session could wait for' }],
  ['sophos_sfos', { advice: 'it shows a menu after the login, which a session cannot walk through' }],
]);

/** The stand-in for a name of netmiko's, also with its `_ssh` or `_telnet`. Undefined for every other name. */
export function knownElsewhere(name: string): StandIn | undefined {
  const wanted = name.trim().toLowerCase();
  return standIns.get(wanted) ?? standIns.get(wanted.replace(/_(?:ssh|telnet)$/, ''));
}
