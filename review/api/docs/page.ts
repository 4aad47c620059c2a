/** The API's document as one page to read: made on the server, without a script, under the strictest policy that a page can have. */
import { PROBLEM_KINDS } from '../problem-kinds.ts';
import type { JsonSchema } from './json-schema.ts';
import type { OpenApi, Operation } from './openapi.ts';
import { outline } from './outline.ts';
import { STYLE } from './style.ts';

/** @param nonce of the answer's style rules. */
export function docsPage(document: OpenApi, nonce: string): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const parts = document.tags.map(({ name }) => ({
    name,
    id: `part-${name.toLowerCase().replace(/\W+/g, '-')}`,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const schemas = document.components['schemas'] as Record<string, JsonSchema>;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Claimwright API</title>
<style nonce="${text(nonce)}">${STYLE}</style>
</head>
<body>
<nav aria-label="Contents">
<a class="home" href="/">Claimwright review</a>
${parts.map(({ name, operations: of }) => `<details><summary>${text(name)}</summary>${list(of.map((one) => `<a href="#${one.operation.operationId}">${text(one.operation.summary)}</a>`))}</details>`).join('\n')}
<p><a href="#problems">Problems</a></p>
<p><a href="#schemas">Schemas</a></p>
<p><a href="/api/v1/openapi.json">openapi.json</a></p>
</nav>
<main>
<h1>Claimwright API</h1>
<p>${prose(document.info.description)}</p>
${parts.map(({ name, id, operations: of }) => `<h2 id="${id}">${text(name)}</h2>\n${of.map(sectionOf).join('\n')}`).join('\n')}
<h2 id="problems">Problems</h2>
${Object.entries(PROBLEM_KINDS)
  .map(
    ([code, { status, title, meaning }]) =>
      `<section id="problem-${code}"><h3><code>${code}</code> ${text(title)} (${status})</h3><p>${prose(meaning)}</p></section>`,
  )
  .join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(schemas)
  .map(([name, schema]) => `<section id="schema-${name}"><h3>${text(name)}</h3>${outlined(schema)}</section>`)
  .join('\n')}
</main>
</body>
</html>
`;
}

function sectionOf({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const { operationId, summary, description, requestBody, responses } = operation;
  const [[status, answer] = ['200', {}]] = Object.entries(responses);
  return `<section id="${operationId}">
<h3>${text(summary)}</h3>
<p class="route"><b>${method}</b> <code>${text(path)}</code></p>
<p>${prose(description)}</p>
${table(operation)}${requestBody ? `<h4>Body</h4>${contentOf(requestBody)}` : ''}<h4>Answer ${text(status)}</h4>${contentOf(answer)}
</section>`;
}

function table({ parameters }: Operation): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: where, required, schema, description }) =>
      `<tr><td><code>${text(name)}</code></td><td>${where}${required ? ', required' : ''}</td><td><code>${linked(outline(schema))}</code>${description ? `<br>${prose(description)}` : ''}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Value</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function contentOf(body: unknown): string {
  const content = (body as { content?: Record<string, { schema: JsonSchema }> } | undefined)?.content;
  if (!content) return '<p>Nothing.</p>';
  return Object.entries(content)
    .map(([media, { schema }]) =>
      Object.keys(schema).length === 0 ? `<p><code>${text(media)}</code></p>` : outlined(schema),
    )
    .join('');
}

const outlined = (schema: JsonSchema): string => `<pre tabindex="0">${linked(outline(schema))}</pre>`;

const list = (items: readonly string[]): string => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Paragraphs, and code between backticks. */
const prose = (raw: string): string =>
  text(raw)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll('\n\n', '<br>');

/** Names of schemas lead to them. */
const linked = (raw: string): string => text(raw).replace(/#(\w+)/g, '<a href="#schema-$1">$1</a>');
