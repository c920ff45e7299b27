import type { Emulator } from '../../app/emulator.ts';
import { describeFault } from '../gateway/log.ts';
import type { Interception } from '../interception.ts';
import { createPrograms, type Programs, type ProgramsParts } from './programs.ts';

export type StartedParts = Pick<ProgramsParts, 'dataDirectory' | 'host' | 'log'> & {
  readonly emulator: Emulator;
  readonly interception: Interception;
};

/** Keeps what programs were given true for as long as the emulator runs. */
export function startPrograms({ emulator, interception, ...parts }: StartedParts): Programs {
  const programs = createPrograms({
    ...parts,
    environment: () => emulator.state.environment,
    addresses: () => interception.addresses,
    pac: () => interception.pac(),
    certificate: () => interception.certificate(),
  });
  const quietly = (what: string, work: Promise<void>) =>
    work.catch((fault: unknown) => parts.log.warn(what, { fault: describeFault(fault) }));
  const follow = () => quietly('files for other programs are out of date', programs.follow());
  void quietly('what an earlier start left for other programs stays as it is', programs.begin());
  let known = emulator.state.environment;
  emulator.onChange(({ environment }) => {
    if (environment === known) return;
    known = environment;
    void follow();
  });
  return { ...programs, follow };
}
