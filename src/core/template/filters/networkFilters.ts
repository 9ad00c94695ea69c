import { functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction } from '../functions/services.ts';
import {
  bitsOf,
  type IpAddress,
  networkOf,
  printIpAddress,
  readIpAddress,
  sizeOf,
} from '../network/ipAddress.ts';
import { asWritten, contains, hostAt, ipQueries } from '../network/ipQueries.ts';
import { closestName } from '../../text/closestName.ts';
import { TemplateFault } from '../templateFault.ts';
import { toInteger } from '../values/convert.ts';
import { integerValue, numericOf } from '../values/numbers.ts';
import { toText } from '../values/printValue.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { TupleValue, UndefinedValue, type Value } from '../values/value.ts';

/** Filters about addresses, named as in Ansible. */
export const networkFilters = functionTable<FilterAction>([
  [
    'ipaddr',
    'query="", version=none',
    'A part of an address or network, such as "address", "netmask", "network", "prefix", "hostmask", "size", or the address at a place. Without a query: the address, or false where it is none.',
    '{{ uplink_ip | ipaddr("netmask") }}',
    (input, args) =>
      each(input, args.text('query'), args.has('version') ? args.whole('version', 4) : undefined),
  ],
  [
    'ipv4',
    'query=""',
    'As ipaddr, for IPv4 alone.',
    '{{ addresses | ipv4("address") }}',
    (input, args) => each(input, args.text('query'), 4),
  ],
  [
    'ipv6',
    'query=""',
    'As ipaddr, for IPv6 alone.',
    '{{ addresses | ipv6 }}',
    (input, args) => each(input, args.text('query'), 6),
  ],
  [
    'ipsubnet',
    'query="", index=none',
    'The network of an address; with a prefix length, how many such subnets it has; with an index, one of them.',
    '{{ "10.0.0.0/8" | ipsubnet(16, 3) }}',
    subnet,
  ],
  [
    'nthhost',
    'query=""',
    'The address at a place in a network.',
    '{{ "10.1.2.0/24" | nthhost(10) }}',
    (input, args) => {
      const address = addressOf(input, 'nthhost');
      const value = hostAt(address, BigInt(args.whole('query', 1)));
      if (value === undefined) throw none(input, `has no address at place ${args.text('query')}`);
      return printIpAddress(address.version, value);
    },
  ],
  [
    'ipmath',
    'amount',
    'The address so many places further.',
    '{{ "10.1.2.3" | ipmath(5) }}',
    (input, args) => {
      const address = addressOf(input, 'ipmath');
      const value = address.value + BigInt(args.whole('amount', 0));
      if (value < 0n || value >> BigInt(bitsOf(address.version)) > 0n)
        throw none(input, 'has no address there');
      return printIpAddress(address.version, value);
    },
  ],
  [
    'ipwrap',
    '',
    'IPv6 addresses in square brackets.',
    '{{ host | ipwrap }}',
    (input) => {
      const address = readIpAddress(toText(input));
      return address?.version === 6 ? (ipQueries.get('wrap')?.(address) ?? input) : input;
    },
  ],
  [
    'network_in_network',
    'test',
    'True where the other network lies in this one.',
    '{{ "10.0.0.0/8" | network_in_network("10.1.0.0/16") }}',
    (input, args) =>
      contains(addressOf(input, 'network_in_network'), addressOf(args.value('test'), 'network_in_network')),
  ],
  [
    'network_in_usable',
    'test',
    'True where the address can be used in this network.',
    '{{ net | network_in_usable(gateway) }}',
    (input, args) => {
      const [network, inner] = [
        addressOf(input, 'network_in_usable'),
        addressOf(args.value('test'), 'network_in_usable'),
      ];
      const edges =
        sizeOf(network) > 2n &&
        [networkOf(network), networkOf(network) + sizeOf(network) - 1n].includes(inner.value);
      return contains(network, inner) && !edges;
    },
  ],
  [
    'hwaddr',
    'query=""',
    'A MAC address as "cisco" (0011.2233.4455), "unix" (00:11:22:33:44:55), "bare", "eui48" or "int".',
    '{{ mac | hwaddr("cisco") }}',
    hardwareAddress,
  ],
]);

/** Asks about one value; of a list, about those that have an answer. */
function each(input: Value, name: string, version: number | undefined): Value {
  const items = Array.isArray(input) ? input : input instanceof TupleValue ? input.items : undefined;
  if (items === undefined) return askOne(input, name, version);
  return items.flatMap((item) => {
    const answer = answerFor(item, name, version);
    return answer === undefined || answer === false ? [] : [answer];
  });
}

function readValue(value: Value): IpAddress | undefined {
  if (value instanceof UndefinedValue) throw undefinedFault(value);
  if (typeof value === 'string') return readIpAddress(value);
  const number = numericOf(value);
  if (number === undefined || number.float || typeof value === 'boolean') return undefined;
  const whole = BigInt(number.whole);
  if (whole < 0n || whole >> 128n > 0n) return undefined;
  const version = whole >> 32n === 0n ? 4 : 6;
  return { version, value: whole, prefix: bitsOf(version), hasPrefix: false };
}

function addressOf(value: Value, filter: string): IpAddress {
  const address = readValue(value);
  if (address !== undefined) return address;
  throw new TemplateFault(
    'template.address',
    `${filter} needs an address or a network; "${toText(value)}" is none.`,
  );
}

function none(input: Value, problem: string): TemplateFault {
  return new TemplateFault('template.address', `"${toText(input)}" ${problem}.`);
}

function answerFor(input: Value, name: string, version: number | undefined): Value | undefined {
  const address = readValue(input);
  if (address === undefined || (version !== undefined && address.version !== version)) return undefined;
  return answerOf(address, name);
}

/** "False" must never stand in a command: only the plain question "is it an address?" is answered with false. */
function askOne(input: Value, name: string, version: number | undefined): Value {
  const answer = answerFor(input, name, version);
  if (answer !== undefined) return answer;
  if (['', 'bool', 'ipv4', 'v4', 'ipv6', 'v6'].includes(name)) return false;
  const address = readValue(input);
  const fits = address !== undefined && (version === undefined || address.version === version);
  if (fits) throw none(input, `has no "${name}"`);
  throw none(
    input,
    version === undefined ? 'is not an address or a network' : `is not an IPv${String(version)} address`,
  );
}

function answerOf(address: IpAddress, name: string): Value | undefined {
  const ask = ipQueries.get(name);
  if (ask !== undefined) return ask(address);
  const place = /^-?\d+$/.test(name) ? hostAt(address, BigInt(name)) : undefined;
  if (place !== undefined) {
    const text = printIpAddress(address.version, place);
    return address.hasPrefix ? `${text}/${String(address.prefix)}` : text;
  }
  if (/^-?\d+$/.test(name)) return undefined;
  const network = readIpAddress(name);
  if (network !== undefined) return contains(network, address) ? asWritten(address) : false;
  const near = closestName(name, ipQueries.keys());
  const question = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new TemplateFault('template.arguments', `ipaddr has no query "${name}".${question}`);
}

function subnet(input: Value, args: BoundArguments): Value {
  const address = addressOf(input, 'ipsubnet');
  const text = args.text('query');
  if (text === '') return `${printIpAddress(address.version, networkOf(address))}/${String(address.prefix)}`;
  const prefix = toInteger(args.value('query'), 10);
  if (typeof prefix !== 'number' || prefix < 0 || prefix > bitsOf(address.version)) {
    throw new TemplateFault('template.arguments', `ipsubnet needs a prefix length, not "${text}".`);
  }
  if (!args.has('index')) {
    if (prefix < address.prefix)
      return `${printIpAddress(address.version, networkOf({ ...address, prefix }))}/${String(prefix)}`;
    return integerValue(1n << BigInt(prefix - address.prefix));
  }
  const index = BigInt(args.whole('index', 0));
  if (prefix < address.prefix) throw none(input, `is smaller than a /${String(prefix)}`);
  const count = 1n << BigInt(prefix - address.prefix);
  const place = index < 0n ? count + index : index;
  if (place < 0n || place >= count) throw none(input, `has no subnet at place ${String(index)}`);
  const start = networkOf(address) + (place << BigInt(bitsOf(address.version) - prefix));
  return `${printIpAddress(address.version, start)}/${String(prefix)}`;
}

function hardwareAddress(input: Value, args: BoundArguments): Value {
  const form = args.text('query');
  const digits = toText(input).replace(/[-:.]/g, '').toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(digits)) {
    if (form === '' || form === 'bool') return false;
    throw none(input, 'is not a MAC address');
  }
  const join = (size: number, mark: string): string =>
    digits.match(new RegExp(`.{${String(size)}}`, 'g'))?.join(mark) ?? '';
  switch (form) {
    case '':
      return input;
    case 'bool':
      return true;
    case 'cisco':
      return join(4, '.');
    case 'unix':
    case 'linux':
      return join(2, ':');
    case 'eui48':
    case 'win':
      return join(2, '-').toUpperCase();
    case 'bare':
      return digits.toUpperCase();
    case 'int':
      return integerValue(BigInt(`0x${digits}`));
    default:
      throw new TemplateFault(
        'template.arguments',
        `hwaddr has no form "${form}"; known: cisco, unix, eui48, bare, int, bool.`,
      );
  }
}
