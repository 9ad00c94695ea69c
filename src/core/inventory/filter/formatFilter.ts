import type { FilterNode, FilterValue } from './filterNode.ts';

/** The shortest plain spelling of a tree: parsing it gives the same tree. */
export function formatFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'all':
      return '';
    case 'and':
      return node.terms.map((term) => nested(term, ['or', 'and'])).join(' ');
    case 'or':
      return node.terms.map((term) => nested(term, ['or'])).join(' or ');
    case 'not':
      return `-${nested(node.term, ['or', 'and'])}`;
    case 'search':
      return formatValues(node.values);
    case 'field':
      return `${node.field}:${formatValues(node.values)}`;
    case 'compare':
      return `${node.field}${node.operator}${formatValues(node.values)}`;
  }
}

function nested(node: FilterNode, grouped: readonly FilterNode['kind'][]): string {
  const text = formatFilter(node);
  return grouped.includes(node.kind) ? `(${text})` : text;
}

function formatValues(values: readonly FilterValue[]): string {
  return values.map(formatValue).join(',');
}

function formatValue(value: FilterValue): string {
  if (value.kind === 'word') return value.text;
  if (value.kind === 'string') return `"${value.text.replace(/[\\"]/g, '\\$&')}"`;
  return `/${value.source.replaceAll('/', '\\/')}/${value.ignoreCase ? 'i' : ''}`;
}
