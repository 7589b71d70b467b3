/** TypeScript of JSON schemas: those forms of them by which the service describes its answers. */

export type Schema = Readonly<Record<string, unknown>>;

/** Declarations of schemas by name, in the order of their names. */
export function declarationsOf(schemas: ReadonlyMap<string, Schema>): string {
  return [...schemas]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => `${commentOf(schema)}export ${declarationOf(name, schema)}`)
    .join('\n\n');
}

function declarationOf(name: string, schema: Schema): string {
  return schema.properties === undefined
    ? `type ${name} = ${typeOf(schema)};`
    : `interface ${name} ${typeOf(schema)}`;
}

/** @throws Error for a form that no answer of the service has had so far */
export function typeOf(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.slice('#/components/schemas/'.length);
  const choices = schema.anyOf as Schema[] | undefined;
  if (choices) return choices.map(typeOf).join(' | ');
  if ('const' in schema) return literalOf(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(literalOf).join(' | ');
  switch (schema.type) {
    case 'array':
      return `readonly (${typeOf((schema.items ?? {}) as Schema)})[]`;
    case 'object':
      return objectOf(schema);
    case 'integer':
      return 'number';
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case undefined:
      if (Object.keys(schema).every((key) => ANNOTATIONS.has(key))) return 'unknown';
  }
  throw new Error(`there is no type for the schema ${JSON.stringify(schema)}`);
}

const ANNOTATIONS = new Set(['description', 'title']);

function objectOf({ properties, patternProperties, required }: Schema): string {
  const [values] = Object.values((patternProperties ?? {}) as Record<string, Schema>);
  if (properties === undefined)
    return `Readonly<Record<string, ${values === undefined ? 'unknown' : typeOf(values)}>>`;
  const wanted = new Set((required ?? []) as string[]);
  const members = Object.entries(properties as Record<string, Schema>).map(
    ([name, schema]) =>
      `${commentOf(schema)}readonly ${JSON.stringify(name)}${wanted.has(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  return `{\n${members.join('\n')}\n}`;
}

const literalOf = (value: unknown) => JSON.stringify(value);

function commentOf({ description }: Schema): string {
  return typeof description === 'string' ? `/** ${description.replaceAll('*/', '*\\/')} */\n` : '';
}
