import { cpus, freemem, loadavg, release, tmpdir, totalmem } from 'node:os';
import { type Row, rounds } from './measure.ts';

const head = ['figure', 'unit', 'median or single', 'worst', 'memory kept', 'how'];
const areNumbers = [false, false, true, true, true, false];

export function tableOf(rows: readonly Row[]): string {
  const cells = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => lineOf(row.map((cell, column) => pad(cell, column, widths))));
  const rule = lineOf(
    widths.map((width, column) => (areNumbers[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))),
  );
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

export function documentOf(table: string, loadBefore: readonly number[]): string {
  const machine = [
    `date: ${new Date().toISOString()}`,
    `Node ${process.version} on ${process.platform} ${release()} (${process.arch})`,
    `cores: ${cpus().length} (${cpus()[0]?.model.trim() || 'model unknown'})`,
    `memory: ${gibibytes(totalmem())} GiB, ${gibibytes(freemem())} GiB free at the end`,
    `load average (1, 5, 15 min): ${sayLoad(loadBefore)} before, ${sayLoad(loadavg())} after`,
    `temporary directory: ${tmpdir()}`,
  ];
  return `# Benchmark

Written by \`npm run bench\`; the figures of one run on one machine, which nothing is held to.

${machine.map((line) => `- ${line}`).join('\n')}

Where there is a worst figure, the measurement was taken ${rounds} times: the slowest rate, the longest duration. Rates had one
more round before, to warm up. Proxies take turns, round by round, between one client and one origin, each in a process of
its own; those that are missing here come by \`apt install microsocks tinyproxy\`. \`npm run soak\` takes the soak by itself.
"Memory kept" is what the heap holds more after a collection than before.

${table}
`;
}

function cellsOf({ figure, unit, value, worst, bytes, how }: Row): readonly string[] {
  return [
    figure,
    unit,
    say(value),
    worst === undefined ? '' : say(worst),
    bytes === undefined ? '' : sayBytes(bytes),
    how,
  ];
}

/** At least three digits. */
function say(value: number | undefined): string {
  if (value === undefined) return 'unknown';
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const sayBytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const gibibytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
const sayLoad = (load: readonly number[]) => load.map((one) => one.toFixed(2)).join(', ');
const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const pad = (cell: string, column: number, widths: readonly number[]) =>
  areNumbers[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
