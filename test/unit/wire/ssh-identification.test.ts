import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSshIdentification } from '../../../app/wire/ssh-identification.ts';
import { asciiBytes } from './chunked.ts';

const visible = fc.stringMatching(/^[!-,.-~]{1,40}$/);
const comment = fc.stringMatching(/^( [ -~]{0,60})?$/);
const earlier = fc.array(
  fc.stringMatching(/^[ -~]{0,80}$/).filter((line) => !line.startsWith('SSH-')),
  { maxLength: 10 },
);
const ending = fc.constantFrom('\r\n', '\n');

it('finds the identification after any lines before it, and neither sooner nor elsewhere', () => {
  fc.assert(
    fc.property(visible, comment, earlier, ending, (software, said, lines, end) => {
      const line = `SSH-2.0-${software}${said}`;
      const text = [...lines, line].map((each) => `${each}${end}`).join('');
      const bytes = asciiBytes(`${text}binary packets follow\n`);
      expect(parseSshIdentification(bytes)).toEqual({ status: 'ok', value: line, length: text.length });
      for (let cut = 0; cut < text.length; cut++) {
        expect(parseSshIdentification(bytes.subarray(0, cut))).toEqual({ status: 'need-more' });
      }
    }),
  );
});

it('stays calm over any bytes, and gives up after 8 KiB', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(['need-more', 'ok', 'malformed']).toContain(parseSshIdentification(bytes).status);
    }),
    { numRuns: 10_000 },
  );
  expect(parseSshIdentification(new Uint8Array(8191).fill(65)).status).toBe('need-more');
  expect(parseSshIdentification(new Uint8Array(8192).fill(65)).status).toBe('malformed');
  expect(parseSshIdentification(new Uint8Array(8192).fill(10)).status).toBe('malformed');
});

it.each(['SSH-\n', 'SSH-2.0\n', 'SSH-2.0-\n', 'SSH-2.0-a\u0007\n'])('takes %j for no identification', (line) => {
  expect(parseSshIdentification(asciiBytes(line)).status).toBe('malformed');
});
