/** Messages in one burst. */
const burstLength = 20;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** What the log of a device writes to a terminal that shows it, a link going up and down: whole lines, in the platform's form. */
export function logBurst(platform: string, name: string, now: number): string {
  let text = '';
  for (let count = 0; count < burstLength; count++) text += message(platform, name, now, count);
  return text;
}

/** An output that its device's log breaks into: behind its first line, in its middle, and behind its end. */
export function* withLogBursts(output: string | Iterable<string>, burst: string): Generator<string> {
  const lines = (typeof output === 'string' ? output : [...output].join('')).split(/(?<=\n)/);
  const middle = Math.max(1, Math.ceil(lines.length / 2));
  yield lines[0] ?? '';
  yield burst;
  yield lines.slice(1, middle).join('');
  yield burst;
  yield lines.slice(middle).join('');
  if (lines.at(-1)?.endsWith('\n') === true) yield burst;
}

function message(platform: string, name: string, now: number, count: number): string {
  const at = new Date(now);
  const day = `${months[at.getUTCMonth()] ?? ''} ${String(at.getUTCDate()).padStart(2)}`;
  const time = at.toISOString().slice(11, 19);
  const state = count % 2 === 0 ? 'down' : 'up';
  const port = Math.floor(count / 2) + 1;
  switch (platform) {
    case 'cisco_nxos':
      return `${at.getUTCFullYear()} ${day} ${time} ${name} %ETHPORT-5-IF_${state.toUpperCase()}: Interface Ethernet1/${port} is ${state}\n`;
    case 'arista_eos':
      return `${day} ${time} ${name} Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet${port}, changed state to ${state}\n`;
    case 'juniper_junos':
    case 'linux':
      return `Message from syslogd@${name} at ${day} ${time} ...\n${name} link ${port} went ${state}\n`;
    default:
      return `*${day} ${time}.${at.toISOString().slice(20, 23)}: %LINK-3-UPDOWN: Interface GigabitEthernet0/${port}, changed state to ${state}\n`;
  }
}
