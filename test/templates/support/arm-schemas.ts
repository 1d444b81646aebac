/** The published schemas of the resource types that our Azure templates use. */
import { Ajv } from 'ajv';
import { jsonOf } from './files.ts';

type Schemas = { readonly definitions: object; readonly resources: Readonly<Record<string, object>> };

const { definitions, resources } = jsonOf<Schemas>('test/templates/schemas/arm-resources.json');
const ajv = new Ajv({ strict: false, allErrors: true });

type Resource = { readonly type: string; readonly apiVersion: string; readonly body: Readonly<Record<string, unknown>> };

/** What is wrong with a resource; empty when nothing is. Properties that its type does not have are wrong. */
export function problemsOf(resource: Resource): readonly string[] {
  const key = `${resource.type}@${resource.apiVersion}`;
  const schema = resources[key];
  if (schema === undefined) return [`${key} has no schema in arm-resources.json`];
  const validate = ajv.getSchema(key) ?? ajv.compile({ ...schema, definitions, $id: key });
  // Some schemas describe the whole name of a child, others its last part only.
  const leaf = String(resource.body['name']).split('/').at(-1);
  if (validate(resource.body) === true || validate({ ...resource.body, name: leaf }) === true) return [];
  const told = (validate.errors ?? []).filter((e) => e.keyword !== 'anyOf' && !JSON.stringify(e.params).includes('^\\\\['));
  return [...new Set(told.map((e) => `${key} ${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`))].slice(0, 8);
}
