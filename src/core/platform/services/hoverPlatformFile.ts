import { placeAt } from './placeAt.ts';
import { descriptionOf, kindOf, schemaAt } from './schemaNode.ts';

/** What a key of a platform file means. */
export interface PlatformHover {
  /** The key with everything above it. */
  readonly title: string;
  readonly kind: string;
  readonly description?: string;
  readonly start: number;
  readonly end: number;
}

/** What stands at an offset; undefined for what the schema says nothing about. */
export function hoverPlatformFile(text: string, offset: number): PlatformHover | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) return undefined;
  const node = schemaAt(place.path);
  if (node === undefined) return undefined;
  const description = descriptionOf(node);
  const title = place.path.filter((step) => typeof step === 'string').join('.');
  if (place.kind === 'value' && description === undefined) return undefined;
  return {
    title,
    kind: kindOf(node),
    start: place.start,
    end: place.end,
    ...(description === undefined ? {} : { description }),
  };
}
