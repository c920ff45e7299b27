import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { measureBrowser } from './browser.ts';
import { measureBundle } from './bundle.ts';
import { measureDecisions } from './decisions.ts';
import { measureHost } from './host.ts';
import { measureLint } from './lint.ts';
import type { Row } from './measure.ts';
import { measureProxies } from './proxies.ts';
import { documentOf, tableOf } from './report.ts';
import { measureRulesets } from './rulesets.ts';
import { measureSoak } from './soak.ts';
import { measureStorage } from './storage.ts';
import { measureTerraform } from './terraform.ts';
import { measureWeek } from './week.ts';

const loadBefore = loadavg();
const rows: Row[] = [];
const measures = [
  measureHost,
  measureDecisions,
  measureRulesets,
  measureLint,
  measureStorage,
  measureWeek,
  measureBundle,
  measureTerraform,
  measureProxies,
  measureSoak,
  measureBrowser,
];
const wanted = process.argv[2];
for (const measure of measures) {
  if (wanted !== undefined && measure.name !== wanted) continue;
  console.log(`${measure.name}…`);
  rows.push(...(await measure()));
}
const table = tableOf(rows);
if (wanted === undefined) writeFileSync('docs/BENCH.md', documentOf(table, loadBefore));
console.log(`\n${table}${wanted === undefined ? '\n\nStored in docs/BENCH.md.' : ''}`);
