/** Fewest characters that an encoded piece must have to be looked for: shorter ones would stand in any text. */
const minEncodedLength = 8;

/**
 * The forms in which a secret can turn up in a text: as it is, as part of JSON, XML or a URL, in base64 (alone or somewhere
 * inside a longer value such as `user:secret`), and as hexadecimal bytes.
 */
export function secretVariants(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const variants = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    xmlEscaped(secret),
    ...urlEncoded(secret),
    ...[...base64Forms(bytes), ...hexForms(bytes)].filter((form) => form.length >= minEncodedLength),
  ];
  return [...new Set(variants)].filter((variant) => variant !== '');
}

function urlEncoded(secret: string): string[] {
  const component = encodeURIComponent(wellFormed(secret));
  const form = component.replaceAll('%20', '+');
  return [component, form, component.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())];
}

function xmlEscaped(secret: string): string {
  return secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * Base64 at each of the three positions a secret can have inside a longer value, without the characters at the edges that
 * also depend on the neighbours; in the standard and the URL alphabet.
 */
function base64Forms(bytes: Uint8Array): string[] {
  const forms: string[] = [];
  for (let shift = 0; shift < 3; shift++) {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const encoded = btoa(Array.from(padded, (byte) => String.fromCharCode(byte)).join('')).replace(/=+$/, '');
    const start = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    forms.push(encoded.slice(start, end));
  }
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

function hexForms(bytes: Uint8Array): string[] {
  const lower = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [lower, lower.toUpperCase()];
}

/** The text with lone surrogates replaced as UTF-8 encoders do; `encodeURIComponent` throws for them. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
