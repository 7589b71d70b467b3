import {
  type ControlledProperty,
  type ControlSchema,
  controlledProperties,
} from '../kinds/control-schema.ts';
import type { Document } from '../store.ts';
import { type Cardinality, isManyPath, type SchemaPath } from './paths.ts';

/** What an archive unit profile makes of the schema of units (spec api.md 10.1, N5). */

/** @param schema of the profile */
export function profileReader(schema: ControlSchema): (at: SchemaPath) => Document {
  const properties = new Map(
    controlledProperties(schema).map((each) => [each.path.join('.').replace(/^#management/, '_mgt'), each]),
  );
  const isClosed = schema.additionalProperties === false;
  return (at) => {
    const property = properties.get(at.path);
    const [root = ''] = at.path.split('.');
    // What the archive itself writes is no matter of a profile.
    const masked = isClosed && !root.startsWith('_') && !properties.has(root);
    return {
      EffectiveCardinality: masked ? 'ZERO' : effective(at, property),
      ...(property === undefined ? {} : controlOf(property)),
    };
  };
}

function effective(at: SchemaPath, property: ControlledProperty | undefined): Cardinality {
  if (property === undefined) return at.cardinality;
  if (property.schema.maxItems === 0) return 'ZERO';
  const many = isManyPath(at) && property.schema.maxItems !== 1;
  const needed = property.required || at.cardinality.endsWith('_REQUIRED');
  return `${many ? 'MANY' : 'ONE'}${needed ? '_REQUIRED' : ''}`;
}

/** What values a property may have; an array's are those of its items. */
function controlOf({ schema }: ControlledProperty): { Control?: Document } {
  const items = (schema.items ?? {}) as ControlSchema;
  const values = (schema.enum ?? items.enum) as readonly unknown[] | undefined;
  const pattern = schema.pattern ?? items.pattern;
  const comment = schema.description === undefined ? {} : { Comment: schema.description };
  if (values !== undefined) return { Control: { Type: 'SELECT', Values: values, ...comment } };
  if (pattern !== undefined) return { Control: { Type: 'REGEX', Value: pattern, ...comment } };
  return schema.description === undefined ? {} : { Control: comment };
}
