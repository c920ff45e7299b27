import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { measureDecisions } from './decisions.ts';
import { measureHost } from './host.ts';
import { measureLint } from './lint.ts';
import type { Row } from './measure.ts';
import { documentOf, tableOf } from './report.ts';
import { measureRulesets } from './rulesets.ts';
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
  measureTerraform,
];
for (const measure of measures) {
  console.log(`${measure.name}…`);
  rows.push(...(await measure()));
}
const table = tableOf(rows);
writeFileSync('docs/BENCH.md', documentOf(table, loadBefore));
console.log(`\n${table}\n\nStored in docs/BENCH.md.`);
