import type { FastifyInstance } from 'fastify';
import { openApiOf } from './openapi.ts';

/** A page that is read as it stands: no script, nothing from elsewhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
const STYLE = `body{font-family:system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;line-height:1.4}
details{border-top:1px solid #ccc}summary{padding:.4rem 0;cursor:pointer}code{font-size:.95em}
pre{background:#f6f6f6;padding:1rem;overflow:auto}`;

/** `/docs`: the routes of this server for people, and as OpenAPI 3.1 (`/docs/openapi.json`). Mounted last. */
export function mountDocs(app: FastifyInstance, version: string): void {
  let made: { json: string; page: string } | undefined;
  const documents = () => {
    if (!made) {
      const document = openApiOf(app.routeTable.all, version);
      made = { json: JSON.stringify(document), page: pageOf(document) };
    }
    return made;
  };
  app.get('/docs/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(documents().json),
  );
  app.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(documents().page),
  );
}

interface Shown {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly responses?: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { readonly schema: unknown }> }
  >;
  readonly 'x-permissions'?: readonly string[];
  readonly 'x-roles'?: readonly string[];
}

function pageOf({ paths, components }: Record<string, unknown>): string {
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths as Record<string, Record<string, Shown>>))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '';
      byTag.set(tag, [...(byTag.get(tag) ?? []), shown(method, path, operation)]);
    }
  const sections = [...byTag].map(([tag, rows]) => `<h2>${escaped(tag)}</h2>\n${rows.join('\n')}`);
  const { schemas } = components as { readonly schemas: Record<string, unknown> };
  const shapes = Object.entries(schemas).map(
    ([name, schema]) =>
      `<details><summary><code>${name}</code></summary><pre id="${name}">${linked(schema)}</pre></details>`,
  );
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>API de Pérenne</title><style>${STYLE}</style></head><body><main><h1>API de Pérenne</h1>
<p><a href="/docs/openapi.json">OpenAPI 3.1</a></p>
${sections.join('\n')}
<h2>Formes</h2>
${shapes.join('\n')}
</main></body></html>`;
}

function shown(method: string, path: string, operation: Shown): string {
  const { summary = '', parameters = [], requestBody, responses = {} } = operation;
  const who = operation['x-permissions'] ?? operation['x-roles'] ?? [];
  const lines = [
    ...(who.length > 0 ? [`<p>Permission ou rôles : <code>${escaped(who.join(', '))}</code></p>`] : []),
    `<ul>${parameters.map((each) => `<li><code>${escaped(each.name)}</code> (${each.in})${each.required ? ', obligatoire' : ''}</li>`).join('')}</ul>`,
    ...Object.entries(requestBody?.content ?? {}).map(
      ([type, { schema }]) => `<p>Corps : <code>${type}</code></p><pre>${linked(schema)}</pre>`,
    ),
    `<ul>${Object.entries(responses)
      .map(
        ([status, { description, content = {} }]) =>
          `<li><code>${status}</code> ${escaped(description)}${Object.entries(content).map(contentOf).join('')}</li>`,
      )
      .join('')}</ul>`,
  ];
  return `<details><summary><code>${method.toUpperCase()} ${escaped(path)}</code> ${escaped(summary)}</summary>${lines.join('')}</details>`;
}

function contentOf([type, { schema }]: [string, { readonly schema: unknown }]): string {
  return ` : <code>${escaped(type)}</code>${type === 'application/json' ? ` <code>${linked(schema, 0)}</code>` : ''}`;
}

/** JSON of a schema, in which the names of others lead to them. */
function linked(schema: unknown, indent = 2): string {
  return escaped(JSON.stringify(schema, null, indent)).replace(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#$1">$1</a>',
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
