import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, html, unescapeHtml } from '../../../main/page/html.ts';

it('escapes text put into markup, and leaves markup as it is', () => {
  const inner = html`<b>${'<script>'}</b>`;
  expect(html`<p title="${'"'}">${inner}${[html`<br>`, html`<hr>`]}${3}</p>`.markup).toBe(
    '<p title="&quot;"><b>&lt;script&gt;</b><br><hr>3</p>',
  );
});

it('unescapes what it escaped', () => {
  fc.assert(fc.property(fc.string(), (text) => unescapeHtml(escapeHtml(text)) === text));
});

it('lets no character through that could end an attribute or open a tag', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
});
