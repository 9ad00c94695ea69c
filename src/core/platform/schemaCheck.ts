import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Diagnostic } from '../../api/diagnostic.ts';
import { closestName } from '../text/closestName.ts';
import { errorAt } from './findings.ts';
import type { FilePath } from './platformFile.ts';
import type { YamlFile } from './yamlFile.ts';

/** Compiled schemas, by schema: compiling one takes some milliseconds and is done only where a plugin is read. */
const validators = new WeakMap<object, ValidateFunction>();

/** What the schema says against a file, one finding for each place. */
export function schemaFaults(schema: object, file: YamlFile, code: string): Diagnostic[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    // The schemas are our own and under test: checking them against the meta schema would take longer than all files.
    validate = new Ajv({
      allErrors: true,
      strict: false,
      verbose: true,
      meta: false,
      validateSchema: false,
      code: { optimize: false },
    }).compile(schema);
    validators.set(schema, validate);
  }
  if (validate(file.value)) return [];
  const seen = new Set<string>();
  const faults: Diagnostic[] = [];
  for (const error of validate.errors ?? []) {
    if (error.keyword === 'oneOf' && seen.has(error.instancePath)) continue;
    const finding = describe(error, file, code);
    const key = `${finding.at.line}:${finding.at.column}:${error.keyword}`;
    if (seen.has(key)) continue;
    seen.add(key);
    faults.push(finding);
  }
  return faults;
}

function describe(error: ErrorObject, file: YamlFile, code: string): Diagnostic {
  const path = pathOf(error.instancePath, file.value);
  const shown = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
    const near = closestName(key, known);
    const hint = near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${near}"?`;
    const at = file.positionOfKey([...path, key]);
    return errorAt(code, `"${key}" is not known in ${shown}. ${hint}`, at, near);
  }
  if (error.keyword === 'required') {
    const key = String(params['missingProperty']);
    return errorAt(code, `"${key}" is missing in ${shown}.`, file.positionOf(path));
  }
  if (error.keyword === 'enum' || error.keyword === 'const') {
    const allowed = [params['allowedValues'] ?? params['allowedValue']]
      .flat()
      .map((value) => JSON.stringify(value));
    return errorAt(code, `${shown} must be ${allowed.join(' or ')}.`, file.positionOf(path));
  }
  return errorAt(code, `${shown} ${error.message ?? 'is not allowed'}.`, file.positionOf(path));
}

/** A JSON pointer as a path; list indexes become numbers. */
function pathOf(pointer: string, root: unknown): FilePath {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(key) : key;
    path.push(step);
    value = (value as Record<string | number, unknown> | undefined)?.[step];
  }
  return path;
}
