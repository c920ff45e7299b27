import type { Candidate } from '../../app/catalogue/catalogue.ts';
import { loadCatalogue } from '../files/load-catalogue.ts';
import type { Report } from './session.ts';
import { joinParagraphs } from './text.ts';

/** Which cases of the catalogue it could be; nothing that fits is no failure. */
export async function findScenarios(said: string, limit: number): Promise<Report> {
  const suggestion = await (await loadCatalogue()).suggest(said, limit);
  const { candidates, split } = suggestion;
  const [first, second] = candidates;
  if (first === undefined) {
    return {
      json: suggestion,
      text: 'No case fits. Say it in other words: what is dead, what still answers, what the client shows.',
    };
  }
  const test =
    split === undefined || second === undefined
      ? []
      : [
          'The one test that tells the first two apart',
          `  ${split.do}`,
          `  · ${split.first}: ${first.id}`,
          `  · ${split.second}: ${second.id}`,
        ];
  const play = [`To live through it: warp-emu scenario run ${first.id}, or What could it be? (h) in the lab.`];
  return { json: suggestion, text: joinParagraphs(...candidates.map(sayCandidate), test, play) };
}

function sayCandidate({ id, title, fits, cause, resolution }: Candidate, index: number): string[] {
  return [
    `${index + 1}. ${id}  ${title}`,
    ...fits.map((fit) => `   fits: “${fit}”`),
    `   cause: ${cause.trim()}`,
    `   way out: ${resolution.trim()}`,
  ];
}
