/** A `# @name value` directive, for hover and completion as well as for reading it. */
export interface DirectiveInfo {
  readonly name: string;
  /** How it is written. */
  readonly usage: string;
  readonly summary: string;
  /** The values it can have, where they are few. */
  readonly values?: readonly string[];
  /** True where it may stand more than once in the file or in a block. */
  readonly repeatable: boolean;
  /** True where it may stand before the first heading only. */
  readonly fileOnly: boolean;
}

function directive(
  name: string,
  value: string,
  summary: string,
  extra: Partial<DirectiveInfo> = {},
): [string, DirectiveInfo] {
  return [
    name,
    { name, usage: `# @${name} ${value}`.trim(), summary, repeatable: false, fileOnly: false, ...extra },
  ];
}

/** Every directive of the language. */
export const directiveCatalogue: ReadonlyMap<string, DirectiveInfo> = new Map([
  directive(
    'filter',
    'tag:edge site:ams*',
    'Only devices that match the filter expression get these commands.',
  ),
  directive('platform', 'cisco_ios, arista_eos', 'Only devices of these platforms get these commands.'),
  directive('timeout', '30', 'Seconds of silence after which a command is given up.'),
  directive('mode', 'config', 'The mode the commands are sent in.', { values: ['exec', 'enable', 'config'] }),
  directive('expect', '/confirm/ -> ""', 'What to answer when a command asks back; "" is a bare Enter.', {
    repeatable: true,
  }),
  directive(
    'parse',
    'textfsm',
    'Names a parser for programs that read the run; Showrun keeps the output as it came.',
  ),
  directive('on-error', 'stop', 'Whether a rejected command ends the commands of its device.', {
    values: ['continue', 'stop'],
  }),
  directive('confirm', '', 'Ask for a confirmation before anything is sent.', { values: ['true', 'false'] }),
  directive('parallel', '2', 'How many commands one device may be sent at once; no number: all it bears.'),
  directive('set', 'name = "value"', 'Sets a variable; the value is an expression.', { repeatable: true }),
  directive('ask', 'ticket "Change number"', 'Asks for a value once per run.', {
    repeatable: true,
    fileOnly: true,
  }),
]);
