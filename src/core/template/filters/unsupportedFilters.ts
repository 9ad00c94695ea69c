const escaping = 'Commands are not HTML: nothing is ever escaped. Remove the filter.';

/** Filters of Jinja2 and Ansible that are left out on purpose, with what to do instead. */
export const unsupportedFilters: ReadonlyMap<string, string> = new Map([
  ['escape', escaping],
  ['e', escaping],
  ['forceescape', escaping],
  ['safe', escaping],
  ['striptags', escaping],
  ['urlize', escaping],
  ['xmlattr', escaping],
  ['attr', 'Attributes of Python objects do not exist here. Use value.name or value["name"].'],
  ['random', 'A plan must be the same each time it is made, so nothing in it can be random.'],
  ['shuffle', 'A plan must be the same each time it is made, so nothing in it can be random.'],
  ['pprint', 'Use {{ value | to_nice_json }}, or the preview, to look at a value.'],
  ['wordwrap', 'A command is one line. Use "truncate" to shorten a text.'],
  ['password_hash', 'Secrets do not belong into templates.'],
  ['hash', 'Hashes are not part of the language.'],
  ['b64encode', 'Encodings are not part of the language.'],
  ['b64decode', 'Encodings are not part of the language.'],
]);
