import { openHandles, processorTime, residentMemory } from './processes.ts';

export type Sample = {
  readonly at: number;
  readonly resident: number;
  readonly handles: number;
};

export type Watched = {
  readonly samples: readonly Sample[];
  /** Bytes a second that resident memory grew by over the later half, by least squares. */
  readonly growth: number;
  readonly processor: number;
};

/** Looks at a process once a second until the returned function is called. */
export function watchProcess(pid: number): () => Watched {
  const startedAt = performance.now();
  const spentBefore = processorTime(pid) ?? 0;
  const samples: Sample[] = [];
  const look = () =>
    samples.push({
      at: (performance.now() - startedAt) / 1000,
      ...{ resident: residentMemory(pid) ?? Number.NaN, handles: openHandles(pid) ?? Number.NaN },
    });
  const timer = setInterval(look, 1000);
  return () => {
    clearInterval(timer);
    look();
    return {
      samples,
      growth: slopeOf(samples.slice(samples.length / 2)),
      processor: (processorTime(pid) ?? 0) - spentBefore,
    };
  };
}

function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [at, resident] = [mean((one) => one.at), mean((one) => one.resident)];
  const above = samples.reduce((sum, one) => sum + (one.at - at) * (one.resident - resident), 0);
  return above / samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
}
