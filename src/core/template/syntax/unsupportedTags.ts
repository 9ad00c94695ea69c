const inheritance = 'Template inheritance is not part of the language. Use {% include %} or {% import %}.';
const translation = 'Translations are not part of the language.';

/** Tags of Jinja2 that are left out on purpose, with what to do instead. */
export const unsupportedTags: ReadonlyMap<string, string> = new Map([
  ['extends', inheritance],
  ['block', inheritance],
  ['endblock', inheritance],
  ['autoescape', 'Commands are not HTML: nothing is ever escaped. Remove the tag.'],
  ['endautoescape', 'Commands are not HTML: nothing is ever escaped. Remove the tag.'],
  ['trans', translation],
  ['pluralize', translation],
  ['endtrans', translation],
  ['debug', 'There is no {% debug %}. Hover over a variable, or open the preview, to see values.'],
]);
