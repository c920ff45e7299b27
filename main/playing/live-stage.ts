import type { Stage } from '../../app/scenario/acts.ts';

/** Where acts are carried out live: what falls due while time passes is not jumped over, so its notices are posted. */
export function liveStage(parts: Pick<Stage, 'emulator' | 'flows' | 'kept'>): Stage {
  const { emulator } = parts;
  return {
    ...parts,
    pass: async (to) => {
      await emulator.submit({ type: 'advance', to, jump: false });
    },
  };
}
