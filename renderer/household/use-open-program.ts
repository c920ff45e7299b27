import { useState } from 'react';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import { useAsk } from '../shared/use-ask.ts';

type Opening = {
  readonly isOpening: boolean;
  /** What was opened last, by its name. */
  readonly opened: string | undefined;
  readonly fault: string | undefined;
  open(program: ParamsOf<'program.open'>['program']): Promise<void>;
};

export function useOpenProgram(): Opening {
  const { ask, isAsking, fault } = useAsk();
  const [opened, setOpened] = useState<string>();
  const open: Opening['open'] = async (program) => {
    setOpened(undefined);
    setOpened((await ask('program.open', { program }))?.opened);
  };
  return { open, isOpening: isAsking, opened, fault };
}
