import type { ScenarioReport } from '../../app/scenario/report.ts';
import { sayFailure } from './scenario-annotations.ts';

/** One test suite per scenario and one test case per act, as test reporters read it. */
export function writeJunit(reports: readonly ScenarioReport[]): string {
  const suites = reports.map(({ id, title, steps }) => {
    const failures = steps.filter(({ passed }) => !passed).length;
    const cases = steps.map((step) => {
      const { at, act, differences } = step;
      const name = `<testcase classname="${escapeXml(id)}" name="${escapeXml(`${at} ${act}`)}"`;
      if (differences.length === 0) return `    ${name}/>`;
      const lines = sayFailure(step);
      return `    ${name}><failure message="${escapeXml(lines[0] ?? '')}">${escapeXml(lines.join('\n'))}</failure></testcase>`;
    });
    const head = `  <testsuite name="${escapeXml(`${id} ${title}`)}" tests="${steps.length}" failures="${failures}">`;
    return [head, ...cases, '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="scenarios">\n${suites.join('\n')}\n</testsuites>\n`;
}

/** What XML 1.0 has no way to hold, and reporters give up on (§2.2). */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  return text.replaceAll(unwritable, '\uFFFD').replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? '');
}
